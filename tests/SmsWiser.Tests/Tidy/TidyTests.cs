using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SmsWiser.Tests.Tidy;

/// <summary>The rules of the code base that a machine can hold.</summary>
public partial class TidyTests
{
    private const int MaxFileLines = 500;
    private const int MaxLineLength = 140;
    private const int MaxFunctionLines = 70;
    private const int MaxActorsLines = 800;
    private const int MaxReadmeLines = 40;

    /// <summary>Which project may use which; the host may use all.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["SmsWiser.Smpp"] = [],
        ["SmsWiser.Smsc"] = ["SmsWiser.Smpp"],
        ["SmsWiser.Actors"] = [],
        ["SmsWiser.Contracts"] = ["SmsWiser.Actors"],
        ["SmsWiser.Core"] = ["SmsWiser.Smpp"],
        ["SmsWiser.Engine"] = ["SmsWiser.Contracts", "SmsWiser.Core", "SmsWiser.Smpp"],
        ["SmsWiser.Storage"] = ["SmsWiser.Core"],
        ["SmsWiser.Web"] = ["SmsWiser.Contracts", "SmsWiser.Core"],
        ["SmsWiser.Host"] = ["SmsWiser.Smpp", "SmsWiser.Smsc", "SmsWiser.Actors", "SmsWiser.Contracts", "SmsWiser.Core", "SmsWiser.Engine",
            "SmsWiser.Storage", "SmsWiser.Web"],
    };

    // In pieces, so that this file does not break its own rules.
    private static readonly string[] ForbiddenWords = ["TO" + "DO", "FIX" + "ME", "#reg" + "ion"];
    private static readonly string[] ForbiddenFolders = ["Services", "Helpers", "Utils", "Managers", "Common"];
    private static readonly string[] ForeignPaths =
        ["/wo" + "rk/", "/ho" + "me/", "/ro" + "ot/", "/Us" + "ers/", @"C:" + @"\", "../sha" + "red"];

    [Fact]
    public void Files_are_short()
    {
        None(SourceTree.Code.Where(path => SourceTree.Lines(path).Length > MaxFileLines));
    }

    [Fact]
    public void Lines_are_short()
    {
        None(SourceTree.Files.Where(path => Path.GetExtension(path) is ".cs" or ".sh")
            .SelectMany(path => SourceTree.Lines(path).Index().Where(line => line.Item.Length > MaxLineLength && !IsTable(line.Item))
                .Select(line => $"{path}:{line.Index + 1} has {line.Item.Length} characters")));
    }

    [Fact]
    public void Functions_are_short()
    {
        var functions = SourceTree.Code
            .SelectMany(path => CodeShape.Functions(SourceTree.Read(path)), (path, function) => (Path: path, Function: function)).ToList();

        Assert.True(functions.Count > SourceTree.Code.Count(), "Hardly any functions were found: CodeShape does not read this code.");
        None(functions.Where(one => one.Function.Lines > MaxFunctionLines)
            .Select(one => $"{one.Path}:{one.Function.FirstLine} {one.Function.Header} has {one.Function.Lines} lines"));
    }

    [Fact]
    public void Folders_are_named_after_what_they_hold()
    {
        None(SourceTree.Folders.Intersect(ForbiddenFolders));
    }

    [Fact]
    public void Names_carry_no_underscore_in_front()
    {
        None(SourceTree.Code.SelectMany(path => CodeShape.Blank(SourceTree.Read(path)).Split('\n').Index()
            .SelectMany(line => UnderscoreName().Matches(line.Item).Select(name => $"{path}:{line.Index + 1} has {name.Value}"))));
    }

    [Fact]
    public void Nothing_is_left_to_do_and_nothing_is_folded_away()
    {
        None(Naming(ForbiddenWords));
    }

    [Fact]
    public void Nothing_names_a_path_outside_the_project()
    {
        None(Naming(ForeignPaths));
    }

    [Fact]
    public void Projects_reference_only_what_they_may()
    {
        var projects = Projects("src/").ToList();

        Assert.True(projects.Count >= 8);
        None(projects.SelectMany(project => References(project)
            .Where(other => !MayUse.GetValueOrDefault(Name(project), []).Contains(Name(other)))
            .Select(other => $"{Name(project)} may not use {Name(other)}")));
        None(projects.Select(Name).Except(MayUse.Keys));
    }

    [Fact]
    public void Projects_say_briefly_what_they_are()
    {
        var readmes = Projects("src/").Select(project => project[..project.LastIndexOf('/')] + "/README.md").ToList();

        None(readmes.Except(SourceTree.Files));
        None(readmes.Where(path => SourceTree.Lines(path).Length > MaxReadmeLines));
    }

    [Fact]
    public void Project_references_stay_inside_the_tree()
    {
        var references = Projects("").SelectMany(project => References(project)
            .Select(other => Path.GetFullPath(Path.Combine(SourceTree.Root, Path.GetDirectoryName(project)!, other)))).ToList();

        Assert.NotEmpty(references);
        None(references.Where(path => !path.StartsWith(SourceTree.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal)));
        None(references.Where(path => !File.Exists(path)));
    }

    [Fact]
    public void The_embedded_grain_host_stays_small()
    {
        var lines = SourceTree.Code.Where(path => path.StartsWith("src/SmsWiser.Actors/", StringComparison.Ordinal))
            .Sum(path => CodeShape.LinesOfCode(SourceTree.Read(path)));

        Assert.InRange(lines, 1, MaxActorsLines);
    }

    [Fact]
    public void Every_test_of_our_grains_runs_on_orleans_too()
    {
        const string ours = "tests/SmsWiser.Tests/";
        const string bench = $"using static SmsWiser.Tests.Campaigns.{nameof(Campaigns.ControlBench)};";
        var project = SourceTree.Read("tests/SmsWiser.Orleans.Tests/SmsWiser.Orleans.Tests.csproj");
        var shared = SourceTree.Code.Where(path => path.StartsWith(ours, StringComparison.Ordinal)
            && SourceTree.Read(path).Contains(bench, StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(shared);
        None(shared.Where(path => !project.Contains($"Include=\"../SmsWiser.Tests/{path[ours.Length..]}\"", StringComparison.Ordinal)
            && !project.Contains($"Include=\"../SmsWiser.Tests/{path[ours.Length..path.LastIndexOf('/')]}/*GrainTests.cs\"",
                StringComparison.Ordinal)));
    }

    [Fact]
    public void A_file_with_tests_is_named_after_its_test_class()
    {
        var files = SourceTree.Code.Where(path => path.StartsWith("tests/", StringComparison.Ordinal)
            && TestAttribute().IsMatch(SourceTree.Read(path))).ToList();

        Assert.NotEmpty(files);
        None(files.Where(path => !path.EndsWith("Tests.cs", StringComparison.Ordinal)
            || !Regex.IsMatch(SourceTree.Read(path), $@"\bclass {Path.GetFileNameWithoutExtension(path)}\b")));
    }

    /// <summary>Whether the line holds texts and nothing else, as tables of data do.</summary>
    private static bool IsTable(string line) => TextsOnly().IsMatch(line) && OnlyPunctuation().IsMatch(CodeShape.Blank(line));

    private static void None(IEnumerable<string> offenders) => Assert.Empty(offenders);

    private static IEnumerable<string> Naming(string[] words) => SourceTree.Files.SelectMany(path => SourceTree.Lines(path).Index()
        .SelectMany(line => words.Where(word => line.Item.Contains(word, StringComparison.Ordinal))
            .Select(word => $"{path}:{line.Index + 1} has {word}")));

    private static IEnumerable<string> Projects(string under) => SourceTree.Files.Where(path =>
        path.StartsWith(under, StringComparison.Ordinal) && path.EndsWith(".csproj", StringComparison.Ordinal));

    private static IEnumerable<string> References(string project) => XDocument.Parse(SourceTree.Read(project))
        .Descendants("ProjectReference").Select(reference => reference.Attribute("Include")!.Value);

    private static string Name(string project) => Path.GetFileNameWithoutExtension(project);

    [GeneratedRegex(@"^ +\[(Fact|Theory|Property)\b", RegexOptions.Multiline)]
    private static partial Regex TestAttribute();

    [GeneratedRegex(@"(?<!\w)_[A-Za-z]\w*")]
    private static partial Regex UnderscoreName();

    [GeneratedRegex(@"^\s*(\+ )?[""']")]
    private static partial Regex TextsOnly();

    [GeneratedRegex(@"^[\s,;+()\[\]]*$")]
    private static partial Regex OnlyPunctuation();
}

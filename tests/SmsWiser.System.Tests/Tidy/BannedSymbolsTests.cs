using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace SmsWiser.System.Tests.Tidy;

/// <summary>The list of banned symbols bans what it says: a wrong id is silent, so each entry has a line in the probe that must be
/// flagged.</summary>
[Collection(nameof(Grains.ContractsBuildTests.Alone))]
public sealed partial class BannedSymbolsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Every_banned_symbol_is_flagged_where_it_is_used_and_nothing_else_is()
    {
        var entries = File.ReadAllLines(Path("BannedSymbols")).Select(line => line.Split(';')[0]).ToList();
        var source = string.Join('\n', File.ReadAllLines(Path("BannedProbe")));
        var marked = source.Split('\n').Index().Where(line => EntryMark().IsMatch(line.Item))
            .Select(line => (Line: line.Index + 1, Entry: EntryMark().Match(line.Item).Groups["id"].Value)).ToList();

        var diagnostics = await CompileAsync();

        Assert.Equal(entries.Order(StringComparer.Ordinal), marked.Select(one => one.Entry).Order(StringComparer.Ordinal));
        Assert.Equal(marked.Select(one => $"{one.Line}: RS0030"), diagnostics);
    }

    /// <summary>Diagnostics of the probe as <c>line: id</c>, each once, in the order of lines.</summary>
    private static async Task<List<string>> CompileAsync()
    {
        var framework = global::System.IO.Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var analyzers = Directory.GetFiles(Path("BannedApiAnalyzers"), "*.dll").Select(file => $"-analyzer:{file}");
        var references = Directory.GetFiles(framework, "System*.dll")
            .Where(file => !global::System.IO.Path.GetFileName(file).Contains("Native", StringComparison.Ordinal))
            .Select(file => $"-r:{file}");
        string[] options = ["-noconfig", "-nologo", "-target:library", "-nullable:enable", "-out:/dev/null", "-langversion:latest",
            $"-additionalfile:{Path("BannedSymbols")}", .. analyzers, .. references, Path("BannedProbe")];
        var start = new ProcessStartInfo("dotnet", [Path("Compiler"), .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var compiler = Process.Start(start) ?? throw new InvalidOperationException("the compiler did not start");
        var error = compiler.StandardError.ReadToEndAsync(patience.Token);
        var output = await compiler.StandardOutput.ReadToEndAsync(patience.Token) + await error;
        await compiler.WaitForExitAsync(patience.Token);
        var found = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => (Text: line, Match: Diagnostic().Match(line))).ToList();
        Assert.All(found, one => Assert.True(one.Match.Success, one.Text));
        return [.. found.Select(one => (Line: int.Parse(one.Match.Groups["line"].Value), Id: one.Match.Groups["id"].Value))
            .OrderBy(one => one.Line).Select(one => $"{one.Line}: {one.Id}").Distinct()];
    }

    private static string Path(string key) => typeof(BannedSymbolsTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(one => one.Key == key).Value!;

    [GeneratedRegex(@"// (?<id>[MPTF]:\S+)$")]
    private static partial Regex EntryMark();

    [GeneratedRegex(@"\((?<line>\d+),\d+\): (warning|error) (?<id>\w+): ")]
    private static partial Regex Diagnostic();
}

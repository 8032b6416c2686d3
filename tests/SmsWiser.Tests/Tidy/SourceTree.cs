namespace SmsWiser.Tests.Tidy;

/// <summary>The project's own text files, found from where the tests were built.</summary>
internal static class SourceTree
{
    private static readonly string[] Ignored =
        [".git", "bin", "obj", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts", ".vs", ".idea"];
    private static readonly string[] TextEndings =
        [".cs", ".csproj", ".props", ".targets", ".sql", ".sh", ".md", ".json", ".txt", ".yml",
        ".html", ".js", ".css", ".config", ".sln", ""];

    public static string Root { get; } = FindRoot();

    /// <summary>Paths from the root, with forward slashes, sorted.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Walk(new DirectoryInfo(Root))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Code => Files.Where(path => path.EndsWith(".cs", StringComparison.Ordinal));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Root, path));

    public static IEnumerable<string> Folders => Files.SelectMany(path => path.Split('/')[..^1]).Distinct();

    private static IEnumerable<string> Walk(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles().Where(file => TextEndings.Contains(file.Extension.ToLowerInvariant())))
            yield return file.FullName;
        foreach (var inner in folder.EnumerateDirectories().Where(inner => !IsIgnored(inner.Name)))
            foreach (var file in Walk(inner)) yield return file;
    }

    private static bool IsIgnored(string name) => Ignored.Contains(name)
        || name.StartsWith("bin-", StringComparison.Ordinal) || name.StartsWith("obj-", StringComparison.Ordinal);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "SmsWiser.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException($"No SmsWiser.sln above {AppContext.BaseDirectory}: these tests read the source tree.");
    }
}

namespace SmsWiser.Core.Compliance;

/// <summary>Reads a table that is part of the assembly.</summary>
internal static class ResourceLines
{
    /// <summary>Lines of the table with their numbers, without comments and empty ones.</summary>
    public static IEnumerable<(int No, string Text)> Read(string name)
    {
        using var stream = typeof(ResourceLines).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in the assembly");
        using var reader = new StreamReader(stream);
        for (var no = 1; reader.ReadLine() is { } line; no++)
        {
            if (line.Length > 0 && line[0] != '#')
                yield return (no, line);
        }
    }
}

using System.Collections.Frozen;
using System.Reflection;

namespace SmsWiser.Storage.Sqlite;

/// <summary>The SQL files of this assembly by path without extension, for example <c>Dispatch/claim_chunk</c>.</summary>
internal static class SqlText
{
    public static FrozenDictionary<string, string> All { get; } = Load(typeof(SqlText).Assembly);

    private static FrozenDictionary<string, string> Load(Assembly assembly)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames())
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            texts.Add(name, reader.ReadToEnd());
        }
        return texts.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

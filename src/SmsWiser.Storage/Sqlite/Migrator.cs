using System.Globalization;

namespace SmsWiser.Storage.Sqlite;

/// <summary>Brings a database file to the version of this program by the numbered scripts under <c>Migrations/</c>. Scripts are only ever
/// added.</summary>
internal static class Migrator
{
    private const int NumberDigits = 4;

    /// <summary>Applies the scripts of <paramref name="folder"/> that the file lacks, each in a transaction of its own.</summary>
    /// <exception cref="DatabaseTooNewException">The file has a version that no script leads to.</exception>
    public static void Apply(Database database, string folder, string file, DateTimeOffset at)
    {
        var scripts = Scripts(folder);
        database.ExecuteScript(SqlText.All["Migrations/schema_version"]);
        var found = (int)(database.Get("Migrations/find_version").Scalar() ?? 0);
        var newest = scripts.Count == 0 ? 0 : scripts[^1].Version;
        if (found > newest)
            throw new DatabaseTooNewException(file, found, newest);
        foreach (var (version, name) in scripts.Where(script => script.Version > found))
        {
            database.Write(db =>
            {
                db.ExecuteScript(SqlText.All[name]);
                return db.Get("Migrations/add_version").Bind(version).Bind(name).Bind(at).Execute();
            });
        }
    }

    /// <summary>Holds a file that is only read against the version of this program.</summary>
    /// <exception cref="DatabaseTooNewException">A newer program wrote it.</exception>
    /// <exception cref="StoreException">It is older, or is no database of ours.</exception>
    public static void RequireKnown(Database database, string folder, string file)
    {
        var newest = Scripts(folder)[^1].Version;
        var found = (int)(database.Get("Migrations/find_version").Scalar() ?? 0);
        if (found > newest)
            throw new DatabaseTooNewException(file, found, newest);
        if (found < newest)
            throw new StoreException(
                $"{file} has schema version {found}, this program writes {newest}; start the node once, it brings the file there", 0);
    }

    /// <summary>A folder's scripts in order of the numbers that their names begin with, 0001 and up; no number is there twice.</summary>
    public static IReadOnlyList<(int Version, string Name)> Scripts(string folder)
    {
        var prefix = $"Migrations/{folder}/";
        var scripts = SqlText.All.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(name => (Version: Number(name.AsSpan(prefix.Length, NumberDigits)), Name: name))
            .ToList();
        for (var i = 0; i < scripts.Count; i++)
        {
            if (scripts[i].Version <= (i == 0 ? 0 : scripts[i - 1].Version))
                throw new InvalidOperationException($"migration {scripts[i].Name} does not have a number above the one before it");
        }
        return scripts;
    }

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}

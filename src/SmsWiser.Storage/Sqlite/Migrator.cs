using System.Globalization;

namespace SmsWiser.Storage.Sqlite;

/// <summary>Brings a database file to the version of this program by the numbered scripts under <c>Migrations/</c>. Scripts are only ever
/// added.</summary>
internal static class Migrator
{
    /// <summary>Applies the scripts of <paramref name="folder"/> that the file lacks, each in a transaction of its own.</summary>
    /// <exception cref="DatabaseTooNewException">The file has a version that no script leads to.</exception>
    public static void Apply(Database database, string folder, string file, DateTimeOffset at)
    {
        var scripts = Scripts(folder);
        database.ExecuteScript(SqlText.All["Migrations/schema_version"]);
        var found = (int)(database.Get("Migrations/find_version").Scalar() ?? 0);
        if (found > scripts.Count)
            throw new DatabaseTooNewException(file, found, scripts.Count);
        for (var version = found + 1; version <= scripts.Count; version++)
        {
            var name = scripts[version - 1];
            database.Write(db =>
            {
                db.ExecuteScript(SqlText.All[name]);
                return db.Get("Migrations/add_version").Bind(version).Bind(name).Bind(at).Execute();
            });
        }
    }

    /// <summary>Names of a folder's scripts in order; their numbers run from 1 without a gap.</summary>
    public static IReadOnlyList<string> Scripts(string folder)
    {
        var prefix = $"Migrations/{folder}/";
        var names = SqlText.All.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ToList();
        for (var i = 0; i < names.Count; i++)
        {
            if (!names[i].AsSpan(prefix.Length).StartsWith((i + 1).ToString("0000", CultureInfo.InvariantCulture)))
                throw new InvalidOperationException($"migration {names[i]} is not number {i + 1}");
        }
        return names;
    }
}

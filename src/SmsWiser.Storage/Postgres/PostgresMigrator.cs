using Npgsql;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Postgres;

/// <summary>Brings a PostgreSQL database to the version of this program by the numbered scripts of a folder under
/// <c>Migrations/</c>.</summary>
public static class PostgresMigrator
{
    /// <summary>Any number that no other program locks: nodes that start together migrate one after the other.</summary>
    private const long LockKey = 0x536D73576973;

    private const string CreateTable = """
        create table if not exists schema_version (
            folder text not null, version integer not null, name text not null, applied_at timestamptz not null,
            primary key (folder, version))
        """;

    /// <summary>Applies the scripts that the database lacks, in one transaction.</summary>
    /// <param name="connectionString">The database; its user may create tables.</param>
    /// <param name="folder">Folder of the scripts, for example <c>Orleans</c>.</param>
    /// <param name="at">Time to note.</param>
    /// <param name="cancellation">Nothing has changed when cancelled.</param>
    /// <exception cref="DatabaseTooNewException">The database has a version that no script leads to.</exception>
    public static async Task ApplyAsync(string connectionString, string folder, DateTimeOffset at, CancellationToken cancellation)
    {
        var scripts = Migrator.Scripts(folder);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ExecuteAsync("select pg_advisory_xact_lock(@p0)", LockKey);
        await ExecuteAsync(CreateTable);
        var found = await ExecuteAsync("select max(version) from schema_version where folder = @p0", folder) as int? ?? 0;
        var newest = scripts.Count == 0 ? 0 : scripts[^1].Version;
        if (found > newest)
            throw new DatabaseTooNewException(connection.Database, found, newest);
        foreach (var (version, name) in scripts.Where(script => script.Version > found))
        {
            await ExecuteAsync(SqlText.All[name]);
            await ExecuteAsync("insert into schema_version values (@p0, @p1, @p2, @p3)", folder, version, name, at.ToUniversalTime());
        }
        await transaction.CommitAsync(cancellation);

        async Task<object?> ExecuteAsync(string sql, params object[] values)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            for (var i = 0; i < values.Length; i++)
                command.Parameters.AddWithValue($"p{i}", values[i]);
            return await command.ExecuteScalarAsync(cancellation);
        }
    }
}

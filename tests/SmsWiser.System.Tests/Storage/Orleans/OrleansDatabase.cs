using System.Data;
using Npgsql;
using SmsWiser.Storage.Postgres;
using SmsWiser.Testing.Postgres;

namespace SmsWiser.System.Tests.Storage.Orleans;

/// <summary>A private PostgreSQL with Orleans' tables, and its statements run the way Orleans' ADO.NET providers run them: read from
/// OrleansQuery by key, parameters by name with their DbType.</summary>
[CollectionDefinition(Collection)]
public sealed class OrleansDatabase : IAsyncLifetime, ICollectionFixture<OrleansDatabase>
{
    /// <summary>The tests that share the one server.</summary>
    public const string Collection = "Orleans' tables";

    private PostgresServer? server;
    private NpgsqlDataSource? source;
    private Dictionary<string, string> queries = [];

    /// <summary>The statements by key.</summary>
    public IReadOnlyDictionary<string, string> Queries => queries;

    /// <summary>Where the tables are.</summary>
    public string ConnectionString => server!.Maintenance;

    public async ValueTask InitializeAsync()
    {
        if (PostgresServer.Missing is not null)
            return;
        server = await PostgresServer.StartAsync(TestContext.Current.CancellationToken);
        source = NpgsqlDataSource.Create(ConnectionString);
        await PostgresMigrator.ApplyAsync(ConnectionString, "Orleans", DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);
        queries = (await ReadAsync("select QueryKey, QueryText from OrleansQuery", []))
            .ToDictionary(row => (string)row["querykey"]!, row => (string)row["querytext"]!);
    }

    /// <summary>Skips the test where there is no PostgreSQL.</summary>
    public static void Need()
    {
        if (PostgresServer.Missing is { } reason)
            Assert.Skip(reason);
    }

    /// <summary>Runs a statement of Orleans.</summary>
    /// <returns>Its rows by column name, in lower case.</returns>
    public Task<List<Dictionary<string, object?>>> RunAsync(string key, params (string Name, DbType Type, object? Value)[] parameters) =>
        ReadAsync(queries[key], parameters);

    /// <summary>Runs a statement whose answer is one value.</summary>
    public async Task<object?> RunScalarAsync(string key, params (string Name, DbType Type, object? Value)[] parameters) =>
        Assert.Single(Assert.Single(await RunAsync(key, parameters))).Value;

    /// <summary>Runs any statement.</summary>
    public Task<List<Dictionary<string, object?>>> SqlAsync(string sql) => ReadAsync(sql, []);

    public async ValueTask DisposeAsync()
    {
        if (source is not null)
            await source.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
    }

    private async Task<List<Dictionary<string, object?>>> ReadAsync(string sql, (string Name, DbType Type, object? Value)[] parameters)
    {
        await using var command = source!.CreateCommand(sql);
        foreach (var (name, type, value) in parameters)
            command.Parameters.Add(new NpgsqlParameter(name, value ?? DBNull.Value) { DbType = type });
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<Dictionary<string, object?>>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(Enumerable.Range(0, reader.FieldCount)
                .ToDictionary(reader.GetName, i => reader.IsDBNull(i) ? null : reader.GetValue(i)));
        return rows;
    }
}

using System.Data;

namespace SmsWiser.System.Tests.Storage.Orleans;

[Collection(OrleansDatabase.Collection)]
public sealed class GrainStateTableTests(OrleansDatabase database)
{
    [Fact]
    public async Task A_first_write_gives_version_1_and_each_further_one_the_next()
    {
        OrleansDatabase.Need();

        Assert.Equal(1, await WriteAsync("a", null, [1]));
        Assert.Equal(2, await WriteAsync("a", 1, [2, 2]));

        var row = Assert.Single(await ReadAsync("a"));
        Assert.Equal([2, 2], (byte[])row["payloadbinary"]!);
        Assert.Equal(2, row["version"]);
    }

    [Fact]
    public async Task A_write_over_another_version_changes_nothing_and_gets_its_own_version_back()
    {
        OrleansDatabase.Need();
        await WriteAsync("b", null, [1]);
        await WriteAsync("b", 1, [2]);

        Assert.Equal(1, await WriteAsync("b", 1, [3]));
        Assert.Null(await WriteAsync("b", null, [4]));

        Assert.Equal([2], (byte[])Assert.Single(await ReadAsync("b"))["payloadbinary"]!);
    }

    [Fact]
    public async Task Of_many_first_writes_at_once_one_wins()
    {
        OrleansDatabase.Need();

        var versions = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => WriteAsync("c", null, [(byte)i])));

        Assert.Equal([1], versions.OfType<int>());
        Assert.Equal([(byte)Array.IndexOf(versions, 1)], (byte[])Assert.Single(await ReadAsync("c"))["payloadbinary"]!);
    }

    [Fact]
    public async Task Cleared_state_has_no_payload_and_keeps_its_version_for_late_writers()
    {
        OrleansDatabase.Need();
        await WriteAsync("d", null, [1]);

        Assert.Equal(2, await database.RunScalarAsync("ClearStorageKey", [.. Key("d"), Version(1)]));
        Assert.Equal(1, await database.RunScalarAsync("ClearStorageKey", [.. Key("d"), Version(1)]));

        var row = Assert.Single(await ReadAsync("d"));
        Assert.Equal((null, 2), (row["payloadbinary"], row["version"]));
        Assert.Equal(1, await WriteAsync("d", 1, [9]));
        Assert.Equal(3, await WriteAsync("d", 2, [9]));
    }

    [Fact]
    public async Task Deleted_state_is_gone()
    {
        OrleansDatabase.Need();
        await WriteAsync("e", null, [1]);

        Assert.Equal(5, await database.RunScalarAsync("DeleteStorageKey", [.. Key("e"), Version(5)]));
        Assert.Equal(2, await database.RunScalarAsync("DeleteStorageKey", [.. Key("e"), Version(1)]));

        Assert.Empty(await ReadAsync("e"));
        Assert.Equal(1, await WriteAsync("e", null, [2]));
    }

    [Fact]
    public async Task Grains_of_other_types_keys_and_services_have_states_of_their_own()
    {
        OrleansDatabase.Need();
        (string, DbType, object?)[][] keys =
            [Key("f"), Key("g"), Key(null), Key("f", type: "other"), Key("f", n0: 1), Key("f", n1: 1), Key("f", service: "other")];

        foreach (var (i, key) in keys.Index())
            Assert.Equal(1, await WriteAsync(key, null, [(byte)i]));

        foreach (var (i, key) in keys.Index())
            Assert.Equal([(byte)i], (byte[])Assert.Single(await database.RunAsync("ReadFromStorageKey", key))["payloadbinary"]!);
    }

    private Task<int?> WriteAsync(string key, int? version, byte[] payload) => WriteAsync(Key(key), version, payload);

    private async Task<int?> WriteAsync((string, DbType, object?)[] key, int? version, byte[] payload) =>
        (int?)await database.RunScalarAsync("WriteToStorageKey", [.. key, Version(version), ("PayloadBinary", DbType.Binary, payload)]);

    private Task<List<Dictionary<string, object?>>> ReadAsync(string key) => database.RunAsync("ReadFromStorageKey", Key(key));

    private static (string, DbType, object?) Version(int? version) => ("GrainStateVersion", DbType.Int32, version);

    private static (string, DbType, object?)[] Key(
        string? extension, string type = "type", long n0 = 0, long n1 = 0, string service = "service") =>
        [("GrainIdHash", DbType.Int32, 17), ("GrainIdN0", DbType.Int64, n0), ("GrainIdN1", DbType.Int64, n1),
            ("GrainTypeHash", DbType.Int32, 4), ("GrainTypeString", DbType.String, type),
            ("GrainIdExtensionString", DbType.String, extension), ("ServiceId", DbType.String, service)];
}

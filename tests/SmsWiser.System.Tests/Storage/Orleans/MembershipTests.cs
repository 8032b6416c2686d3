using System.Data;

namespace SmsWiser.System.Tests.Storage.Orleans;

[Collection(OrleansDatabase.Collection)]
public sealed class MembershipTests(OrleansDatabase database)
{
    private const int Joining = 2, Active = 3, Dead = 6;
    private static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task A_cluster_is_made_once()
    {
        OrleansDatabase.Need();

        Assert.Equal(true, await database.RunScalarAsync("InsertMembershipVersionKey", Cluster("once")));
        Assert.Equal(false, await database.RunScalarAsync("InsertMembershipVersionKey", Cluster("once")));
        var row = Assert.Single(await database.RunAsync("MembershipReadAllKey", Cluster("once")));
        Assert.Equal((0, null), (row["version"], row["starttime"]));
    }

    [Fact]
    public async Task A_member_joins_only_under_the_version_it_has_seen_and_only_once()
    {
        OrleansDatabase.Need();
        await database.RunScalarAsync("InsertMembershipVersionKey", Cluster("join"));

        Assert.True(await InsertAsync("join", port: 1, version: 0));
        Assert.False(await InsertAsync("join", port: 2, version: 0));
        Assert.False(await InsertAsync("join", port: 1, version: 1));
        Assert.True(await InsertAsync("join", port: 2, version: 1));

        var rows = await database.RunAsync("MembershipReadAllKey", Cluster("join"));
        Assert.Equal([(2, 1), (2, 2)], rows.Select(row => (row["version"], row["port"])).Order());
    }

    [Fact]
    public async Task A_member_reads_back_as_it_was_written()
    {
        OrleansDatabase.Need();
        await database.RunScalarAsync("InsertMembershipVersionKey", Cluster("read"));
        await InsertAsync("read", port: 7, version: 0);

        var row = Assert.Single(await database.RunAsync("MembershipReadRowKey", [Cluster("read"), .. Address(7)]));
        var missing = Assert.Single(await database.RunAsync("MembershipReadRowKey", [Cluster("read"), .. Address(8)]));

        Assert.Equal(("10.0.0.1", 7, 77, "silo 7", "host", Joining, 30_007), (row["address"], row["port"], row["generation"],
            row["siloname"], row["hostname"], row["status"], row["proxyport"]));
        Assert.Equal((Start, Start.AddSeconds(1), null, 1),
            (row["starttime"], row["iamalivetime"], row["suspecttimes"], row["version"]));
        Assert.Equal((1, null), (missing["version"], missing["starttime"]));
    }

    [Fact]
    public async Task Of_two_that_change_a_member_under_one_version_one_wins_and_the_other_changes_nothing()
    {
        OrleansDatabase.Need();
        await database.RunScalarAsync("InsertMembershipVersionKey", Cluster("race"));
        await InsertAsync("race", port: 1, version: 0);

        var won = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => UpdateAsync("race", 1, Active, $"suspect {i}", version: 1)));

        var row = Assert.Single(await database.RunAsync("MembershipReadAllKey", Cluster("race")));
        Assert.Single(won, true);
        Assert.Equal((2, Active, $"suspect {Array.IndexOf(won, true)}"), (row["version"], row["status"], row["suspecttimes"]));
    }

    [Fact]
    public async Task An_unknown_member_is_not_changed_and_leaves_the_version_alone()
    {
        OrleansDatabase.Need();
        await database.RunScalarAsync("InsertMembershipVersionKey", Cluster("unknown"));

        Assert.False(await UpdateAsync("unknown", 1, Active, null, version: 0));

        Assert.Equal(0, Assert.Single(await database.RunAsync("MembershipReadAllKey", Cluster("unknown")))["version"]);
    }

    [Fact]
    public async Task A_sign_of_life_keeps_the_version()
    {
        OrleansDatabase.Need();
        await database.RunScalarAsync("InsertMembershipVersionKey", Cluster("alive"));
        await InsertAsync("alive", port: 1, version: 0);

        await database.RunAsync("UpdateIAmAlivetimeKey",
            [Cluster("alive"), .. Address(1), ("IAmAliveTime", DbType.DateTime, Start.AddMinutes(5))]);

        var row = Assert.Single(await database.RunAsync("MembershipReadAllKey", Cluster("alive")));
        Assert.Equal((1, Start.AddMinutes(5)), (row["version"], row["iamalivetime"]));
    }

    [Fact]
    public async Task Gateways_are_the_active_members_that_take_clients()
    {
        OrleansDatabase.Need();
        await database.RunScalarAsync("InsertMembershipVersionKey", Cluster("gate"));
        await InsertAsync("gate", port: 1, version: 0);
        await InsertAsync("gate", port: 2, version: 1, proxyPort: 0);
        await InsertAsync("gate", port: 3, version: 2);
        await UpdateAsync("gate", 1, Active, null, version: 3);
        await UpdateAsync("gate", 2, Active, null, version: 4);

        var row = Assert.Single(await database.RunAsync("GatewaysQueryKey", Cluster("gate"), ("Status", DbType.Int32, Active)));

        Assert.Equal(("10.0.0.1", 30_001, 71), (row["address"], row["proxyport"], row["generation"]));
    }

    [Fact]
    public async Task Long_silent_members_are_cleaned_up_unless_active_and_a_deleted_cluster_is_gone()
    {
        OrleansDatabase.Need();
        await database.RunScalarAsync("InsertMembershipVersionKey", Cluster("clean"));
        for (var port = 1; port <= 3; port++)
            await InsertAsync("clean", port, version: port - 1);
        await UpdateAsync("clean", 1, Active, null, version: 3);
        await UpdateAsync("clean", 2, Dead, null, version: 4);
        await UpdateAsync("clean", 3, Dead, null, version: 5, alive: Start.AddDays(9));

        await database.RunAsync("CleanupDefunctSiloEntriesKey", Cluster("clean"), ("IAmAliveTime", DbType.DateTime, Start.AddDays(1)));
        var left = await database.RunAsync("MembershipReadAllKey", Cluster("clean"));
        await database.RunAsync("DeleteMembershipTableEntriesKey", Cluster("clean"));

        Assert.Equal([1, 3], left.Select(row => row["port"]).Order());
        Assert.Empty(await database.RunAsync("MembershipReadAllKey", Cluster("clean")));
    }

    private async Task<bool> InsertAsync(string cluster, int port, int version, int? proxyPort = null) =>
        (bool)(await database.RunScalarAsync("InsertMembershipKey", [
            Cluster(cluster), ("IAmAliveTime", DbType.DateTime, Start.AddSeconds(1)), ("SiloName", DbType.String, $"silo {port}"),
            ("HostName", DbType.String, "host"), .. Address(port), ("StartTime", DbType.DateTime, Start),
            ("Status", DbType.Int32, Joining), ("ProxyPort", DbType.Int32, proxyPort ?? 30_000 + port),
            ("Version", DbType.Int32, version)]))!;

    private async Task<bool> UpdateAsync(
        string cluster, int port, int status, string? suspects, int version, DateTime? alive = null) =>
        (bool)(await database.RunScalarAsync("UpdateMembershipKey", [
            Cluster(cluster), .. Address(port), ("IAmAliveTime", DbType.DateTime, alive ?? Start), ("Status", DbType.Int32, status),
            ("SuspectTimes", DbType.String, suspects), ("Version", DbType.Int32, version)]))!;

    private static (string, DbType, object?) Cluster(string id) => ("DeploymentId", DbType.String, id);

    private static (string, DbType, object?)[] Address(int port) =>
        [("Address", DbType.String, "10.0.0.1"), ("Port", DbType.Int32, port), ("Generation", DbType.Int32, 70 + port)];
}

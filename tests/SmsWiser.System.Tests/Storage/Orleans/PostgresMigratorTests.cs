using SmsWiser.Storage.Postgres;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.System.Tests.Storage.Orleans;

[Collection(OrleansDatabase.Collection)]
public sealed class PostgresMigratorTests(OrleansDatabase database)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nodes_that_migrate_together_apply_each_script_once()
    {
        OrleansDatabase.Need();

        await Task.WhenAll(Enumerable.Range(0, 4)
            .Select(_ => PostgresMigrator.ApplyAsync(database.ConnectionString, "Orleans", DateTimeOffset.UnixEpoch, Token)));

        var rows = await database.SqlAsync("select version, name from schema_version where folder = 'Orleans' order by version");
        string[] scripts = ["1 Migrations/Orleans/0001_membership", "2 Migrations/Orleans/0002_grain_state",
            "3 Migrations/Orleans/0003_reminders", "4 Migrations/Orleans/0004_streams"];
        Assert.Equal(scripts, rows.Select(row => $"{row["version"]} {row["name"]}"));
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        OrleansDatabase.Need();
        await database.SqlAsync("insert into schema_version values ('Main', 999, 'later', now())");

        var error = await Assert.ThrowsAsync<DatabaseTooNewException>(
            () => PostgresMigrator.ApplyAsync(database.ConnectionString, "Main", DateTimeOffset.UnixEpoch, Token));

        Assert.Equal(999, error.FoundVersion);
    }

    [Fact]
    public void All_statements_that_the_providers_ask_for_are_there()
    {
        OrleansDatabase.Need();

        string[] known = ["CleanupDefunctSiloEntriesKey", "ClearStorageKey", "ConfirmStreamMessagesKey", "DeleteMembershipTableEntriesKey",
            "DeleteReminderRowKey", "DeleteReminderRowsKey", "DeleteStorageKey", "EvictStreamDeadLettersKey", "EvictStreamMessagesKey",
            "FailStreamMessageKey", "GatewaysQueryKey", "GetStreamMessagesKey", "InsertMembershipKey", "InsertMembershipVersionKey",
            "MembershipReadAllKey", "MembershipReadRowKey", "QueueStreamMessageKey", "ReadFromStorageKey", "ReadRangeRows1Key",
            "ReadRangeRows2Key", "ReadReminderRowKey", "ReadReminderRowsKey", "UpdateIAmAlivetimeKey", "UpdateMembershipKey",
            "UpsertReminderRowKey", "WriteToStorageKey"];
        Assert.Equal(known, database.Queries.Keys.Order(StringComparer.Ordinal));
    }
}

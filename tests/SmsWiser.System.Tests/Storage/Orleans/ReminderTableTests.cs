using System.Data;

namespace SmsWiser.System.Tests.Storage.Orleans;

[Collection(OrleansDatabase.Collection)]
public sealed class ReminderTableTests(OrleansDatabase database)
{
    private static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task A_reminder_is_written_again_under_the_next_version()
    {
        OrleansDatabase.Need();

        Assert.Equal(0, await WriteAsync("s1", "grain", "r", 5, period: 60_000));
        Assert.Equal(1, await WriteAsync("s1", "grain", "r", 5, period: 90_000));

        var row = Assert.Single(await database.RunAsync("ReadReminderRowKey", Service("s1"), Grain("grain"), Name("r")));
        Assert.Equal(("grain", "r", Start, 90_000L, 1),
            (row["grainid"], row["remindername"], row["starttime"], row["period"], row["version"]));
    }

    [Fact]
    public async Task A_grain_has_all_its_reminders_and_no_others()
    {
        OrleansDatabase.Need();
        await WriteAsync("s2", "a", "1", 5);
        await WriteAsync("s2", "a", "2", 5);
        await WriteAsync("s2", "b", "1", 5);
        await WriteAsync("other", "a", "3", 5);

        var rows = await database.RunAsync("ReadReminderRowsKey", Service("s2"), Grain("a"));

        Assert.Equal(["1", "2"], rows.Select(row => row["remindername"]).Order());
    }

    [Theory]
    [InlineData("ReadRangeRows1Key", -10, 20, "-5 0 20")]
    [InlineData("ReadRangeRows2Key", 20, -10, "-10 30")]
    [InlineData("ReadRangeRows2Key", 0, 0, "-10 -5 0 20 30")]
    public async Task A_range_of_hashes_excludes_its_begin_and_includes_its_end(string key, int begin, int end, string found)
    {
        OrleansDatabase.Need();
        var service = $"ring {key} {begin}";
        foreach (var hash in (int[])[-10, -5, 0, 20, 30])
            await WriteAsync(service, $"{hash}", "r", hash);

        var rows = await database.RunAsync(key, Service(service), ("BeginHash", DbType.Int32, begin), ("EndHash", DbType.Int32, end));

        Assert.Equal(found, string.Join(' ', rows.Select(row => int.Parse((string)row["grainid"]!)).Order()));
    }

    [Fact]
    public async Task A_reminder_is_deleted_only_in_the_version_that_was_seen()
    {
        OrleansDatabase.Need();
        await WriteAsync("s3", "a", "r", 5);
        await WriteAsync("s3", "a", "r", 5);
        await WriteAsync("s3", "b", "r", 5);

        Assert.Equal(false, await DeleteAsync("s3", "a", 0));
        Assert.Equal(true, await DeleteAsync("s3", "a", 1));
        Assert.Single(await database.RunAsync("ReadReminderRowsKey", Service("s3"), Grain("b")));
        await database.RunAsync("DeleteReminderRowsKey", Service("s3"));

        Assert.Empty(await database.RunAsync("ReadReminderRowsKey", Service("s3"), Grain("b")));
    }

    private Task<object?> WriteAsync(string service, string grain, string name, int hash, int period = 60_000) =>
        database.RunScalarAsync("UpsertReminderRowKey", Service(service), ("GrainHash", DbType.Int32, hash), Grain(grain), Name(name),
            ("StartTime", DbType.DateTime, Start), ("Period", DbType.Int32, period));

    private Task<object?> DeleteAsync(string service, string grain, int version) => database.RunScalarAsync(
        "DeleteReminderRowKey", Service(service), Grain(grain), Name("r"), ("Version", DbType.Int32, version));

    private static (string, DbType, object?) Service(string id) => ("ServiceId", DbType.String, id);

    private static (string, DbType, object?) Grain(string id) => ("GrainId", DbType.String, id);

    private static (string, DbType, object?) Name(string name) => ("ReminderName", DbType.String, name);
}

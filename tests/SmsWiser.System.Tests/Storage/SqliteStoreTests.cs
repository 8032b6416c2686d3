using System.Globalization;
using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Audience;
using SmsWiser.Host.Time;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.System.Tests.Storage;

public sealed class SqliteStoreTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero);

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_stored_is_there_when_the_directory_is_opened_again()
    {
        using var directory = new TemporaryDirectory();
        var account = new Account(new(1), "AAAAAAAA", "Owner", Now);
        await using (var store = await OpenAsync(directory))
        {
            await store.Accounts.AddAsync(account, None);
            await store.Accounts.TakeIdsAsync(1_000, None);
            await store.Pages.WriteAsync(new(1), new[] { new SealedPage(0, 1, 2, new byte[8], new byte[] { 1, 2, 3 }) }, None);
        }

        await using var reopened = await OpenAsync(directory);
        var batch = new PageBatch();
        await reopened.Pages.ReadAsync(new(1), 0, 10, batch, None);

        Assert.Equal(account, await reopened.Accounts.FindAsync("AAAAAAAA", None));
        Assert.Equal(1_001, await reopened.Accounts.TakeIdsAsync(1, None));
        Assert.Equal([1, 2, 3], batch[0].Sealed.ToArray());
        Assert.Equal(0, new FileInfo(Path.Combine(directory.Path, "main.db")).Length % 4_096);
        Assert.Equal(16_384, PageBytes(Path.Combine(directory.Path, "leads.db")));
        Assert.Equal(4_096, PageBytes(Path.Combine(directory.Path, "main.db")));
    }

    [Fact]
    public async Task A_second_store_on_the_directory_is_refused_by_directory_and_process()
    {
        using var directory = new TemporaryDirectory();
        await using var store = await OpenAsync(directory);

        var error = await Assert.ThrowsAsync<DataDirectoryInUseException>(() => OpenAsync(directory));

        Assert.Equal(directory.Path, error.Directory);
        Assert.Equal(Environment.ProcessId, error.ProcessId);
        Assert.Equal($"data directory {directory.Path} is in use by process {Environment.ProcessId}", error.Message);
    }

    [Fact]
    public async Task A_store_of_another_process_is_refused_until_that_ends()
    {
        using var directory = new TemporaryDirectory();
        using var other = CrashingStore.Start(directory.Path);
        await other.WaitForFlushAsync(1, None);

        var error = await Assert.ThrowsAsync<DataDirectoryInUseException>(() => OpenAsync(directory));
        Assert.Equal(other.ProcessId, error.ProcessId);

        await other.KillAsync(None);
        await using var store = await OpenAsync(directory);
        Assert.NotEmpty(await store.Accounts.ListAsync(None));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named_and_the_directory_freed()
    {
        using var directory = new TemporaryDirectory();
        var file = Path.Combine(directory.Path, "leads.db");
        await File.WriteAllTextAsync(file, new string('x', 10_000), None);

        var error = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(directory));
        Assert.StartsWith(file, error.Message, StringComparison.Ordinal);

        File.Delete(file);
        await using var store = await OpenAsync(directory);
        Assert.Empty(await store.Accounts.ListAsync(None));
    }

    [Fact]
    public async Task Options_out_of_bounds_are_named()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => SqliteStore.OpenAsync(
            "unused", new ThreadLoops(), TimeProvider.System, new SqliteStoreOptions { Readers = 0 }, None));

        Assert.Equal("SqliteStoreOptions.Readers is 0; it must be from 1 to 64", error.Message);
    }

    [Fact]
    public async Task An_import_left_running_by_a_dead_process_is_failed_at_open()
    {
        using var directory = new TemporaryDirectory();
        await using (var store = await OpenAsync(directory))
        {
            await store.Accounts.AddAsync(new(new(1), "AAAAAAAA", "Owner", Now), None);
            await store.Lists.AddAsync(new(new(2), "list", new(1), "Guests", [], 0, new(1, new byte[] { 1 }), 1, Now), None);
            await store.Imports.BeginAsync(
                new(new(3), "run", new(2), "leads.csv", ImportMode.Add, ImportState.Running, default, null, Now, null), None);
        }

        await using var reopened = await OpenAsync(directory);

        var run = (await reopened.Imports.FindAsync("run", None))!;
        Assert.Equal((ImportState.Failed, "the process ended"), (run.State, run.Error));
        Assert.NotNull(run.FinishedAt);
    }

    [Fact]
    public async Task Writers_and_readers_on_many_threads_see_whole_transactions()
    {
        using var directory = new TemporaryDirectory();
        await using var store = await OpenAsync(directory, new SqliteStoreOptions { Readers = 2, QueuedPerLane = 4 });
        var list = new ListId(1);
        await store.Pages.WriteAsync(list, new[] { Page(0, 1), Page(1, 1) }, None);

        var writing = Task.Run(
            async () =>
            {
                for (var version = 2; version <= 200; version++)
                    Assert.True(await store.Pages.WriteAsync(list, new[] { Page(0, version), Page(1, version) }, None));
            },
            None);
        var reading = Enumerable.Range(0, 6).Select(_ => Task.Run(
            async () =>
            {
                var batch = new PageBatch();
                do
                {
                    await store.Pages.ReadAsync(list, 0, 2, batch, None);
                    Assert.Equal(batch[0].Version, batch[1].Version);
                    Assert.Equal((byte)batch[0].Version, batch[0].Sealed.Span[0]);
                }
                while (batch[0].Version < 200);
            },
            None));

        await Task.WhenAll(reading.Append(writing));
    }

    [Fact]
    public async Task Closing_finishes_the_writes_that_wait()
    {
        using var directory = new TemporaryDirectory();
        var store = await OpenAsync(directory);
        var adding = Enumerable.Range(1, 100).Select(id => store.Accounts.AddAsync(
            new(new(id), id.ToString("00000000", CultureInfo.InvariantCulture), "A", Now), None)).ToArray();

        await store.DisposeAsync();
        Assert.All(await Task.WhenAll(adding), Assert.True);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.Accounts.TakeIdsAsync(1, None));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.Accounts.ListAsync(None));

        await using var reopened = await OpenAsync(directory);
        Assert.Equal(100, (await reopened.Accounts.ListAsync(None)).Count);
    }

    [Fact]
    public async Task Every_flush_that_was_answered_survives_a_killed_process()
    {
        using var directory = new TemporaryDirectory();
        using var other = CrashingStore.Start(directory.Path);
        await other.WaitForFlushAsync(200, None);
        await other.KillAsync(None);
        var answered = other.LastAnswered;

        await using var store = await OpenAsync(directory);
        var journal = await store.Dispatch.ReadJournalAsync(0, int.MaxValue, None);

        Assert.InRange(answered, 200, journal.Count);
        Assert.Equal(Enumerable.Range(1, journal.Count).Select(id => (long)id), journal.Select(flush => flush.Id));
        Assert.All(journal, flush => Assert.Equal(CrashingStore.Body(flush.Id), flush.Body.ToArray()));
        var counter = Assert.Single(await store.Sendouts.CountersAsync(CrashingStore.Sendout, None));
        Assert.Equal(journal.Count, counter.PartsSubmitted);
    }

    [Fact]
    public async Task A_commit_that_may_or_may_not_be_stored_says_so_and_ends_the_writer()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell that bounds the size of files");
        using var directory = new TemporaryDirectory();
        using var other = CrashingStore.Start(directory.Path, maxFileKib: 6_000);
        await other.WaitForEndAsync(None);

        await using var store = await OpenAsync(directory);
        var journal = await store.Dispatch.ReadJournalAsync(0, int.MaxValue, None);

        Assert.Equal([nameof(CommitUnknownException), nameof(StoreException)], other.Errors);
        Assert.InRange(journal.Count, other.LastAnswered, other.LastAnswered + 1);
        Assert.All(journal, flush => Assert.Equal(CrashingStore.Body(flush.Id), flush.Body.ToArray()));
    }

    private static SealedPage Page(int no, int version)
    {
        var octets = new byte[9_000];
        octets.AsSpan().Fill((byte)version);
        return new(no, version, 1, new byte[4], octets);
    }

    private static int PageBytes(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> header = stackalloc byte[18];
        stream.ReadExactly(header);
        return (header[16] << 8) | header[17];
    }

    private static Task<SqliteStore> OpenAsync(TemporaryDirectory directory, SqliteStoreOptions? options = null) =>
        SqliteStore.OpenAsync(directory.Path, new ThreadLoops(), TimeProvider.System, options ?? new SqliteStoreOptions(), None);
}

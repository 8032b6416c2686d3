using SmsWiser.Core.Accounts;
using SmsWiser.Core.Audience;
using SmsWiser.Host.Time;
using SmsWiser.Storage.Backups;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.System.Tests.Storage;

public sealed class SnapshotTests
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copy_shows_the_moment_it_was_taken_while_the_store_is_written_on()
    {
        using var directory = new TemporaryDirectory();
        using var target = new TemporaryDirectory();
        await using var store = await OpenAsync(directory);
        await store.Accounts.AddAsync(Account(1, "AAAAAAAA"), None);
        await WritePagesAsync(store, 0, 200);

        using (var snapshot = Snapshot.Take(directory.Path))
        {
            await store.Accounts.AddAsync(Account(2, "BBBBBBBB"), None);
            await WritePagesAsync(store, 200, 400);
            var looks = new List<SnapshotProgress>();
            snapshot.CopyTo(target.Path, looks.Add, None);
            Assert.Equal(Snapshot.Files, looks.Select(look => look.File).Distinct());
            Assert.All(looks.GroupBy(look => look.File), file => Assert.Equal(file.Last().Total, file.Last().Done));
        }

        await using var copy = await OpenAsync(target);
        Assert.Equal(200, await copy.Pages.CountPagesAsync(new(1), None));
        Assert.NotNull(await copy.Accounts.FindAsync("AAAAAAAA", None));
        Assert.Null(await copy.Accounts.FindAsync("BBBBBBBB", None));
        Assert.Equal(400, await store.Pages.CountPagesAsync(new(1), None));
    }

    [Fact]
    public void A_directory_without_data_is_refused()
    {
        using var directory = new TemporaryDirectory();

        var error = Assert.Throws<StoreException>(() => Snapshot.Take(directory.Path));

        Assert.Equal($"there is no main.db in {directory.Path}", error.Message);
    }

    private static Account Account(long id, string clientId) => new(new(id), clientId, "Name", DateTimeOffset.UnixEpoch);

    private static async Task WritePagesAsync(SqliteStore store, int from, int to) =>
        await store.Pages.WriteAsync(new(1),
            Enumerable.Range(from, to - from).Select(no => new SealedPage(no, 1, 2, new byte[8], new byte[8_000])).ToArray(), None);

    private static Task<SqliteStore> OpenAsync(TemporaryDirectory directory) =>
        SqliteStore.OpenAsync(directory.Path, new ThreadLoops(), TimeProvider.System, new(), None);
}

using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Compliance;
using static SmsWiser.Tests.Storage.StoreInMemory;

namespace SmsWiser.Tests.Storage;

public sealed class AccountStoreTests
{
    [Fact]
    public async Task An_account_is_found_by_both_its_names()
    {
        await using var store = await OpenAsync();
        var account = new Account(new(5), "0123ABCD", "Café Müller", Now);

        Assert.True(await store.Accounts.AddAsync(account, None));

        Assert.Equal(account, await store.Accounts.FindAsync("0123ABCD", None));
        Assert.Equal(account, await store.Accounts.FindAsync(new AccountId(5), None));
        Assert.Null(await store.Accounts.FindAsync("0123ABCE", None));
        Assert.Null(await store.Accounts.FindAsync(new AccountId(6), None));
        Assert.Equal([account], await store.Accounts.ListAsync(None));
    }

    [Fact]
    public async Task A_client_id_is_given_once()
    {
        await using var store = await OpenAsync();
        await store.Accounts.AddAsync(new(new(1), "0123ABCD", "First", Now), None);

        Assert.False(await store.Accounts.AddAsync(new(new(2), "0123ABCD", "Second", Now), None));

        Assert.Equal("First", (await store.Accounts.FindAsync("0123ABCD", None))!.Name);
    }

    [Fact]
    public async Task Blocks_of_ids_follow_each_other_from_1()
    {
        await using var store = await OpenAsync();

        Assert.Equal(1, await store.Accounts.TakeIdsAsync(1_000, None));
        Assert.Equal(1_001, await store.Accounts.TakeIdsAsync(1, None));
        Assert.Equal(1_002, await store.Accounts.TakeIdsAsync(5, None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.Accounts.TakeIdsAsync(0, None));
    }

    [Fact]
    public async Task Hours_are_kept_changed_and_removed()
    {
        await using var store = await OpenAsync();
        var hours = new QuietPolicy(
            new(2026, 12, 1), [.. Enumerable.Repeat(new DayWindow(540, 1140), 6), DayWindow.Closed], RestOnHolidays: true,
            [new(2026, 12, 24), new(2026, 12, 31)]);

        Assert.Null(await store.Accounts.HoursAsync(new(5), None));
        await store.Accounts.SetHoursAsync(new(5), hours with { ClosedDays = [], RestOnHolidays = false }, None);
        await store.Accounts.SetHoursAsync(new(5), hours, None);

        var kept = (await store.Accounts.HoursAsync(new(5), None))!;
        Assert.Equal((hours.Date, true), (kept.Date, kept.RestOnHolidays));
        Assert.Equal(hours.Hours, kept.Hours);
        Assert.Equal(hours.ClosedDays, kept.ClosedDays);
        Assert.Null(await store.Accounts.HoursAsync(new(6), None));
        await store.Accounts.SetHoursAsync(new(5), null, None);
        Assert.Null(await store.Accounts.HoursAsync(new(5), None));
    }
}

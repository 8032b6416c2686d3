using SmsWiser.Contracts.Compliance;
using SmsWiser.Core.Campaigns;
using SmsWiser.Tests.Campaigns;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Accounts;

/// <summary>An account's own hours. The bench begins on a Tuesday at noon in Paris.</summary>
public sealed class AccountHoursGrainTests
{
    private static readonly HoursSpec Afternoons = new()
    {
        Weekdays = "14:00-18:00",
        Saturday = "closed",
        Sunday = "closed",
        RestOnHolidays = true,
        ClosedDays = ["2026-12-24"],
    };

    [Fact]
    public async Task Hours_are_shown_as_they_were_set_and_the_dispatch_is_told()
    {
        await using var bench = await OpenAsync();

        var none = await bench.Account(Owner).HoursAsync();
        var set = await bench.Account(Owner).SetHoursAsync(Afternoons);
        var shown = await bench.Account(Owner).HoursAsync();
        var others = await bench.Account(Recipient).HoursAsync();
        await bench.Account(Owner).SetHoursAsync(null);

        Assert.Null(none.Days);
        Assert.Equal(("14:00-18:00", "closed", "closed"), (shown.Days!["friday"], shown.Days["saturday"], shown.Days["sunday"]));
        Assert.Equal((true, "2026-05-05"), (shown.RestOnHolidays, shown.SetOn));
        Assert.Equal(["2026-12-24"], shown.ClosedDays);
        Assert.Equal(set.Days, shown.Days);
        Assert.Null(others.Days);
        Assert.Null((await bench.Account(Owner).HoursAsync()).Days);
        var account = await bench.Accounts.FindAsync(Owner, Token);
        Assert.Equal([$"hours of {account!.Id.Value}", $"hours of {account.Id.Value}"], bench.Commands);
    }

    [Theory]
    [InlineData("9-19", null, "2026-12-24", "09:00-19:00")]
    [InlineData("19:00-09:00", null, "2026-12-24", "09:00-19:00")]
    [InlineData("09:00-19:00", "never", "2026-12-24", "Saturday")]
    [InlineData("09:00-19:00", null, "24.12.", "2026-12-24")]
    [InlineData("closed", "closed", "2026-12-24", "never let anything out")]
    public async Task What_is_wrong_with_hours_is_said(string weekdays, string? saturday, string day, string said)
    {
        await using var bench = await OpenAsync();
        var spec = new HoursSpec { Weekdays = weekdays, Saturday = saturday, ClosedDays = [day] };

        var refused = await RefusedAsync("invalid_value", () => bench.Account(Owner).SetHoursAsync(spec));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.Empty(bench.Commands);
    }

    [Fact]
    public async Task Leads_wait_for_the_hours_of_the_account_and_for_the_window_of_the_campaign()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Customers", 33_610_000_000, 20);
        await bench.Account(Owner).SetHoursAsync(Afternoons);

        var (own, _) = await bench.RunAsync(Owner, Spec(list));
        var (narrow, _) = await bench.RunAsync(Owner, Spec(list) with { Window = "15:00-20:00" });
        var (atOnce, _) = await bench.RunAsync(Owner, Spec(list) with { Class = "transactional" });

        Assert.Equal(new DateTimeOffset(2026, 5, 5, 12, 0, 0, TimeSpan.Zero), await HeldUntilAsync(own));
        Assert.Equal(new DateTimeOffset(2026, 5, 5, 13, 0, 0, TimeSpan.Zero), await HeldUntilAsync(narrow));
        Assert.Null(await HeldUntilAsync(atOnce));

        async Task<DateTimeOffset?> HeldUntilAsync(string campaign) => (await bench.Campaign(campaign).ProgressAsync(Owner)).HeldUntil;
    }

    [Fact]
    public async Task A_window_without_a_minute_in_the_hours_of_the_account_is_said_at_the_start()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Customers", 33_610_000_000, 20);
        await bench.Account(Owner).SetHoursAsync(Afternoons);

        var (_, sendout) = await bench.RunAsync(Owner, Spec(list) with { Window = "09:00-12:00" });

        Assert.Equal(SendoutState.Failed, sendout.State);
        Assert.Contains("no minute in common", sendout.Error, StringComparison.Ordinal);
    }
}

using SmsWiser.Contracts.Accounts;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Dispatch;

namespace SmsWiser.System.Tests.Dispatch;

/// <summary>Quiet hours on the wire of a whole node.</summary>
public sealed class QuietHoursTests
{
    private const int Leads = 2_000;
    private static readonly DateTimeOffset Evening = new(2026, 5, 5, 18, 0, 0, TimeSpan.Zero), Morning = Evening.AddHours(12);

    [Fact]
    public async Task A_marketing_campaign_stops_at_the_closing_minute_and_goes_on_in_the_morning()
    {
        var clock = new DaytimeClock();
        var dispatch = new DispatchOptions
        {
            ClosingMargin = TimeSpan.FromSeconds(1),
            HeldPoll = TimeSpan.FromMilliseconds(100),
            TracedSends = Leads,
        };
        await using var site = await SendingSite.OpenAsync(dispatch: dispatch, clock: clock);
        var list = await site.ImportAsync(SendingSite.Owner, 33_610_000_000, Leads);
        await site.ConnectAsync(binds: 1, rate: 300);
        clock.MoveTo(Evening.AddSeconds(-3));
        var closes = TimeProvider.System.GetTimestamp() + (3 * TimeProvider.System.TimestampFrequency);

        var campaign = await site.StartAsync(SendingSite.Owner, "SHOP", list);
        var held = await site.FollowAsync(campaign);

        var sent = site.Carrier.Source("SHOP");
        Assert.InRange(sent.Received, 1, Leads - 1);
        Assert.All(site.Host.Engine.Sends(SendingSite.Alpha), send => Assert.True(send.At < closes, "written after the closing minute"));
        Assert.Equal(sent.Received, site.Host.Engine.Sends(SendingSite.Alpha).Sum(send => send.Parts));
        Assert.Equal(Leads - sent.Received, held.Outcomes[Outcome.Open]);
        var report = await site.Demo.Campaign(campaign).ReportAsync(SendingSite.Owner);
        var rest = Assert.Single(report.Held);
        Assert.Equal(("quiet_hours", Morning, Leads - sent.Received), (rest.Reason, rest.Until, rest.Leads));

        clock.MoveTo(Morning);
        var totals = await site.FollowAsync(campaign);

        Assert.Equal($"planned {Leads}, parts {Leads}: Delivered {Leads}", SendingSite.Line(totals));
        Assert.Equal(0, site.Carrier.Snapshot().Duplicates);
    }

    [Fact]
    public async Task Hours_that_an_account_sets_while_it_sends_hold_from_the_next_chunk_on()
    {
        var clock = new DaytimeClock();
        await using var site = await SendingSite.OpenAsync(clock: clock);
        var list = await site.ImportAsync(SendingSite.Owner, 33_610_000_000, Leads);
        await site.ConnectAsync(binds: 1, rate: 300);
        clock.MoveTo(Evening.AddHours(-2));
        var account = site.Host.Grains.GetGrain<IAccountGrain>(SendingSite.Owner);

        var campaign = await site.StartAsync(SendingSite.Owner, "SHOP", list);
        await site.FollowUntilAsync(campaign, totals => totals.Outcomes.Answered > 0);
        await account.SetHoursAsync(new() { Weekdays = "09:00-12:00" });
        var held = await site.FollowAsync(campaign);

        var report = await site.Demo.Campaign(campaign).ReportAsync(SendingSite.Owner);
        var rest = Assert.Single(report.Held);
        Assert.Equal(("quiet_hours", Evening.AddHours(13), held.Outcomes[Outcome.Open]), (rest.Reason, rest.Until, rest.Leads));
        Assert.InRange(rest.Leads, 1, Leads - 1);
    }
}

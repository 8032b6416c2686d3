using SmsWiser.Core.Campaigns;
using SmsWiser.Engine.Campaigns;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Campaigns;

/// <summary>Sendouts that keep within what their campaign may spend.</summary>
public sealed class MaxSpendTests
{
    private const ulong French = 33_600_000_000;
    private const long Price = 40_000;

    [Fact]
    public async Task Sendout_that_could_cost_more_fails_with_maximum_cost_and_remedy_and_nothing_is_sent()
    {
        await using var bench = await PaidAsync();
        var list = await bench.AddListAsync(Owner, "Own", French, 100);

        var (id, sendout) = await bench.RunAsync(Owner, Spec(list) with { MaxSpendMicros = (100 * Price) - 1 });

        var view = await bench.Campaign(id).GetAsync(Owner);
        Assert.Equal("failed", view.State);
        Assert.Equal(
            "max_spend: it may cost up to 4.00, and the campaign's maximum is 3.999999; nothing was sent. Make the campaign anew with a "
            + "higher maximum, fewer leads, a shorter text or fewer parts",
            view.Error);
        Assert.Empty(bench.Commands);
        Assert.Empty(bench.Dispatch.Planned(sendout.Id));
    }

    [Fact]
    public async Task Sendout_that_costs_just_the_maximum_starts()
    {
        await using var bench = await PaidAsync();
        var list = await bench.AddListAsync(Owner, "Own", French, 100);

        var (_, sendout) = await bench.RunAsync(Owner, Spec(list) with { MaxSpendMicros = 100 * Price });

        Assert.Equal(SendoutState.Sending, sendout.State);
    }

    [Fact]
    public async Task Each_sendout_of_a_repeated_campaign_is_held_to_the_maximum_by_itself()
    {
        await using var bench = await PaidAsync();
        var list = await bench.AddListAsync(Owner, "Own", French, 100);
        var id = await bench.Account(Owner).CreateCampaignAsync(Spec(list) with { MaxSpendMicros = 100 * Price });
        await bench.Campaign(id).ScheduleAsync(Owner, new() { At = "2026-05-05T12:00", Zone = "UTC", Repeat = "FREQ=DAILY" });
        await PassAsync(bench, TimeSpan.FromHours(2));
        Assert.Equal(SendoutState.Sending, (await bench.LatestAsync(id)).State);
        await bench.Campaign(id).CancelAsync(Owner);
        await bench.Ledger.SetPricesAsync([new(new(1), "", bench.Time.GetUtcNow(), Price + 1)], Token);

        await PassAsync(bench, TimeSpan.FromDays(1));
        Assert.Equal(SendoutState.Failed, (await bench.LatestAsync(id)).State);
        var view = await bench.Campaign(id).GetAsync(Owner);
        Assert.Equal("scheduled", view.State);
        Assert.StartsWith("max_spend: ", view.Error, StringComparison.Ordinal);
        await bench.Ledger.SetPricesAsync([new(new(1), "", bench.Time.GetUtcNow(), Price)], Token);
        await PassAsync(bench, TimeSpan.FromDays(1));

        Assert.Equal(SendoutState.Sending, (await bench.LatestAsync(id)).State);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_000_000_000_000_001)]
    public async Task Maximum_that_cannot_be_is_refused(long maximum)
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Own", French, 1);

        await RefusedAsync(
            "invalid_value", () => bench.Account(Owner).CreateCampaignAsync(Spec(list) with { MaxSpendMicros = maximum }));
    }

    [Fact]
    public async Task Copy_keeps_the_maximum()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Own", French, 1);
        var id = await bench.Account(Owner).CreateCampaignAsync(Spec(list) with { MaxSpendMicros = 5 });

        var copy = await bench.Campaign(id).CopyAsync(Owner, "Again");

        Assert.Equal(5, (await bench.Campaigns.FindAsync(copy, Token))!.Terms.MaxSpendMicros);
    }

    private static async Task PassAsync(ControlBench bench, TimeSpan time)
    {
        bench.Time.Advance(time);
        await bench.Service<CampaignClock>().TickAsync();
        await bench.Planning.DrainedAsync();
    }

    private static async Task<ControlBench> PaidAsync()
    {
        var bench = await OpenAsync();
        await bench.Carriers.SaveAsync(new(new(1), "alpha", "localhost", 2775, "id", default, "", 0, []), Token);
        await bench.Ledger.SetPricesAsync([new(new(1), "", DateTimeOffset.UnixEpoch, Price)], Token);
        await bench.Account(Owner).SetTermsAsync(new() { Kind = "prepaid" });
        return bench;
    }
}

using SmsWiser.Contracts.Campaigns;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine;
using SmsWiser.Engine.Campaigns;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Campaigns;

/// <summary>What an account learns of a sendout before it. The bench begins on 2026-05-05 at 10:00 UTC, noon in Paris.</summary>
public sealed class EstimateTests
{
    private const ulong French = 33_600_000_000, American = 12_125_550_000, NewZealander = 64_210_000_000;
    private const long Price = 40_000;

    [Fact]
    public async Task Own_lists_are_told_exactly_by_reason_hours_parts_and_encoding()
    {
        await using var bench = await PaidAsync();
        var list = await bench.AddListAsync(Owner, "Own",
        [
            .. Leads(French, 100, "Anna"), .. Leads(French + 100, 20, "Жанна"), .. Leads(French + 120, 3, new string('x', 180)),
            .. Leads(American, 5, "Bob"), .. Leads(NewZealander, 7, "Kim"), .. Leads(French + 130, 2, new string('y', 470)),
        ]);
        await OptOutAsync(bench, French, French + 1);

        var view = await EstimateAsync(bench, Owner, Spec(list) with { Template = "Hi {first_name} from {city}", MaxParts = 3 });

        var own = view.Own!;
        Assert.Equal(("done", 137L, 128L, 137L, 137L), (view.State, own.Leads, own.Eligible, view.Walked, view.Total));
        Assert.Equal(
            ["5 sender_not_allowed (sender.US, 2026-11-22)", "2 opted_out (opt_out)", "2 too_long (text)"],
            own.Excluded.Select(one => one.ToString()));
        var held = Assert.Single(own.Held);
        Assert.Equal(("quiet_hours", 7L), (held.Reason, held.Leads));
        Assert.True(held.Until > view.At);
        Assert.Equal((1, 2, Math.Round(131.0 / 128, 3)), (own.MinParts, own.MaxParts, own.AverageParts));
        Assert.Equal([("1", 125L), ("2", 3L)], own.LeadsByParts.Select(one => (one.Key, one.Value)));
        Assert.Equal((108L, 20L, 0L), (own.Gsm, own.Ucs2, own.Ucs2ByText));
        Assert.Equal([("first_name", 20L)], own.Ucs2ByField.Select(one => (one.Key, one.Value)));
        Assert.Null(view.Shared);
    }

    [Fact]
    public async Task Cost_lies_between_each_lead_by_its_own_parts_and_all_at_the_longest_and_says_what_is_left()
    {
        await using var bench = await PaidAsync();
        var list = await bench.AddListAsync(Owner, "Own", [.. Leads(French, 97, "Anna"), .. Leads(French + 100, 3, new string('x', 180))]);

        var view = await EstimateAsync(bench, Owner, Spec(list) with { MaxSpendMicros = (200 * Price) - 1 });

        Assert.Equal(
            new EstimatedCost
            {
                MinMicros = 103 * Price,
                MaxMicros = 200 * Price,
                SharedMaxMicros = 0,
                AvailableMicros = 150 * Price,
                LeastAfterMicros = -50 * Price,
                IsCovered = false,
                MaxSpendMicros = (200 * Price) - 1,
                IsWithinMaxSpend = false,
            },
            view.Cost);
    }

    [Fact]
    public async Task Text_that_asks_for_ucs2_is_told_from_values_that_do()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Own", [.. Leads(French, 10, "Anna"), .. Leads(French + 10, 4, "Жанна")]);

        var view = await EstimateAsync(bench, Owner, Spec(list) with { Template = "Привет {first_name}" });

        Assert.Equal((0L, 14L, 10L), (view.Own!.Gsm, view.Own.Ucs2, view.Own.Ucs2ByText));
        Assert.Equal([("first_name", 4L)], view.Own.Ucs2ByField.Select(one => (one.Key, one.Value)));
        Assert.Null(view.Cost);
    }

    [Fact]
    public async Task Figures_are_those_of_the_plan_that_follows()
    {
        await using var bench = await OpenAsync();
        var first = await bench.AddListAsync(Owner, "First", French, 900);
        var second = await bench.AddListAsync(Owner, "Second", French + 600, 900);
        await OptOutAsync(bench, French + 700, French + 1_400);

        var view = await EstimateAsync(bench, Owner, Spec(first, second));
        var (_, sendout) = await bench.RunAsync(Owner, Spec(first, second));

        var counter = Assert.Single(await bench.Sendouts.CountersAsync(sendout.Id, Token));
        Assert.Equal((1_500, 1_498), (view.Own!.Leads, view.Own.Eligible));
        Assert.Equal((view.Own.Leads, view.Own.Excluded.Sum(one => one.Leads)),
            (counter.Planned, counter.Outcomes[Outcome.Suppressed]));
    }

    [Fact]
    public async Task Shared_lists_are_told_by_rounded_figures_the_bound_of_the_text_and_the_highest_price()
    {
        await using var bench = await PaidAsync();
        var list = await bench.AddListAsync(Owner, "Shared", [.. Leads(French, 1_234, "Жанна"), .. Leads(American, 310, "Bob")]);
        await bench.ShareAsync(list);

        var view = await EstimateAsync(bench, Recipient, Spec(list) with { MaxParts = 2 });

        Assert.Null(view.Own);
        Assert.Equal((0L, 0L), (view.Walked, view.Total));
        Assert.Equal([("leads", "~1,500"), ("eligible", "~1,200"), ("held", "<300")],
            view.Shared!.Figures.Select(one => (one.Key, one.Value)));
        Assert.Equal([("sender_not_allowed", "~310")], view.Shared.ExcludedBy.Select(one => (one.Key, one.Value)));
        Assert.Equal(2, view.Shared.Parts);
        // ~1,200 stands for 1,249 at most; 2,498 parts at 0.04 are 99.92, rounded up.
        Assert.Equal((0L, 100_000_000L, 100_000_000L), (view.Cost!.MinMicros, view.Cost.MaxMicros, view.Cost.SharedMaxMicros));
    }

    [Fact]
    public async Task Nothing_told_of_shared_lists_depends_on_names_countries_or_the_recipients_own_lists()
    {
        await using var bench = await PaidAsync();
        await bench.Ledger.SetPricesAsync([new(new(1), "33", DateTimeOffset.UnixEpoch, Price / 2)], Token);
        var plain = await bench.AddListAsync(Owner, "Plain", [.. Leads(French, 2_000, "Anna")]);
        var other = await bench.AddListAsync(Owner, "Other",
            [.. Leads(French + 50_000, 1_000, new string('Ж', 100)), .. Leads(491_700_000_000, 1_000, "")]);
        var victims = await bench.AddListAsync(Recipient, "Victims", French, 1_700);
        await bench.ShareAsync(plain);
        await bench.ShareAsync(other);

        var shown = await EstimateAsync(bench, Recipient, Spec(plain));
        var same = await EstimateAsync(bench, Recipient, Spec(other));
        var mixed = await EstimateAsync(bench, Recipient, Spec(victims, plain));

        foreach (var one in new[] { same, mixed })
        {
            Assert.Equal(shown.Shared!.Figures, one.Shared!.Figures);
            Assert.Equal(shown.Shared.ExcludedBy, one.Shared.ExcludedBy);
            Assert.Equal(shown.Shared.Parts, one.Shared.Parts);
            Assert.Equal(shown.Cost!.SharedMaxMicros, one.Cost!.SharedMaxMicros);
        }
        Assert.Equal(shown.Cost!.MaxMicros, same.Cost!.MaxMicros);
        Assert.Equal(shown.Cost.MaxMicros, mixed.Cost!.MaxMicros - (1_700 * Price / 2));
        Assert.Equal((1_700L, 1_700L), (mixed.Walked, mixed.Total));
    }

    [Fact]
    public async Task Filter_that_few_leads_of_a_shared_list_fulfil_is_refused_as_a_plan_would_be()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Shared", French, 1_000);
        await bench.ShareAsync(list);
        var spec = Spec() with { Targets = [new TargetSpec { ListId = list, Filter = "spent < 299" }] };

        var view = await EstimateAsync(bench, Recipient, spec);
        var (_, sendout) = await bench.RunAsync(Recipient, spec);

        Assert.Equal(("failed", null, null), (view.State, view.Shared, view.Cost));
        Assert.StartsWith("below_threshold: ", view.Error, StringComparison.Ordinal);
        Assert.Equal(sendout.Error, view.Error);
    }

    [Fact]
    public async Task Result_is_kept_and_dies_with_the_share_it_relies_on()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Shared", French, 1_000);
        var share = await bench.ShareAsync(list);
        var id = await bench.Account(Recipient).CreateCampaignAsync(Spec(list));
        await RefusedAsync("wrong_state", () => bench.Campaign(id).GetEstimateAsync(Recipient));
        await bench.Campaign(id).EstimateAsync(Recipient);
        await bench.Service<Estimates>().DrainedAsync();

        var kept = await bench.Campaign(id).GetEstimateAsync(Recipient);
        Assert.Equal("~1,000", kept.Shared!.Figures["eligible"]);
        await RefusedAsync("not_found", () => bench.Campaign(id).GetEstimateAsync(Owner));
        await bench.Share(share).StopAsync(Owner, "op");

        await RefusedAsync("share_not_active", () => bench.Campaign(id).GetEstimateAsync(Recipient));
        await bench.Campaign(id).EstimateAsync(Recipient);
        await bench.Service<Estimates>().DrainedAsync();
        Assert.Equal("the owner of 'Shared' has stopped sharing it", (await bench.Campaign(id).GetEstimateAsync(Recipient)).Error);
    }

    [Fact]
    public async Task Scheduled_campaign_is_estimated_for_its_start()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Own", French, 10);
        var id = await bench.Account(Owner).CreateCampaignAsync(Spec(list));
        await bench.Campaign(id).ScheduleAsync(Owner, new() { At = "2026-05-05T23:30", Zone = "Europe/Paris" });

        await bench.Campaign(id).EstimateAsync(Owner);
        await bench.Service<Estimates>().DrainedAsync();

        var view = await bench.Campaign(id).GetEstimateAsync(Owner);
        Assert.Equal(DateTimeOffset.Parse("2026-05-05T21:30Z"), view.At);
        Assert.Equal(["10 quiet_hours until 2026-05-06 06:00Z"], view.Own!.Held.Select(one => one.ToString()));
    }

    private static IEnumerable<(ulong Number, string FirstName, string City, int Spent)> Leads(ulong first, int count, string name) =>
        Enumerable.Range(0, count).Select(i => (first + (ulong)i, name, "Lyon", i));

    private static async Task<EstimateView> EstimateAsync(ControlBench bench, string account, CampaignSpec spec)
    {
        var id = await bench.Account(account).CreateCampaignAsync(spec);
        await bench.Campaign(id).EstimateAsync(account);
        await bench.Service<Estimates>().DrainedAsync();
        return await bench.Campaign(id).GetEstimateAsync(account);
    }

    /// <summary>A bench whose owner and recipient have paid for 150 parts each.</summary>
    private static async Task<ControlBench> PaidAsync()
    {
        var bench = await OpenAsync();
        await bench.Carriers.SaveAsync(new(new(1), "alpha", "localhost", 2775, "id", default, "", 0, []), Token);
        await bench.Ledger.SetPricesAsync([new(new(1), "", DateTimeOffset.UnixEpoch, Price)], Token);
        foreach (var account in new[] { Owner, Recipient })
        {
            await bench.Account(account).SetTermsAsync(new() { Kind = "prepaid" });
            await bench.Account(account).TopUpAsync("first", 150 * Price);
        }
        return bench;
    }

    private static async Task OptOutAsync(ControlBench bench, params ulong[] numbers)
    {
        var owner = (await bench.Accounts.FindAsync(Owner, Token))!.Id;
        using var tags = EngineServices.NumberTagsOf(bench.Keys);
        await bench.OptOuts.ChangeAsync(
            [.. numbers.Select(number => new OptOutChange(
                OptOutDomain.OfAccount(owner), (ulong)tags.NumberKey(number), IsOut: true, default))],
            OptOutOrigin.Message, Token);
    }
}

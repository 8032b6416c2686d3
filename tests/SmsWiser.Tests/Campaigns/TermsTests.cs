using SmsWiser.Contracts;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Tests.Storage;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Campaigns;

/// <summary>How campaigns go out. The bench begins on 2026-05-05 at 10:00 UTC, noon in Paris.</summary>
public sealed class TermsTests
{
    private const ulong French = 33_600_000_000, Kenyan = 254_700_000_000;

    [Fact]
    public async Task Window_is_by_the_recipients_clocks()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Mixed",
            [(French, "Anna", "Lyon", 1), (French + 1, "Anna", "Lyon", 1), (Kenyan, "Amani", "Kisumu", 1)]);

        var (_, sendout) = await bench.RunAsync(Owner, Spec(list) with { Window = "12:30-13:00" });

        // Noon in Paris, 13:00 in Nairobi: half an hour to go here, a day less half an hour there.
        Assert.Equal(
            [(2, At("2026-05-05T10:30Z")), (1, At("2026-05-06T09:30Z"))],
            bench.Dispatch.Planned(sendout.Id).Select(chunk => (chunk.Leads, chunk.Hold!.NotBefore)).OrderBy(chunk => chunk.NotBefore));
    }

    [Fact]
    public async Task Working_days_leave_weekends_and_the_recipients_holidays_out()
    {
        await using var bench = await OpenAsync();
        bench.Time.Advance(At("2026-05-08T10:00Z") - bench.Time.GetUtcNow()); // Friday; in France a holiday
        var list = await bench.AddListAsync(Owner, "Mixed", [(French, "Anna", "Lyon", 1), (Kenyan, "Amani", "Kisumu", 1)]);

        var (_, sendout) = await bench.RunAsync(Owner, Spec(list) with { WorkingDaysOnly = true });

        Assert.Equal(
            [null, At("2026-05-11T06:00Z")],
            bench.Dispatch.Planned(sendout.Id).Select(chunk => chunk.Hold?.NotBefore).Order());
    }

    [Fact]
    public async Task Spread_leads_get_their_turn_evenly_over_the_time()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Own", French, 12_000);

        var (_, sendout) = await bench.RunAsync(Owner, Spec(list) with { SpreadMinutes = 60 });

        var start = bench.Time.GetUtcNow();
        var chunks = bench.Dispatch.Planned(sendout.Id);
        Assert.Equal(12_000, chunks.Sum(chunk => chunk.Leads));
        var minutes = chunks.Select(chunk => (Minute: ((chunk.Hold?.NotBefore ?? start) - start).TotalMinutes, chunk.Leads)).ToList();
        Assert.All(minutes, minute => Assert.InRange(minute.Minute, 0, 59));
        foreach (var quarter in minutes.GroupBy(minute => (int)minute.Minute / 15))
            Assert.InRange(quarter.Sum(minute => minute.Leads), 1_500, 4_500);
        Assert.Equal(4, minutes.Select(minute => (int)minute.Minute / 15).Distinct().Count());
        Assert.All(chunks.Where(chunk => chunk.Hold is not null), chunk => Assert.Equal(SuppressionReason.Validity, chunk.Hold!.Reason));
    }

    [Fact]
    public async Task Pilot_goes_first_and_the_others_when_a_person_continues()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Own", French, 1_000);

        var (id, sendout) = await bench.RunAsync(Owner, Spec(list) with { PilotLeads = 300 });

        var chunks = bench.Dispatch.Planned(sendout.Id);
        Assert.Equal(300, chunks.Where(chunk => chunk.Hold is null).Sum(chunk => chunk.Leads));
        var progress = await bench.Campaign(id).ProgressAsync(Owner);
        Assert.Equal((700, null), (progress.Held, progress.HeldUntil));
        Assert.Equal(
            [("pilot", null, 700L)],
            (await bench.Campaign(id).ReportAsync(Owner)).Held.Select(held => (held.Reason, held.Until, held.Leads)));

        await bench.Campaign(id).ContinueAsync(Owner);

        Assert.Equal(0, (await bench.Campaign(id).ProgressAsync(Owner)).Held);
        Assert.Equal(2, bench.Commands.Count(command => command == $"start {sendout.Id.Value}"));
    }

    [Fact]
    public async Task Pilot_that_is_cancelled_ends_the_others()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Own", French, 1_000);
        var (id, _) = await bench.RunAsync(Owner, Spec(list) with { PilotLeads = 300 });

        await bench.Campaign(id).CancelAsync(Owner);

        Assert.Equal(1_000, (await bench.Campaign(id).ReportAsync(Owner)).Own.Cancelled);
        await RefusedAsync("wrong_state", () => bench.Campaign(id).ContinueAsync(Owner));
    }

    [Fact]
    public async Task Copy_is_a_new_campaign_of_the_same_text_audience_and_terms()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Own", French, 10);
        var spec = Spec(list) with
        {
            MaxParts = 2, ValidUntil = At("2026-05-06T10:00Z"), Window = "11:30-13:00", WorkingDaysOnly = true, SpreadMinutes = 30,
            PilotLeads = 5, Priority = "low",
        };
        var id = await bench.Account(Owner).CreateCampaignAsync(spec with { Targets = [new() { ListId = list, Filter = "spent > 3" }] });
        await bench.Campaign(id).ScheduleAsync(Owner, new() { At = "2026-05-05T12:00", Zone = "UTC" });

        var copy = await bench.Campaign(id).CopyAsync(Owner, "Again");

        var (first, second) = ((await bench.Campaigns.FindAsync(id, Token))!, (await bench.Campaigns.FindAsync(copy, Token))!);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(("Again", first.Template, first.Sender, null), (second.Name, second.Template, second.Sender, second.Schedule));
        Assert.Equal(first.Targets, second.Targets);
        Assert.Equal(first.Terms, second.Terms);
        await RefusedAsync("not_found", () => bench.Campaign(id).CopyAsync(Stranger, "Mine"));
    }

    [Fact]
    public async Task Copy_over_a_list_that_is_not_shared_any_more_is_refused()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Shared", French, 10);
        var share = await bench.ShareAsync(list);
        var id = await bench.Account(Recipient).CreateCampaignAsync(Spec(list));
        await bench.Share(share).StopAsync(Owner, "op");

        var refused = await Assert.ThrowsAsync<RefusedException>(() => bench.Campaign(id).CopyAsync(Recipient, "Again"));

        Assert.Contains(refused.Code, new[] { "share_not_active", "not_found" });
    }

    [Fact]
    public async Task Priority_is_shown_and_changed_and_a_sendout_under_way_is_told()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Own", French, 10);
        var draft = await bench.Account(Owner).CreateCampaignAsync(Spec(list) with { Priority = "low" });
        var (running, sendout) = await bench.RunAsync(Owner, Spec(list));
        var (transactional, _) = await bench.RunAsync(Owner, Spec(list) with { Class = "transactional" });
        bench.Commands.Clear();

        var low = await bench.Campaign(draft).GetAsync(Owner);
        var changed = await bench.Campaign(draft).SetPriorityAsync(Owner, "normal");
        Assert.Empty(bench.Commands);
        var high = await bench.Campaign(running).SetPriorityAsync(Owner, "high");

        Assert.Equal(("low", "normal", "high"), (low.Priority, changed.Priority, high.Priority));
        Assert.Equal([$"start {sendout.Id.Value}"], bench.Commands);
        Assert.Equal(CampaignPriority.High, (await bench.Campaigns.FindAsync(running, Token))!.Terms.Priority);
        Assert.Null((await bench.Campaign(transactional).GetAsync(Owner)).Priority);
        await RefusedAsync("invalid_value", () => bench.Campaign(transactional).SetPriorityAsync(Owner, "high"));
        await RefusedAsync("invalid_value", () => bench.Campaign(running).SetPriorityAsync(Owner, "highest"));
    }

    public static TheoryData<CampaignSpec> Wrong() =>
    [
        Spec() with { MaxParts = 0 }, Spec() with { MaxParts = 11 }, Spec() with { ValidUntil = At("2026-05-05T10:00:30Z") },
        Spec() with { ValidUntil = At("2026-06-06T10:00Z") }, Spec() with { Window = "13:00-11:30" }, Spec() with { Window = "noon" },
        Spec() with { Window = "closed" }, Spec() with { Window = "11:30-13:00", Class = "transactional" },
        Spec() with { SpreadMinutes = -1 }, Spec() with { SpreadMinutes = 2_881 }, Spec() with { PilotLeads = -1 },
        Spec() with { PilotLeads = 100_001 }, Spec() with { Priority = "urgent" },
        Spec() with { Priority = "high", Class = "transactional" },
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Terms_that_cannot_be_are_refused(CampaignSpec spec)
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Own", French, 1);

        await RefusedAsync(
            "invalid_value", () => bench.Account(Owner).CreateCampaignAsync(spec with { Targets = [new() { ListId = list }] }));
    }

    [Fact]
    public async Task Store_keeps_terms_and_schedule()
    {
        await using var road = await Road.OpenAsync();
        var none = TestContext.Current.CancellationToken;
        var terms = new CampaignTerms
        {
            MaxParts = 3, ValidUntil = StoreInMemory.Now.AddDays(2), Window = new(new(690, 780), WorkingDaysOnly: true),
            Spread = TimeSpan.FromMinutes(90), PilotLeads = 50, MaxSpendMicros = 12_345_678_901, Priority = CampaignPriority.High,
        };
        var known = (await road.Store.Campaigns.FindAsync(Road.Campaign, none))!;
        await road.Store.Campaigns.AddAsync(known with { Id = new(77), PublicId = "terms", Terms = terms }, none);
        var daily = new CampaignSchedule(StoreInMemory.Now.AddHours(1), "2026-05-04T13:00", "Europe/Paris", "FREQ=DAILY", null);

        Assert.True(await road.Store.Campaigns.ScheduleAsync(new(77), null, daily, none));
        Assert.False(await road.Store.Campaigns.ScheduleAsync(new(77), null, null, none));

        var stored = (await road.Store.Campaigns.FindAsync("terms", none))!;
        Assert.Equal((terms, daily), (stored.Terms, stored.Schedule));
        await road.Store.Campaigns.SetPriorityAsync(new(77), CampaignPriority.Low, none);
        Assert.Equal(terms with { Priority = CampaignPriority.Low }, (await road.Store.Campaigns.FindAsync("terms", none))!.Terms);
        Assert.Equal(CampaignTerms.Usual, known.Terms);
        Assert.Empty(await road.Store.Campaigns.ListDueAsync(StoreInMemory.Now, 10, none));
        Assert.Equal(["terms"], (await road.Store.Campaigns.ListDueAsync(daily.DueAt!.Value, 10, none)).Select(one => one.PublicId));
        Assert.True(await road.Store.Campaigns.ScheduleAsync(new(77), daily, null, none));
        Assert.Null((await road.Store.Campaigns.FindAsync("terms", none))!.Schedule);
    }

    [Fact]
    public async Task Store_launches_once_and_moves_the_schedule_with_it()
    {
        await using var road = await Road.OpenAsync();
        var none = TestContext.Current.CancellationToken;
        var due = new CampaignSchedule(StoreInMemory.Now, "2026-05-04T10:00", "UTC", "FREQ=DAILY", null);
        var next = due with { DueAt = StoreInMemory.Now.AddDays(1) };
        await road.Store.Campaigns.ScheduleAsync(Road.Campaign, null, due, none);
        var sendout = Road.NewSendout(Road.Sendout, Road.Campaign);

        Assert.True(await road.Store.Sendouts.LaunchAsync(sendout, due, next, none));
        Assert.False(await road.Store.Sendouts.LaunchAsync(sendout with { Id = new(31) }, due, next, none));
        Assert.False(await road.Store.Sendouts.LaunchAsync(sendout with { Id = new(31) }, next, next, none));

        Assert.Equal(next, (await road.Store.Campaigns.FindAsync(Road.Campaign, none))!.Schedule);
        Assert.Equal(Road.Sendout, (await road.Store.Sendouts.FindLatestAsync(Road.Campaign, none))!.Id);
    }

    [Fact]
    public async Task Store_frees_what_waits_for_the_pilot_and_nothing_else()
    {
        await using var road = await Road.OpenAsync();
        var none = TestContext.Current.CancellationToken;
        var pilot = new ChunkHold(SuppressionReason.Pilot, DateTimeOffset.MaxValue);
        var night = new ChunkHold(SuppressionReason.QuietHours, StoreInMemory.Now.AddHours(1));
        await road.PlanAsync(
            Road.Chunk(0, 5) with { Hold = pilot }, Road.Chunk(1, 6) with { Hold = night }, Road.Chunk(2, 7) with { Hold = pilot });

        Assert.Equal(12, await road.Store.Sendouts.ContinueAsync(Road.Sendout, none));
        Assert.Equal(0, await road.Store.Sendouts.ContinueAsync(Road.Sendout, none));

        Assert.Equal([0, 2], await road.ClaimAsync());
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text);
}

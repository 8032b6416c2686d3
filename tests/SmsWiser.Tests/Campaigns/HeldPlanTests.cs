using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Campaigns;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Campaigns;

/// <summary>What quiet hours do to a plan, its report and its end.</summary>
public sealed class HeldPlanTests
{
    private const ulong French = 33_600_000_000, Kenyan = 254_700_000_000, Nowhere = 883_000_000_000_000;
    private static readonly DateTimeOffset Evening = At("2026-05-05T18:00Z"), Morning = At("2026-05-06T06:00Z");

    [Fact]
    public async Task Leads_whose_hours_are_over_are_held_until_these_begin_in_chunks_of_one_place()
    {
        await using var bench = await OpenAtAsync(Evening.AddMinutes(-90));
        var list = await bench.AddListAsync(Owner, "Mixed", Mixed(300, 20));

        var (first, sendout) = await bench.RunAsync(Owner, Spec(list));

        var chunks = bench.Dispatch.Planned(sendout.Id);
        Assert.Equal([(20, null), (44, null), (256, null)], 
            chunks.Select(chunk => (chunk.Leads, chunk.Hold)).OrderBy(chunk => chunk.Leads));
        bench.Time.Advance(TimeSpan.FromMinutes(90));
        await bench.Campaign(first).CancelAsync(Owner);
        var (_, later) = await bench.RunAsync(Owner, Spec(list));
        Assert.Equal(
            [(20, At("2026-05-06T05:00Z")), (44, Morning), (256, Morning)],
            bench.Dispatch.Planned(later.Id).Select(chunk => (chunk.Leads, chunk.Hold!.NotBefore)).Order());
    }

    [Fact]
    public async Task Transactional_leads_are_never_held()
    {
        await using var bench = await OpenAtAsync(Evening);
        var list = await bench.AddListAsync(Owner, "Mixed", Mixed(300, 20));

        var (id, sendout) = await bench.RunAsync(Owner, Spec(list) with { Class = "transactional" });

        Assert.Equal([64, 256], bench.Dispatch.Planned(sendout.Id).Select(chunk => chunk.Leads).Order());
        Assert.Equal(0, (await bench.Campaign(id).ProgressAsync(Owner)).Held);
    }

    [Fact]
    public async Task Report_tells_how_many_own_leads_are_held_and_until_when()
    {
        await using var bench = await OpenAtAsync(Evening);
        var list = await bench.AddListAsync(Owner, "Mixed", Mixed(30, 20));

        var (id, _) = await bench.RunAsync(Owner, Spec(list));

        var report = await bench.Campaign(id).ReportAsync(Owner);
        Assert.Equal(
            [("quiet_hours", At("2026-05-06T05:00Z"), 20L), ("quiet_hours", Morning, 30L)],
            report.Held.Select(held => (held.Reason, held.Until!.Value, held.Leads)));
        Assert.Equal((50, Evening + Sendout.UsualValidity), (report.Own.Open, report.ValidUntil!.Value));
        var progress = await bench.Campaign(id).ProgressAsync(Owner);
        Assert.Equal((50, At("2026-05-06T05:00Z")), (progress.Held, progress.HeldUntil!.Value));
    }

    [Theory]
    [InlineData(290, 9, "<300", 0, null)]
    [InlineData(1_234, 20, "~1,300", 1_300, "2026-05-06T06:00Z")]
    [InlineData(1_234, 300, "~1,500", 1_500, "2026-05-06T05:00Z")]
    public async Task Held_leads_of_a_shared_list_are_told_by_thresholds(int french, int kenyan, string text, long held, string? until)
    {
        await using var bench = await OpenAtAsync(Evening);
        var list = await bench.AddListAsync(Owner, "Mixed", Mixed(french, kenyan));
        await bench.ShareAsync(list);

        var (id, _) = await bench.RunAsync(Recipient, Spec(list));

        var report = await bench.Campaign(id).ReportAsync(Recipient);
        Assert.Equal(text, report.Shared!["held"]);
        Assert.Empty(report.Held);
        var progress = await bench.Campaign(id).ProgressAsync(Recipient);
        Assert.Equal((held, until is null ? null : At(until)), (progress.Held, progress.HeldUntil));
    }

    [Fact]
    public async Task Leads_still_held_at_the_end_of_the_validity_end_as_suppressed()
    {
        await using var bench = await OpenAtAsync(Evening);
        var list = await bench.AddListAsync(Owner, "Mixed", Mixed(30, 20).Append((Nowhere, "Nemo", "", 1)));
        var (id, sendout) = await bench.RunAsync(Owner, Spec(list));
        var clock = bench.Service<CampaignClock>();

        bench.Time.Advance(Sendout.UsualValidity - TimeSpan.FromSeconds(31));
        await clock.TickAsync();
        Assert.Equal(SendoutState.Sending, (await bench.LatestAsync(id)).State);
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        await clock.TickAsync();

        Assert.Equal(SendoutState.Sent, (await bench.LatestAsync(id)).State);
        var report = await bench.Campaign(id).ReportAsync(Owner);
        Assert.Equal((51, 51), (sendout.Planned, report.Own.Suppressed));
        Assert.Equal(
            [("validity", 50), ("zone_unknown", 1)],
            report.SuppressedBy.OrderBy(reason => reason.Key).Select(reason => (reason.Key, reason.Value)));
        Assert.Empty(report.Held);
    }

    private static IEnumerable<(ulong, string, string, int)> Mixed(int french, int kenyan) =>
        Enumerable.Range(0, french).Select(i => (French + (ulong)i, "Anna", "Lyon", i))
            .Concat(Enumerable.Range(0, kenyan).Select(i => (Kenyan + (ulong)i, "Amani", "Kisumu", i)));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text);

    private static async Task<ControlBench> OpenAtAsync(DateTimeOffset moment)
    {
        var bench = await OpenAsync();
        bench.Time.Advance(moment - bench.Time.GetUtcNow());
        return bench;
    }
}

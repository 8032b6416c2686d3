using SmsWiser.Contracts.Audience;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Audience;
using SmsWiser.Tests.Campaigns;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Audience;

public sealed class ListGrainTests
{
    private const ulong First = 33_698_700_000;

    [Fact]
    public async Task A_list_has_a_public_name_and_is_archived_and_restored()
    {
        await using var bench = await OpenAsync();
        var id = await bench.AddListAsync(Owner, "Offers", First, 10);
        var list = bench.List(id);

        var made = await list.GetAsync(Owner);
        var changed = await list.ChangeAsync(Owner, new() { PublicName = "Weekly offers", Description = "Every Monday" });
        await list.ArchiveAsync(Owner);
        var target = await RefusedAsync("wrong_state", () => bench.Account(Owner).CreateCampaignAsync(Spec(id)));
        await RefusedAsync("wrong_state", () => list.ImportAsync(Owner, new() { Path = "x", Mode = "both" }));
        await RefusedAsync("wrong_state", () => list.InviteAsync(Owner, Recipient, 5_000));
        var restored = await list.RestoreAsync(Owner);

        Assert.Equal(("Offers", "Offers", "", false), (made.Name, made.PublicName, made.Description, made.IsArchived));
        Assert.Equal(("Offers", "Weekly offers", "Every Monday"), (changed.Name, changed.PublicName, changed.Description));
        Assert.Equal("the list 'Offers' is archived; its owner can restore it", target.Message);
        Assert.False(restored.IsArchived);
        Assert.NotEmpty(await bench.Account(Owner).CreateCampaignAsync(Spec(id)));
    }

    [Fact]
    public async Task A_campaign_over_a_list_archived_after_it_was_made_fails_with_the_reason()
    {
        await using var bench = await OpenAsync();
        var id = await bench.AddListAsync(Owner, "Offers", First, 10);
        var campaign = await bench.Account(Owner).CreateCampaignAsync(Spec(id));
        await bench.List(id).ArchiveAsync(Owner);

        await bench.Campaign(campaign).StartAsync(Owner);
        await bench.Planning.DrainedAsync();

        Assert.Equal(
            (SendoutState.Failed, "the list 'Offers' is archived; its owner can restore it"),
            ((await bench.LatestAsync(campaign)).State, (await bench.LatestAsync(campaign)).Error));
    }

    [Fact]
    public async Task Single_leads_are_added_read_changed_and_removed_by_any_way_of_writing_their_number()
    {
        await using var bench = await OpenAsync();
        var list = bench.List(await bench.AddListAsync(Owner, "Offers", First, 10));
        var added = await list.AddLeadAsync(Owner, Lead("06 12 34 56 78", "FR", ("city", "Nice")));

        var changed = await list.ChangeLeadAsync(Owner, "+33 6 12 34 56 78", Lead(null, null, ("spent", "3")));
        var wrong = await RefusedAsync("invalid_value", () => list.GetLeadAsync(Owner, "12"));
        await list.RemoveLeadAsync(Owner, "+33612345678");

        Assert.Equal(("+33612345678", ",Nice,"), (added.Number, string.Join(',', added.Values)));
        Assert.Equal(("+33612345678", ",Nice,3"), (changed.Number, string.Join(',', changed.Values)));
        Assert.StartsWith("the number cannot be used: ", wrong.Message, StringComparison.Ordinal);
        await RefusedAsync("not_found", () => list.GetLeadAsync(Owner, "+33612345678"));
        Assert.Equal(10, (await list.GetAsync(Owner)).Leads);
    }

    [Fact]
    public async Task Merging_archives_the_other_list_and_keeps_its_leads()
    {
        await using var bench = await OpenAsync();
        var (a, b) = (await bench.AddListAsync(Owner, "A", First, 500), await bench.AddListAsync(Owner, "B", First + 300, 500));

        var import = await bench.List(a).MergeAsync(Owner, new() { ListId = b });
        await bench.Service<Imports>().DrainedAsync();

        var view = await bench.List(a).GetImportAsync(Owner, import);
        Assert.Equal(("done", 500, 300, 0, 200), (view.State, view.Rows, view.Created, view.Updated, view.Unchanged));
        Assert.Equal(800, (await bench.List(a).GetAsync(Owner)).Leads);
        Assert.Equal((true, 500), ((await bench.List(b).GetAsync(Owner)).IsArchived, (await bench.List(b).GetAsync(Owner)).Leads));
        await RefusedAsync("invalid_value", () => bench.List(a).MergeAsync(Owner, new() { ListId = a }));
        await RefusedAsync("not_found", () => bench.List(a).MergeAsync(Owner, new() { ListId = "other" }));
    }

    [Fact]
    public async Task An_erased_list_is_gone_with_its_pages_and_shares_and_leaves_a_proof()
    {
        await using var bench = await OpenAsync();
        var id = await bench.AddListAsync(Owner, "Offers", First, 1_000);
        var share = await bench.ShareAsync(id);
        var key = (await bench.Lists.FindAsync(id, Token))!.Id;

        var erased = await bench.List(id).EraseAsync(Owner, stop: false);
        await bench.Service<ListEraser>().DrainedAsync();
        var proof = await bench.List(id).GetErasureAsync(Owner);

        Assert.Equal((id, 1_000), (erased.ListId, erased.Leads));
        Assert.Equal(bench.Time.GetUtcNow(), proof.PagesGoneAt);
        Assert.Equal(0, await bench.Pages.CountPagesAsync(key, Token));
        await RefusedAsync("not_found", () => bench.List(id).GetAsync(Owner));
        await RefusedAsync("not_found", () => bench.List(id).GetErasureAsync(Stranger));
        Assert.Equal(
            ("stopped", "(erased)"),
            ((await bench.Share(share).GetSharedAsync(Recipient)).State, (await bench.Share(share).GetSharedAsync(Recipient)).ListName));
        Assert.Empty(await bench.Account(Owner).OwnListsAsync());
    }

    [Fact]
    public async Task Erasing_waits_for_sendouts_unless_told_to_stop_them()
    {
        await using var bench = await OpenAsync();
        var id = await bench.AddListAsync(Owner, "Offers", First, 700);
        await bench.ShareAsync(id);
        var (own, _) = await bench.RunAsync(Owner, Spec(id));
        var (theirs, _) = await bench.RunAsync(Recipient, Spec(id));

        var refused = await RefusedAsync("wrong_state", () => bench.List(id).EraseAsync(Owner, stop: false));
        await bench.List(id).EraseAsync(Owner, stop: true);

        Assert.StartsWith("2 sendouts over 'Offers' run", refused.Message, StringComparison.Ordinal);
        Assert.Equal(700, (await bench.Campaign(own).ReportAsync(Owner)).Own.Cancelled);
        Assert.Equal("~700", (await bench.Campaign(theirs).ReportAsync(Recipient)).Shared!["revoked"]);
    }

    [Fact]
    public async Task An_owner_counts_exactly_and_a_recipient_roundly_and_not_below_300()
    {
        await using var bench = await OpenAsync();
        var id = await bench.AddListAsync(Owner, "Offers", First, 1_234);
        await bench.ShareAsync(id);
        var list = bench.List(id);

        var exact = await list.CountAsync(Owner, new() { Filter = "spent < 5 or spent >= 1230" });
        var all = await list.CountAsync(Owner, new());
        var round = await list.CountSharedAsync(Recipient, new() { Filter = "spent < 1111" });
        var edge = await list.CountSharedAsync(Recipient, new() { Filter = "spent < 300" });
        var few = await RefusedAsync("below_threshold", () => list.CountSharedAsync(Recipient, new() { Filter = "spent < 299" }));
        var none = await RefusedAsync("below_threshold", () => list.CountSharedAsync(Recipient, new() { Filter = "spent < 0" }));

        Assert.Equal(("done", 9, 1_234, 1_234), (exact.State, exact.Leads, exact.Walked, all.Leads));
        Assert.Equal(("~1,100", "~300"), (round.RoundedLeads, edge.RoundedLeads));
        Assert.Equal(few.Message, none.Message);
        Assert.Contains("<300", few.Message, StringComparison.Ordinal);
        await RefusedAsync("invalid_filter", () => list.CountSharedAsync(Recipient, new() { Filter = "top 1 by spent" }));
    }

    [Fact]
    public async Task A_large_list_is_counted_behind_the_call()
    {
        await using var bench = await OpenAsync();
        var id = await bench.AddListAsync(Owner, "Offers", First, 1_234);
        await bench.ShareAsync(id);
        bench.Lists.SetLeads((await bench.Lists.FindAsync(id, Token))!.Id, Counts.AtOnce + 1);
        var list = bench.List(id);

        var count = await list.CountAsync(Owner, new() { Filter = "spent < 9" });
        var round = await list.CountSharedAsync(Recipient, new() { Filter = "spent < 999" });
        var few = await list.CountSharedAsync(Recipient, new() { Filter = "spent < 9" });
        await bench.Service<ListJobs>().DrainedAsync();
        var ended = await list.GetCountAsync(Owner, count.Id);

        Assert.Equal(("done", Counts.AtOnce + 1, 1_234, 9), (ended.State, ended.Total, ended.Walked, ended.Leads));
        Assert.Equal("~1,000", (await list.GetSharedCountAsync(Recipient, round.Id)).RoundedLeads);
        await RefusedAsync("below_threshold", () => list.GetSharedCountAsync(Recipient, few.Id));
        await RefusedAsync("not_found", () => list.GetSharedCountAsync(Recipient, count.Id));
        await RefusedAsync("not_found", () => list.GetCountAsync(Owner, round.Id));
    }

    [Fact]
    public async Task An_import_that_runs_keeps_additions_and_erasure_waiting_and_removal_not()
    {
        await using var bench = await OpenAsync();
        var id = await bench.AddListAsync(Owner, "Offers", First, 10);
        var key = (await bench.Lists.FindAsync(id, Token))!.Id;
        var run = new ImportRun(
            new(900), "run", key, "leads.csv", ImportMode.Add, ImportState.Running, default, null, default, null);
        await bench.Imports.BeginAsync(run, Token);
        var list = bench.List(id);

        await RefusedAsync("conflict", () => list.AddLeadAsync(Owner, Lead("+33612345678", null)));
        await RefusedAsync("conflict", () => list.ChangeLeadAsync(Owner, $"+{First}", Lead("+33612345678", null)));
        await RefusedAsync("wrong_state", () => list.EraseAsync(Owner, stop: true));
        await list.ChangeLeadAsync(Owner, $"+{First}", Lead(null, null, ("spent", "7")));
        await list.RemoveLeadAsync(Owner, $"+{First}");

        Assert.Equal(9, (await list.GetAsync(Owner)).Leads);
    }

    [Fact]
    public async Task A_filter_over_a_shared_list_that_few_leads_fulfil_is_not_sent_to()
    {
        await using var bench = await OpenAsync();
        var id = await bench.AddListAsync(Owner, "Offers", First, 600);
        await bench.ShareAsync(id);
        var own = await bench.AddListAsync(Recipient, "Mine", First, 600);

        var (_, few) = await bench.RunAsync(Recipient, Filtered("spent < 299", id));
        var (_, enough) = await bench.RunAsync(Recipient, Filtered("spent < 300", id));
        var mixed = Filtered("spent < 300", id);
        var (_, hidden) = await bench.RunAsync(
            Recipient, mixed with { Targets = [new() { ListId = own }, .. mixed.Targets] });

        Assert.Equal(SendoutState.Failed, few.State);
        Assert.StartsWith("below_threshold: the filter on 'Offers' holds for fewer than 300 leads", few.Error, StringComparison.Ordinal);
        Assert.Equal((SendoutState.Sending, 300), (enough.State, enough.Planned));
        Assert.Equal((SendoutState.Sending, 600), (hidden.State, hidden.Planned));
    }

    [Fact]
    public async Task Saved_segments_are_changed_counted_and_removed()
    {
        await using var bench = await OpenAsync();
        var list = bench.List(await bench.AddListAsync(Owner, "Offers", First, 100));
        var saved = await list.SaveSegmentAsync(Owner, "Big", "spent > 90");

        var changed = await list.ChangeSegmentAsync(Owner, saved.Id, "Bigger", "spent > 95");
        var count = await list.CountAsync(Owner, new() { SegmentId = saved.Id });
        await list.RemoveSegmentAsync(Owner, saved.Id);

        Assert.Equal(new SegmentView { Id = saved.Id, Name = "Bigger", Filter = "spent > 95" }, changed);
        Assert.Equal(4, count.Leads);
        Assert.Empty(await list.SegmentsAsync(Owner));
        await RefusedAsync("not_found", () => list.CountAsync(Owner, new() { SegmentId = saved.Id }));
        var clicks = await RefusedAsync("invalid_filter", () => list.SaveSegmentAsync(Owner, "C", "clicked in campaign 'x'"));
        Assert.EndsWith("column 1: no clicks are recorded yet: they come with tracked links", clicks.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_takes_the_best_of_a_condition_a_working_file_and_a_lasting_sample()
    {
        await using var bench = await OpenAsync();
        var id = await bench.AddListAsync(Owner, "Offers", First, 1_000);
        bench.Files["fair.csv"] = $"number\n+{First + 1}\n+{First + 999}\n+33611111111\n";
        await bench.List(id).ImportAsync(Owner, new() { Path = "fair.csv", Mode = "add", WorkingSet = "Fair" });
        await bench.Service<Imports>().DrainedAsync();
        var sample = await bench.List(id).SaveSegmentAsync(Owner, "Tenth", "random 10 %");
        var counted = await bench.List(id).CountAsync(Owner, new() { SegmentId = sample.Id });

        var (_, top) = await bench.RunAsync(Owner, Filtered("spent < 900 and top 7 by spent", id));
        var (_, file) = await bench.RunAsync(
            Owner, Spec(id) with { Targets = [new() { ListId = id, WorkingSet = "fair", Filter = "spent > 5 or spent is empty" }] });
        var (_, tenth) = await bench.RunAsync(Owner, Spec(id) with { Targets = [new() { ListId = id, SegmentId = sample.Id }] });

        Assert.Equal((7, 2), (top.Planned, file.Planned));
        Assert.Equal(counted.Leads, tenth.Planned);
        Assert.InRange(counted.Leads, 60, 140);
        await RefusedAsync(
            "invalid_value",
            () => bench.Account(Owner).CreateCampaignAsync(
                Spec(id) with { Targets = [new() { ListId = id, WorkingSet = "fair", Filter = "top 7 by spent" }] }));
    }

    [Fact]
    public async Task Outcomes_of_an_own_campaign_choose_leads_of_the_next()
    {
        await using var bench = await OpenAsync();
        var id = await bench.AddListAsync(Owner, "Offers", First, 300);
        var (campaign, sendout) = await bench.RunAsync(Owner, Spec(id));
        var journal = new EntryWriter();
        foreach (var (index, state) in new[]
        {
            ((byte)0, EntryState.Accepted), ((byte)0, EntryState.Delivered), ((byte)1, EntryState.Accepted), ((byte)2, EntryState.Refused),
        })
            journal.Write(new(new(sendout.Id, 1), new(1), index, 1, 1, 1, state, 0, 0, "id"u8));
        await bench.Dispatch.CommitFlushAsync(new(new(1), 1, default, 4, journal.Packed, [], []), Token);
        var list = bench.List(id);

        Assert.Equal(1, (await list.CountAsync(Owner, new() { Filter = $"delivered in campaign '{campaign}'" })).Leads);
        Assert.Equal(2, (await list.CountAsync(Owner, new() { Filter = $"sent in campaign '{campaign}'" })).Leads);
        Assert.Equal(299, (await list.CountAsync(Owner, new() { Filter = $"not delivered in campaign '{campaign}'" })).Leads);
        var other = await RefusedAsync(
            "invalid_filter", () => list.CountAsync(Owner, new() { Filter = "spent > 0 and sent in campaign 'x'" }));
        Assert.EndsWith("column 15: there is no campaign 'x' for this account", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_goes_into_a_new_file_with_its_progress()
    {
        await using var bench = await OpenAsync();
        var list = bench.List(await bench.AddListAsync(Owner, "Offers", First, 300));
        var file = bench.ExportsTo["out.csv"] = new MemoryStream();

        var started = await list.ExportAsync(Owner, new() { Path = "out.csv", Leads = new() { Filter = "spent >= 298" } });
        await bench.Service<ListJobs>().DrainedAsync();
        var ended = await list.GetExportAsync(Owner, started.Id);

        Assert.Equal(("done", 300, 300, 2), (ended.State, ended.Total, ended.Walked, ended.Leads));
        Assert.Equal(
            $"number,first_name,city,spent\r\n+{First + 298},Name298,Lyon,298\r\n+{First + 299},Name299,Lyon,299\r\n",
            System.Text.Encoding.UTF8.GetString(file.ToArray()));
        await RefusedAsync("invalid_value", () => list.ExportAsync(Owner, new() { Path = "there.csv", Leads = new() }));
    }

    private static CampaignSpec Filtered(string filter, string list) =>
        Spec(list) with { Targets = [new() { ListId = list, Filter = filter }] };

    private static LeadSpec Lead(string? number, string? country, params (string Field, string Value)[] values) => new()
    {
        Number = number,
        DefaultCountry = country,
        Values = values.ToDictionary(value => value.Field, value => value.Value),
    };
}

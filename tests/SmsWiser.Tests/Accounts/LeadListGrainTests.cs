using SmsWiser.Contracts.Audience;
using SmsWiser.Engine.Audience;
using SmsWiser.Tests.Campaigns;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Accounts;

public sealed class LeadListGrainTests
{
    private const string Csv = "mobile,first_name\n+33612345601,Anna\n+33612345602,Bert\nnonsense,Carl\n";

    [Fact]
    public async Task An_owner_reads_its_leads_in_list_order_over_pages_and_past_removed_ones()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(
            Owner, "All", Enumerable.Range(0, 600).Select(i => (i % 2 == 1 ? 0UL : 33_600_000_000 + (ulong)i, $"Name{i}", "Lyon", i)));

        var rows = await bench.List(list).LeadsAsync(Owner, 127, 3);
        var last = await bench.List(list).LeadsAsync(Owner, 299, 100);

        Assert.Equal(["+33600000254", "+33600000256", "+33600000258"], rows.Select(row => row.Number));
        Assert.Equal(["Name254", "Lyon", "254"], rows[0].Values);
        Assert.Equal(["+33600000598"], last.Select(row => row.Number));
        Assert.Empty(await bench.List(list).LeadsAsync(Owner, 300, 100));
        await RefusedAsync("invalid_value", () => bench.List(list).LeadsAsync(Owner, -1, 1));
        await RefusedAsync("invalid_value", () => bench.List(list).LeadsAsync(Owner, 0, 101));
    }

    [Fact]
    public async Task An_import_runs_outside_the_call_and_reports_its_counts_and_errors()
    {
        await using var bench = await OpenAsync();
        bench.Files["leads.csv"] = Csv;
        var list = (await bench.Account(Owner).CreateListAsync("All")).Id;

        var import = await bench.List(list).ImportAsync(Owner, new() { Path = "leads.csv", Mode = "both" });
        await bench.Service<Imports>().DrainedAsync();

        var view = await bench.List(list).GetImportAsync(Owner, import);
        Assert.Equal(("done", 3, 2, 0, 0, 1), (view.State, view.Rows, view.Created, view.Updated, view.Unchanged, view.Rejected));
        Assert.Equal([4L], (await bench.List(list).ImportErrorsAsync(Owner, import, 0, 10)).Select(error => error.Row));
        Assert.Equal(2, (await bench.List(list).GetAsync(Owner)).Leads);
        Assert.Equal(["+33612345601", "+33612345602"], (await bench.List(list).LeadsAsync(Owner, 0, 10)).Select(row => row.Number).Order());
    }

    [Fact]
    public async Task What_cannot_be_imported_is_refused_at_once()
    {
        await using var bench = await OpenAsync();
        bench.Files["leads.csv"] = Csv;
        var list = (await bench.Account(Owner).CreateListAsync("All")).Id;
        ImportSpec[] refused =
        [
            new() { Path = "missing.csv", Mode = "both" }, new() { Path = "leads.csv", Mode = "replace" },
            new() { Path = "leads.csv", Mode = "add", DefaultCountry = "XX" },
            new() { Path = "leads.csv", Mode = "add", Mapping = "mobile" },
        ];

        foreach (var spec in refused)
            await RefusedAsync("invalid_value", () => bench.List(list).ImportAsync(Owner, spec));

        // None of them keeps the list busy.
        await bench.List(list).ImportAsync(Owner, new() { Path = "leads.csv", Mode = "add" });
        await bench.Service<Imports>().DrainedAsync();
        Assert.Equal(2, (await bench.List(list).GetAsync(Owner)).Leads);
    }

    [Fact]
    public async Task An_import_belongs_to_its_list()
    {
        await using var bench = await OpenAsync();
        bench.Files["leads.csv"] = Csv;
        var list = (await bench.Account(Owner).CreateListAsync("All")).Id;
        var other = (await bench.Account(Owner).CreateListAsync("Other")).Id;
        var import = await bench.List(list).ImportAsync(Owner, new() { Path = "leads.csv", Mode = "both" });
        await bench.Service<Imports>().DrainedAsync();

        await RefusedAsync("not_found", () => bench.List(other).GetImportAsync(Owner, import));
        await RefusedAsync("not_found", () => bench.List(other).ImportErrorsAsync(Owner, import, 0, 10));
    }

    [Fact]
    public async Task Segments_belong_to_who_saved_them()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "All", 33_600_000_000, 500);
        await bench.ShareAsync(list);

        var saved = await bench.List(list).SaveSegmentAsync(Recipient, " Lyon ", "city = \"Lyon\"");

        Assert.Equal(("Lyon", "city = \"Lyon\""), (saved.Name, saved.Filter));
        Assert.Equal([saved], await bench.List(list).SegmentsAsync(Recipient));
        Assert.Empty(await bench.List(list).SegmentsAsync(Owner));
        var refused = await RefusedAsync("invalid_filter", () => bench.List(list).SaveSegmentAsync(Owner, "x", "town = \"Lyon\""));
        Assert.Contains("column 1", refused.Message, StringComparison.Ordinal);
    }
}

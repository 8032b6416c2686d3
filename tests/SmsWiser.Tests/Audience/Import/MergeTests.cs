using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Testing;
using SmsWiser.Testing.Audience;

namespace SmsWiser.Tests.Audience.Import;

public sealed class MergeTests
{
    private readonly AudienceBench bench = new(new ManualTimeProvider());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, "city=Lyon spent=1 name=Ana")]
    [InlineData(false, "city=Nice spent=1 name=Ana")]
    public async Task Numbers_are_merged_once_and_fields_by_name(bool keepOurs, string merged)
    {
        await bench.ImportAsync("number,city,spent\n+33612345678,Lyon,1\n+33612345679,Paris,2\n");
        var other = await OtherAsync("number,name,CITY\n+33612345678,Ana,Nice\n+33612345680,Eve,Brest\n");

        var run = await bench.Importer.MergeAsync(bench.List, other, Options(keepOurs), null, Token);

        Assert.Equal((ImportState.Done, new ImportCounts(2, 1, 1, 0, 0)), (run.State, run.Counts));
        Assert.Equal(["city", "spent", "name"], bench.List.Fields.Select(field => field.Name));
        Assert.Equal(
            [(33612345678UL, merged), (33612345679UL, "city=Paris spent=2"), (33612345680UL, "city=Brest name=Eve")],
            (await bench.LeadsAsync()).OrderBy(lead => lead.Number));
        Assert.Equal(3, bench.List.Leads);
    }

    [Fact]
    public async Task A_merge_that_was_cut_short_goes_on_where_it_stopped()
    {
        await bench.ImportAsync("number,city\n+33612345678,Lyon\n");
        var other = await OtherAsync(
            "number,city\n" + string.Concat(Enumerable.Range(0, 70_000).Select(i => $"+3361{i:0000000},Nice\n")));
        var writes = 0;
        bench.Pages.BeforeWrite = _ => ++writes > 3 ? throw new IOException("the disk is gone") : Task.CompletedTask;

        await Assert.ThrowsAsync<IOException>(() => bench.Importer.MergeAsync(bench.List, other, Options(true), null, Token));
        bench.Pages.BeforeWrite = null;
        var run = await bench.Importer.MergeAsync(bench.List, other, Options(true), null, Token);

        Assert.Equal((ImportState.Done, 70_000, 0), (run.State, run.Counts.Rows, run.Counts.Rejected));
        Assert.InRange(run.Counts.Created, 1, 69_999);
        Assert.Equal(70_001, bench.List.Leads);
        Assert.Equal(70_001, (await bench.LeadsAsync()).Select(lead => lead.Number).Distinct().Count());
    }

    [Fact]
    public async Task Working_files_of_the_other_list_come_with_their_leads()
    {
        await bench.ImportAsync("number\n+33612345678\n", new() { Source = "a.csv", WorkingSet = "Mine" });
        await bench.ImportAsync("number\n+33612345678\n", new() { Source = "b.csv", WorkingSet = "Both" });
        await OtherAsync("number\n+33612345678\n+33612345679\n", "Both");
        var other = await AddToOtherAsync("number\n+33612345679\n+33612345680\n", "Theirs");

        await bench.Importer.MergeAsync(bench.List, other, Options(true), null, Token);

        Assert.Equal(["Mine", "Both", "Theirs"], bench.List.WorkingSets.Select(set => set.Name));
        Assert.Equal([33612345678UL], await InFileAsync("Mine"));
        Assert.Equal([33612345678UL, 33612345679UL], await InFileAsync("Both"));
        Assert.Equal([33612345679UL, 33612345680UL], await InFileAsync("Theirs"));
    }

    [Fact]
    public async Task Leads_that_are_new_to_the_list_bring_their_flags()
    {
        await bench.ImportAsync("number\n+33612345678\n");
        var other = await OtherAsync("number\n+33612345678\n+33612345679\n");
        var flags = new LeadFlags(Live: true, Consent: 2, Zone: 30);

        var merged = await bench.WithFlagsAsync(
            other, flags, bench.List, () => bench.Importer.MergeAsync(bench.List, other, Options(true), null, Token));

        Assert.Equal([LeadFlags.New, flags], merged);
    }

    [Fact]
    public async Task Fields_of_the_same_name_must_be_of_one_type()
    {
        await bench.ImportAsync("number,spent\n+33612345678,1\n");
        var other = await OtherAsync("number,spent\n+33612345680,much\n");

        var run = await bench.Importer.MergeAsync(bench.List, other, Options(true), null, Token);

        Assert.Equal((ImportState.Failed, "field spent is a Text in 'Other' and a Number in 'List'"), (run.State, run.Error));
    }

    [Fact]
    public async Task A_working_file_marks_new_and_known_leads_and_is_no_list()
    {
        await bench.ImportAsync("number,city\n+33612345678,Lyon\n+33612345679,Paris\n");

        var run = await bench.ImportAsync(
            "number,city\n+33612345679,Nice\n+33612345680,Brest\n",
            new() { Source = "fair.csv", Mode = ImportMode.Add, WorkingSet = "Fair" });
        await bench.ImportAsync("number\n+33612345680\n", new() { Source = "fair2.csv", WorkingSet = "Second" });
        await bench.ImportAsync("number,city\n+33612345679,Metz\n");

        Assert.Equal(new ImportCounts(2, 1, 1, 0, 0), run.Counts);
        Assert.Equal([(1, "Fair"), (2, "Second")], bench.List.WorkingSets.Select(set => (set.No, set.Name)));
        Assert.Equal([33612345679UL, 33612345680UL], await InFileAsync("fair"));
        Assert.Equal([33612345680UL], await InFileAsync("Second"));
        Assert.Contains((33612345679UL, "city=Metz"), await bench.LeadsAsync());
    }

    private static ImportOptions Options(bool keepOurs) => new() { Source = "other", FillIn = keepOurs };

    private async Task<List<ulong>> InFileAsync(string name)
    {
        var filter = SegmentFilter.Parse($"in_file('{name}')", bench.List.Scope(default, fieldsOnly: false)).Filter!;
        var numbers = new List<ulong>();
        await new LeadPages(bench.Pages, bench.Keys, new Testing.Chance.SeededRandom(1)).WalkAsync(bench.List, Visit, null, Token);
        return [.. numbers.Order()];

        void Visit(in LeadView lead)
        {
            if (filter.Matches(lead))
                numbers.Add(lead.Number);
        }
    }

    private async Task<LeadList> OtherAsync(string csv, string? workingSet = null)
    {
        var id = new ListId(8);
        await bench.Lists.AddAsync(new(id, "other", new(1), "Other", [], 0, bench.Keys.NewDataKey(id), 1, default), Token);
        return await AddToOtherAsync(csv, workingSet);
    }

    private async Task<LeadList> AddToOtherAsync(string csv, string? workingSet)
    {
        var id = new ListId(8);
        var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(csv));
        await bench.Importer.RunAsync(
            (await bench.Lists.FindAsync(id, Token))!, file, new() { Source = "o", WorkingSet = workingSet }, null, Token);
        return (await bench.Lists.FindAsync(id, Token))!;
    }
}

using System.Globalization;
using System.Text;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Testing;
using SmsWiser.Testing.Audience;

namespace SmsWiser.Tests.Audience.Import;

public sealed class ImporterTests
{
    private readonly AudienceBench bench = new(new ManualTimeProvider());

    [Fact]
    public async Task File_becomes_fields_and_leads()
    {
        var run = await bench.ImportAsync(
            "Mobile,First Name,City,spent_2020,joined\n+33612345678,Ana,Lyon,1250.50,2020-05-01\n"
            + "+33 7 12 34 56 78,\"Léa \"\"L\"\"\",,7,2021-12-31\n");

        Assert.Equal((ImportState.Done, null, new ImportCounts(2, 2, 0, 0, 0)), (run.State, run.Error, run.Counts));
        Assert.Equal(
            [
                new(0, "first_name", FieldType.Text), new(1, "city", FieldType.Text), new(2, "spent_2020", FieldType.Number),
                new(3, "joined", FieldType.Date),
            ],
            bench.List.Fields);
        Assert.Equal(2, bench.List.Leads);
        Assert.Equal(
            [(33612345678UL, "first_name=Ana city=Lyon spent_2020=1250.5 joined=2020-05-01"),
             (33712345678UL, "first_name=Léa \"L\" spent_2020=7 joined=2021-12-31")],
            (await bench.LeadsAsync()).OrderBy(lead => lead.Number));
    }

    [Fact]
    public async Task Wrong_rows_are_rejected_with_row_column_and_reason()
    {
        var run = await bench.ImportAsync(
            "number;city;spent:2020\n0612345678;Lyon;1\n+33612345678;Paris;2\n\n123;Nice;3\n"
            + "+33612345679;Nice\n+33612345680;Nice;;;\n+33612345681;Nice;4;x\n"
            + $"+33612345682;{new string('x', 1001)};5\n\"+33612345683\" x;Nice;6\n+33612345684;Nice;seven\n",
            Options() with { DefaultCountry = France(), Mapping = ImportMapping.Parse(["spent:2020=spent:number"]) });

        Assert.Equal(new ImportCounts(9, 2, 0, 0, 7), run.Counts);
        Assert.Equal(
            [
                new(3, "", "duplicate of row 2"),
                new(5, "number", "too few or too many digits for its country"),
                new(6, "", "2 columns; the file has 3"),
                new(8, "", "4 columns; the file has 3"),
                new(9, "city", "value of 1001 octets; at most 1000 fit"),
                new(10, "", "text behind a closing quote; a quote inside a quoted value is written twice"),
                new(11, "spent:2020", "not a number such as 1234.5, of at most 28 digits"),
            ],
            await bench.ErrorsAsync(run));
        Assert.Equal(
            [(33612345678UL, "city=Lyon spent=1"), (33612345680UL, "city=Nice")],
            (await bench.LeadsAsync()).OrderBy(lead => lead.Number));
    }

    [Theory]
    [InlineData(ImportMode.Add, 1, 0, 2, 0, "city=Lyon first_name=Ana|city=Nice first_name=Bea|first_name=New")]
    [InlineData(ImportMode.Update, 0, 1, 1, 1, "city=Lyon first_name=Anna|city=Nice first_name=Bea")]
    [InlineData(ImportMode.AddAndUpdate, 1, 1, 1, 0, "city=Lyon first_name=Anna|city=Nice first_name=Bea|first_name=New")]
    public async Task Mode_says_which_rows_change_the_list(
        ImportMode mode, int created, int updated, int unchanged, int rejected, string leads)
    {
        await bench.ImportAsync("number,city,first_name\n+33600000001,Lyon,Ana\n+33600000002,Nice,Bea\n");

        var run = await bench.ImportAsync(
            "first_name,number,city\nAnna,+33600000001,\nBea,+33600000002,Nice\nNew,+33600000003,\n", Options() with { Mode = mode });

        Assert.Equal(new ImportCounts(3, created, updated, unchanged, rejected), run.Counts);
        Assert.Equal(leads, string.Join("|", (await bench.LeadsAsync()).OrderBy(lead => lead.Number).Select(lead => lead.Values)));
        Assert.Equal(2 + created, bench.List.Leads);
        if (rejected > 0)
            Assert.Equal([new ImportError(4, "", "not in the list")], await bench.ErrorsAsync(run));
    }

    [Fact]
    public async Task Same_file_twice_changes_nothing()
    {
        var file = Leads(1, 700);
        await bench.ImportAsync(file);
        var before = await bench.LeadsAsync();

        var run = await bench.ImportAsync(file);

        Assert.Equal(new ImportCounts(700, 0, 0, 700, 0), run.Counts);
        Assert.Equal(before, await bench.LeadsAsync());
    }

    [Fact]
    public async Task New_leads_fill_the_last_page_before_new_pages_begin()
    {
        await bench.ImportAsync(Leads(1, 300));
        await bench.ImportAsync(Leads(301, 300));

        var batch = new PageBatch();
        await bench.Pages.ReadAsync(bench.List.Id, 0, 10, batch, TestContext.Current.CancellationToken);
        var pages = Enumerable.Range(0, batch.Count).Select(i => (batch[i].PageNo, batch[i].Version, batch[i].Count));
        Assert.Equal([(0, 1, 256), (1, 2, 256), (2, 1, 88)], pages);
        Assert.Equal(600, (await bench.LeadsAsync()).Select(lead => lead.Number).Distinct().Count());
    }

    [Fact]
    public async Task Order_of_leads_is_not_the_order_of_the_file()
    {
        await bench.ImportAsync(Leads(1, 1000));

        var numbers = (await bench.LeadsAsync()).ConvertAll(lead => lead.Number);

        Assert.NotEqual(numbers.Order(), numbers);
        Assert.True(numbers.Zip(numbers.Skip(1)).Count(pair => pair.Second == pair.First + 1) < 10);
    }

    [Fact]
    public async Task File_of_several_windows_and_buffers_is_complete()
    {
        var run = await bench.ImportAsync(Leads(1, 70_000));

        Assert.Equal(new ImportCounts(70_000, 70_000, 0, 0, 0), run.Counts);
        var leads = await bench.LeadsAsync();
        Assert.Equal(Enumerable.Range(1, 70_000).Select(i => 33600000000UL + (ulong)i), leads.Select(lead => lead.Number).Order());
        Assert.All(leads, lead => Assert.Equal($"city=C{lead.Number % 1000} points={lead.Number % 10_000}", lead.Values));

        var update = await bench.ImportAsync(Leads(1, 70_000, offset: 5));
        Assert.Equal(new ImportCounts(70_000, 0, 70_000, 0, 0), update.Counts);
    }

    [Fact]
    public async Task Page_changed_in_between_is_read_again_and_nothing_is_lost()
    {
        await bench.ImportAsync(Leads(1, 300));
        var collisions = 0;
        bench.Pages.BeforeWrite = async pages =>
        {
            if (collisions < 3 && pages.Span[0].Version > 1)
            {
                collisions++;
                await RewriteWithoutChangeAsync(pages.Span[0].PageNo);
            }
        };

        var run = await bench.ImportAsync(Leads(1, 300, offset: 5));

        Assert.Equal(3, collisions);
        Assert.Equal(new ImportCounts(300, 0, 300, 0, 0), run.Counts);
    }

    [Fact]
    public async Task Page_that_never_rests_costs_its_own_rows_only()
    {
        await bench.ImportAsync(Leads(1, 300));
        bench.Pages.BeforeWrite = async pages =>
        {
            if (pages.Span[0].PageNo == 1 || pages.Length > 1)
                await RewriteWithoutChangeAsync(1);
        };

        var run = await bench.ImportAsync(Leads(1, 300, offset: 5));

        Assert.Equal(new ImportCounts(300, 0, 256, 0, 44), run.Counts);
        var errors = await bench.ErrorsAsync(run);
        Assert.Equal(44, errors.Count);
        const string Reason = "the lead was changed by somebody else at the same time; import this row again";
        Assert.All(errors, error => Assert.Equal(Reason, error.Reason));
    }

    [Fact]
    public async Task Page_number_taken_in_between_moves_the_new_leads_behind_it()
    {
        var once = true;
        bench.Pages.BeforeWrite = async pages =>
        {
            if (once && pages.Span[0].Version == 1)
            {
                once = false;
                await WriteForeignPageAsync(pages.Span[0].PageNo);
            }
        };

        var run = await bench.ImportAsync(Leads(1, 300));

        Assert.Equal(300, run.Counts.Created);
        Assert.Equal(301, (await bench.LeadsAsync()).Count);
    }

    [Fact]
    public async Task Second_import_at_the_same_time_is_refused()
    {
        await bench.Imports.BeginAsync(
            new(new(99), "other", bench.List.Id, "x", ImportMode.Add, ImportState.Running, default, null, default, null),
            TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<ImportException>(() => bench.ImportAsync("number\n+33612345678\n"));

        Assert.Equal(ErrorCode.Conflict, error.Code);
    }

    [Fact]
    public async Task Cancelled_import_keeps_what_it_counted()
    {
        using var stop = new CancellationTokenSource();
        var file = new MemoryStream(Encoding.UTF8.GetBytes(Leads(1, 70_000)));
        void StopAfterFirstWindow(ImportProgress progress)
        {
            if (progress.Counts.Created > 0)
                stop.Cancel();
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => bench.Importer.RunAsync(bench.List, file, Options() with { PublicId = "run" }, StopAfterFirstWindow, stop.Token));

        var run = await bench.Imports.FindAsync("run", TestContext.Current.CancellationToken);
        Assert.Equal((ImportState.Failed, "cancelled", 65_536L), (run!.State, run.Error, run.Counts.Created));
        Assert.Equal(65_536, (await bench.LeadsAsync()).Count);
        var rest = await bench.ImportAsync(Leads(1, 70_000));
        Assert.Equal(new ImportCounts(70_000, 70_000 - 65_536, 0, 65_536, 0), rest.Counts);
    }

    [Fact]
    public async Task Reasons_beyond_the_bound_are_counted_and_said()
    {
        var options = Options() with { MaxErrors = 2_500, Mapping = ImportMapping.Parse(["number=number"]) };
        var run = await bench.ImportAsync("number\n" + string.Concat(Enumerable.Repeat("x\n", 5_000)), options);

        Assert.Equal(new ImportCounts(5_000, 0, 0, 0, 5_000), run.Counts);
        var errors = await bench.ErrorsAsync(run);
        Assert.Equal(2_501, errors.Count);
        Assert.Equal(new ImportError(0, "", "2500 more rows were rejected; only the first 2500 reasons are kept"), errors[^1]);
    }

    [Fact]
    public async Task Removed_number_comes_back_as_a_new_lead()
    {
        await bench.ImportAsync("number\n+33612345678\n");
        using (var cipher = bench.NewCipher())
        {
            var writer = new PageWriter();
            writer.Add(0, [0], default);
            await WritePageAsync(cipher, writer, pageNo: 0, version: 2);
        }

        var run = await bench.ImportAsync("number\n+33612345678\n");

        Assert.Equal(new ImportCounts(1, 1, 0, 0, 0), run.Counts);
        Assert.Equal([(33612345678UL, "")], await bench.LeadsAsync());
        Assert.Equal(1, bench.List.Leads);
    }

    [Fact]
    public async Task Fields_added_by_somebody_else_in_between_are_used()
    {
        var before = bench.List;
        var cancellation = TestContext.Current.CancellationToken;
        IReadOnlyList<FieldDefinition> fields = [new(0, "city", FieldType.Text), new(1, "spent", FieldType.Text)];
        await bench.Lists.AddFieldsAsync(before.Id, before.Version, fields, cancellation);

        var file = new MemoryStream("number,spent,new\n+33612345678,5,6\n"u8.ToArray());
        await bench.Importer.RunAsync(before, file, Options(), null, cancellation);

        Assert.Equal([new(0, "city", FieldType.Text), new(1, "spent", FieldType.Text), new(2, "new", FieldType.Number)], bench.List.Fields);
        Assert.Equal([(33612345678UL, "spent=5 new=6")], await bench.LeadsAsync());
    }

    [Fact]
    public async Task List_that_would_grow_too_long_fails_the_import()
    {
        var run = await bench.ImportAsync(Leads(1, 11), Options() with { MaxListLeads = 10 });

        Assert.Equal((ImportState.Failed, "the list would have more than 10 leads; split it"), (run.State, run.Error));
        Assert.Empty(await bench.LeadsAsync());
    }

    private static ImportOptions Options() => new() { Source = "test.csv" };

    private static Country France() => Country.TryFind("FR", out var country) ? country : throw new InvalidOperationException();

    private static string Leads(int first, int count, int offset = 0)
    {
        var file = new StringBuilder("number,city,points\n");
        for (var number = 33600000000L + first; number < 33600000000L + first + count; number++)
            file.Append(CultureInfo.InvariantCulture, $"+{number},C{number % 1000},{number % 10_000 + offset}\n");
        return file.ToString();
    }

    private async Task RewriteWithoutChangeAsync(int pageNo)
    {
        var batch = new PageBatch();
        await bench.Pages.ReadAsync(bench.List.Id, pageNo, 1, batch, default);
        using var cipher = bench.NewCipher();
        var page = new LeadPage();
        page.Open(cipher, bench.List.Id, batch[0]);
        var writer = new PageWriter();
        for (var i = 0; i < page.Count; i++)
            writer.Add(page.Number(i), page.Record(i), page.Flags(i));
        await WithoutHookAsync(() => WritePageAsync(cipher, writer, pageNo, page.Version + 1));
    }

    private async Task WriteForeignPageAsync(int pageNo)
    {
        using var cipher = bench.NewCipher();
        var writer = new PageWriter();
        writer.Add(4915112345678, [0], LeadFlags.New);
        await WithoutHookAsync(() => WritePageAsync(cipher, writer, pageNo, version: 1));
    }

    private async Task WithoutHookAsync(Func<Task> write)
    {
        var hook = bench.Pages.BeforeWrite;
        bench.Pages.BeforeWrite = null;
        await write();
        bench.Pages.BeforeWrite = hook;
    }

    private async Task WritePageAsync(Core.Sealing.PageCipher cipher, PageWriter writer, int pageNo, int version)
    {
        var plain = writer.Finish().ToArray();
        var octets = new byte[plain.Length + Core.Sealing.PageCipher.Overhead];
        cipher.Seal(bench.List.Id, pageNo, version, plain, octets);
        SealedPage[] pages = [new(pageNo, version, writer.Count, writer.Clear.ToArray(), octets)];
        Assert.True(await bench.Pages.WriteAsync(bench.List.Id, pages, default));
    }
}

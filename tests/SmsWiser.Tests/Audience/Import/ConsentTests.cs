using System.Text;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Compliance;
using SmsWiser.Testing;
using SmsWiser.Testing.Audience;

namespace SmsWiser.Tests.Audience.Import;

/// <summary>Consent from the rows of a file.</summary>
public sealed class ConsentTests
{
    private static readonly ConsentColumns Columns = new("consent", "since", "terms");
    private readonly AudienceBench bench = new(new ManualTimeProvider(new(2026, 5, 5, 10, 0, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData("", ConsentState.NotRecorded)]
    [InlineData("Yes", ConsentState.Enrolled)]
    [InlineData("TRUE", ConsentState.Enrolled)]
    [InlineData("1", ConsentState.Enrolled)]
    [InlineData("opted_in", ConsentState.Enrolled)]
    [InlineData("no", ConsentState.Left)]
    [InlineData("0", ConsentState.Left)]
    [InlineData("left", ConsentState.Left)]
    [InlineData("Pending", ConsentState.Pending)]
    [InlineData("unknown", ConsentState.NotRecorded)]
    [InlineData("maybe", null)]
    [InlineData("yes, of course I do", null)]
    public void Words_are_understood_in_any_case(string word, ConsentState? expected) =>
        Assert.Equal(expected, ConsentReader.StateOf(Encoding.UTF8.GetBytes(word)));

    [Theory]
    [InlineData("2026-05-05T10:30:15Z", "2026-05-05T10:30:15Z")]
    [InlineData("2026-05-05 10:30", "2026-05-05T10:30:00Z")]
    [InlineData("05.05.2026 10:30:15.250", "2026-05-05T10:30:15Z")]
    [InlineData("2026-05-05T00:30:00+02:00", "2026-05-04T22:30:00Z")]
    [InlineData("2026-05-05", "2026-05-05T00:00:00Z")]
    [InlineData("2026-05-05T25:00", null)]
    [InlineData("2026-05-05Tnoon", null)]
    [InlineData("2026-05-05T10:30:00+2", null)]
    [InlineData("yesterday", null)]
    public void Times_are_understood(string text, string? expected)
    {
        var isTime = ConsentReader.TryTime(Encoding.UTF8.GetBytes(text), DateOrder.DayFirst, isLeaving: false, out var at);

        Assert.Equal(expected is not null, isTime);
        if (expected is not null)
            Assert.Equal(DateTimeOffset.Parse(expected).ToUnixTimeSeconds(), at);
    }

    [Fact]
    public async Task New_leads_get_their_state_and_a_proof_that_lacks_a_part_is_none()
    {
        var run = await ImportAsync(
            """
            number,consent,since,terms
            +33600000001,yes,2026-01-01,web form
            +33600000002,yes,,web form
            +33600000003,yes,2026-01-01,
            +33600000004,no,,
            +33600000005,pending,,
            +33600000006,,,
            """);

        Assert.Equal((6, 6, 2), (run.Counts.Rows, run.Counts.Created, run.Counts.Incomplete));
        Assert.Equal(
            [
                (1, ConsentState.Enrolled), (2, ConsentState.NotRecorded), (3, ConsentState.NotRecorded), (4, ConsentState.Left),
                (5, ConsentState.Pending), (6, ConsentState.NotRecorded),
            ],
            await StatesAsync());
    }

    [Fact]
    public async Task What_is_not_understood_rejects_its_row_with_the_reason()
    {
        var run = await ImportAsync(
            """
            number,consent,since,terms
            +33600000001,perhaps,2026-01-01,web form
            +33600000002,yes,soon,web form
            +33600000003,yes,2027-01-01,web form
            """);

        Assert.Equal(
            [
                new(2, "consent", "not a consent: give yes, no, pending or left, or nothing where nothing is recorded"),
                new(3, "since", "not a time such as 2026-05-05T10:30:00Z or 2026-05-05"),
                new(4, "since", "the time has not come yet"),
            ],
            await bench.ErrorsAsync(run));
    }

    [Theory]
    [InlineData("", "yes,2026-01-01,web", ConsentState.Enrolled, 0)]
    [InlineData("pending,,", "yes,2026-01-01,web", ConsentState.Enrolled, 0)]
    [InlineData("yes,2026-01-01,web", "no,,", ConsentState.Left, 0)]
    [InlineData("yes,2026-01-01,web", "left,2025-01-01,", ConsentState.Left, 0)]
    [InlineData("yes,2026-01-01,web", ",,", ConsentState.Enrolled, 0)]
    [InlineData("yes,2026-01-01,web", "pending,,", ConsentState.Enrolled, 0)]
    [InlineData("left,2026-02-01,", "yes,2026-02-02,web", ConsentState.Enrolled, 0)]
    [InlineData("left,2026-02-01,", "yes,2026-02-01,web", ConsentState.Left, 1)]
    [InlineData("left,2026-02-01,", "yes,2026-01-01,web", ConsentState.Left, 1)]
    [InlineData("left,2026-02-01,", "yes,,web", ConsentState.Left, 0)]
    [InlineData("left,2026-02-01,", "pending,,", ConsentState.Left, 0)]
    public async Task A_later_file_moves_a_lead_only_as_far_as_it_may(string before, string after, ConsentState expected, long keptLeft)
    {
        await ImportAsync($"number,consent,since,terms\n+33600000001,{(before.Length == 0 ? ",," : before)}\n");

        var run = await ImportAsync($"number,consent,since,terms\n+33600000001,{after}\n");

        Assert.Equal((1, expected), Assert.Single(await StatesAsync()));
        Assert.Equal(keptLeft, run.Counts.KeptLeft);
    }

    [Fact]
    public async Task A_file_without_consent_columns_and_a_change_of_values_leave_the_consent_and_its_moment()
    {
        await ImportAsync("number,consent,since,terms\n+33600000001,left,2026-02-01,\n");
        await bench.ImportAsync("number,city\n+33600000001,Lyon\n", new() { Source = "b.csv", WorkingSet = "friends" });

        var run = await ImportAsync("number,consent,since,terms\n+33600000001,yes,2026-01-31,web\n");

        Assert.Equal((1, ConsentState.Left), Assert.Single(await StatesAsync()));
        Assert.Equal(1, run.Counts.KeptLeft);
    }

    [Fact]
    public async Task A_column_that_is_not_there_is_named()
    {
        var run = await bench.ImportAsync(
            "number,city\n+33600000001,Lyon\n", new() { Source = "a.csv", Consent = new("opt-in", null, null) });

        Assert.Equal((ImportState.Failed, "the file has no column \"opt-in\"; it has number, city"), (run.State, run.Error));
    }

    private Task<ImportRun> ImportAsync(string csv) => bench.ImportAsync(csv, new() { Source = "a.csv", Consent = Columns });

    private async Task<List<(int Lead, ConsentState State)>> StatesAsync()
    {
        var batch = new PageBatch();
        var page = new LeadPage();
        using var cipher = bench.NewCipher();
        await bench.Pages.ReadAsync(bench.List.Id, 0, 1, batch, TestContext.Current.CancellationToken);
        page.Open(cipher, bench.List.Id, batch[0]);
        return
        [
            .. Enumerable.Range(0, page.Count)
                .Select(i => ((int)(page.Number(i) - 33_600_000_000), (ConsentState)page.Flags(i).Consent)).Order(),
        ];
    }
}

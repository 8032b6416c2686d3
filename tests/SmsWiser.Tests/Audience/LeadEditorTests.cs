using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Testing;
using SmsWiser.Testing.Audience;
using SmsWiser.Testing.Chance;

namespace SmsWiser.Tests.Audience;

public sealed class LeadEditorTests
{
    private const ulong Ana = 33612345678, Bob = 33612345679, Eve = 33612345680;
    private readonly ManualTimeProvider time = new();
    private readonly AudienceBench bench;
    private readonly LeadEditor editor;

    public LeadEditorTests()
    {
        bench = new(time);
        editor = new(bench.Lists, bench.Pages, bench.Imports, bench.Importer, bench.Keys, new SeededRandom(5), time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lead_is_added_once()
    {
        await StartAsync();

        await editor.AddAsync(bench.List, Eve, Values(("CITY", " Nice "), ("spent", "7.50")), Token);
        var again = await Assert.ThrowsAsync<ImportException>(() => editor.AddAsync(bench.List, Eve, Values(), Token));

        Assert.Equal(ErrorCode.AlreadyExists, again.Code);
        Assert.Equal(3, bench.List.Leads);
        Assert.Contains((Eve, "city=Nice spent=7.5"), await bench.LeadsAsync());
    }

    [Fact]
    public async Task Values_are_changed_by_name_and_an_empty_one_is_taken_away()
    {
        await StartAsync();

        await editor.ChangeAsync(bench.List, Ana, Values(("city", ""), ("spent", "12")), newNumber: null, Token);

        Assert.Equal([(Ana, "spent=12"), (Bob, "city=Paris spent=2")], (await bench.LeadsAsync()).OrderBy(lead => lead.Number));
    }

    [Fact]
    public async Task A_lead_that_gets_another_number_keeps_its_place_and_the_number_must_be_free()
    {
        await StartAsync();
        var before = (await editor.FindAsync(bench.List, Ana, Token))!;

        var taken = await Assert.ThrowsAsync<ImportException>(() => editor.ChangeAsync(bench.List, Ana, Values(), Bob, Token));
        await editor.ChangeAsync(bench.List, Ana, Values(), Eve, Token);

        Assert.Equal(ErrorCode.AlreadyExists, taken.Code);
        Assert.Null(await editor.FindAsync(bench.List, Ana, Token));
        Assert.Equal(before.LeadNo, (await editor.FindAsync(bench.List, Eve, Token))!.LeadNo);
        Assert.Equal(2, bench.List.Leads);
    }

    [Fact]
    public async Task Flags_stay_with_other_values_and_go_with_the_number()
    {
        await bench.ImportAsync($"number,city\n+{Ana},Lyon\n");
        var flags = new LeadFlags(Live: true, Consent: 2, Zone: 30);

        var valued = await bench.WithFlagsAsync(
            bench.List, flags, bench.List, () => editor.ChangeAsync(bench.List, Ana, Values(("city", "Nice")), null, Token));
        var renumbered = await bench.WithFlagsAsync(
            bench.List, flags, bench.List, () => editor.ChangeAsync(bench.List, Ana, Values(), Eve, Token));

        Assert.Equal([flags], valued);
        Assert.Equal([LeadFlags.New], renumbered);
    }

    [Fact]
    public async Task The_place_of_a_removed_lead_stays_empty_for_good()
    {
        await StartAsync();
        var place = (await editor.FindAsync(bench.List, Ana, Token))!;

        await editor.RemoveAsync(bench.List, Ana, Token);
        await editor.AddAsync(bench.List, Eve, Values(), Token);
        await editor.AddAsync(bench.List, Ana, Values(), Token);

        Assert.Equal(3, bench.List.Leads);
        Assert.Equal(2u, (await editor.FindAsync(bench.List, Eve, Token))!.LeadNo);
        Assert.Equal(3u, (await editor.FindAsync(bench.List, Ana, Token))!.LeadNo);
        Assert.InRange(place.LeadNo, 0u, 1u);
    }

    [Fact]
    public async Task What_is_not_there_or_wrong_is_refused_by_its_code()
    {
        await StartAsync();

        var refusals = new List<(ErrorCode, string)>();
        foreach (var edit in new Func<Task>[]
        {
            () => editor.RemoveAsync(bench.List, Eve, Token),
            () => editor.ChangeAsync(bench.List, Eve, Values(), null, Token),
            () => editor.ChangeAsync(bench.List, Ana, Values(("town", "x")), null, Token),
            () => editor.ChangeAsync(bench.List, Ana, Values(("spent", "x")), null, Token),
        })
        {
            var refused = await Assert.ThrowsAsync<ImportException>(edit);
            refusals.Add((refused.Code, refused.Message));
        }

        Assert.Equal(
            [
                (ErrorCode.NotFound, "the list has no lead with this number"),
                (ErrorCode.NotFound, "the list has no lead with this number"),
                (ErrorCode.InvalidValue, "the list has no field 'town'; it has city, spent"),
                (ErrorCode.InvalidValue, "field spent: not a number such as 1234.5, of at most 28 digits"),
            ],
            refusals);
    }

    [Fact]
    public async Task A_page_that_others_change_is_tried_again_three_times_and_then_given_up()
    {
        await StartAsync();
        var (writes, isOther) = (0, false);
        bench.Pages.BeforeWrite = async _ =>
        {
            writes++;
            if (isOther || writes > 8)
                return;
            isOther = true;
            await editor.ChangeAsync(bench.List, Bob, Values(("spent", $"{writes}")), null, Token);
            isOther = false;
        };

        var refused = await Assert.ThrowsAsync<ImportException>(
            () => editor.ChangeAsync(bench.List, Ana, Values(("city", "Nice")), null, Token));
        var second = editor.ChangeAsync(bench.List, Ana, Values(("city", "Nice")), null, Token);
        await second;

        Assert.Equal(ErrorCode.Conflict, refused.Code);
        Assert.Contains((Ana, "city=Nice spent=1"), await bench.LeadsAsync());
    }

    [Fact]
    public async Task Numbers_of_a_file_are_removed_and_others_rejected()
    {
        await StartAsync();
        var run = await bench.ImportAsync(
            $"number,name\n+{Ana},x\n+{Eve},y\n+{Ana},z\n", new() { Source = "gone.csv", Mode = ImportMode.Remove });

        Assert.Equal(new ImportCounts(3, 0, 0, 0, 2) { Removed = 1 }, run.Counts);
        Assert.Equal([new(3, "", "not in the list"), new ImportError(4, "", "duplicate of row 2")], await bench.ErrorsAsync(run));
        Assert.Equal([(Bob, "city=Paris spent=2")], await bench.LeadsAsync());
        Assert.Equal(["city", "spent"], bench.List.Fields.Select(field => field.Name));
        Assert.Equal(1, bench.List.Leads);
    }

    [Fact]
    public async Task Every_change_counts_for_its_day()
    {
        await StartAsync();
        time.Advance(TimeSpan.FromDays(1));
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        await editor.AddAsync(bench.List, Eve, Values(), Token);
        await editor.ChangeAsync(bench.List, Eve, Values(("spent", "1")), null, Token);
        await editor.ChangeAsync(bench.List, Eve, Values(), 33612345681, Token);
        await editor.RemoveAsync(bench.List, Ana, Token);

        var growth = ListGrowth.Of(await bench.Lists.GrowthAsync(bench.List.Id, day, day, Token), day);

        Assert.Equal(2, growth.SizeAtStart);
        Assert.Equal([new GrowthDay(day, 1, 2, 1, 0, 2)], growth.Days);
        Assert.Equal(0.0, growth.Rate);
        Assert.Null(ListGrowth.Of([], day).Rate);
    }

    [Fact]
    public async Task A_number_of_leads_that_a_crash_left_wrong_is_put_right_by_the_next_import()
    {
        await StartAsync();
        bench.Lists.SetLeads(bench.List.Id, 40);

        await bench.ImportAsync($"number\n+{Eve}\n");

        Assert.Equal(3, bench.List.Leads);
    }

    private Task<ImportRun> StartAsync() => bench.ImportAsync($"number,city,spent\n+{Ana},Lyon,1\n+{Bob},Paris,2\n");

    private static Dictionary<string, string> Values(params (string Field, string Value)[] values) =>
        values.ToDictionary(value => value.Field, value => value.Value);
}

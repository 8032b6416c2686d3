using SmsWiser.Contracts.Compliance;
using SmsWiser.Core.Compliance;
using SmsWiser.Tests.Campaigns;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Compliance;

/// <summary>Opt-outs from the whole platform, through their grain.</summary>
public sealed class OptOutsGrainTests
{
    private const ulong First = 33_600_000_000;

    [Fact]
    public async Task A_platform_opt_out_binds_every_account_until_it_is_undone_and_other_scopes_stand()
    {
        await using var bench = await OpenAsync();
        var lists = new[] { await bench.AddListAsync(Owner, "A", First, 10), await bench.AddListAsync(Stranger, "B", First, 10) };
        await bench.List(lists[0]).OptOutAsync(Owner, "+33600000004", null);

        await Grain(bench).AddAsync("+33 6 00 00 00 04");
        Assert.Equal((9, 9), (await OpenLeadsAsync(bench, Owner, lists[0]), await OpenLeadsAsync(bench, Stranger, lists[1])));

        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await Grain(bench).RemoveAsync("+33600000004", " entered by mistake ");
        Assert.Equal((9, 10), (await OpenLeadsAsync(bench, Owner, lists[0]), await OpenLeadsAsync(bench, Stranger, lists[1])));
    }

    [Fact]
    public async Task X14_accounts_learn_nothing_of_it_but_an_opt_out()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "A", First, 10);
        await Grain(bench).AddAsync("+33600000004");
        await Grain(bench).AddAsync("+33600000004");

        var (campaign, _) = await bench.RunAsync(Owner, Spec(list));

        Assert.Equal(1, (await bench.Campaign(campaign).ReportAsync(Owner)).SuppressedBy["opted_out"]);
        Assert.Empty(await bench.Account(Owner).OptOutCountsAsync());
        Assert.Empty(await bench.List(list).OptOutCountsAsync(Owner));
        // What an account undoes is its own.
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.Account(Owner).OptInAsync(new() { Number = "+33600000004" });
        Assert.Equal(9, await OpenLeadsAsync(bench, Owner, list));
    }

    [Fact]
    public async Task An_import_takes_what_it_can_and_names_the_other_rows()
    {
        await using var bench = await OpenAsync();

        var faults = await Grain(bench).ImportAsync(
            [Row(2, "+33600000001"), Row(3, "abc"), Row(4, "0600000002"), Row(5, "+33600000001"), Row(6, "")], "FR");

        Assert.Equal([3L, 6L], faults.Select(fault => fault.Row));
        Assert.All(faults, fault => Assert.DoesNotContain("abc", fault.Reason, StringComparison.Ordinal));
        Assert.Equal(2, await bench.OptOuts.CountAsync(OptOutDomain.Platform, Token));
    }

    [Fact]
    public async Task What_cannot_be_is_refused()
    {
        await using var bench = await OpenAsync();
        var grain = Grain(bench);

        await RefusedAsync("invalid_value", () => grain.AddAsync("0600000002"));
        await RefusedAsync("invalid_value", () => grain.RemoveAsync("+33600000001", " "));
        await RefusedAsync("invalid_value", () => grain.RemoveAsync("+33600000001", new('r', 201)));
        await RefusedAsync("invalid_value", () => grain.ImportAsync([Row(1, "+33600000001")], "XX"));
        await RefusedAsync("invalid_value", () => grain.ImportAsync(
            [.. Enumerable.Range(1, IOptOutsGrain.MaxRows + 1).Select(row => Row(row, "+33600000001"))], null));
    }

    private static IOptOutsGrain Grain(ControlBench bench) => bench.Grain<IOptOutsGrain>("all");

    private static OptOutRow Row(long row, string number) => new() { Row = row, Number = number };

    private static async Task<long> OpenLeadsAsync(ControlBench bench, string account, string list)
    {
        var (campaign, _) = await bench.RunAsync(account, Spec(list));
        return (await bench.Campaign(campaign).ProgressAsync(account)).Totals.Open;
    }
}

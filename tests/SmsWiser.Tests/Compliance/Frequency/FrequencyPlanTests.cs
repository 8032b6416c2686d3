using SmsWiser.Core;
using SmsWiser.Contracts;
using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Contracts.Compliance;
using SmsWiser.Engine;
using SmsWiser.Engine.Compliance;
using SmsWiser.Tests.Campaigns;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Compliance.Frequency;

/// <summary>Planning leaves out who has had enough, and does not tell accounts that others wrote to a person.</summary>
public sealed class FrequencyPlanTests
{
    private const ulong French = 33_600_000_000;

    [Fact]
    public async Task Who_has_reached_the_platforms_cap_is_left_out_for_a_reason_that_does_not_tell()
    {
        await using var bench = await OpenAsync();
        await Platform(bench).SetCapsAsync(new() { PerDay = 1 });
        Written(bench, new(99), French, 4);
        var list = await bench.AddListAsync(Owner, "Own", French, 10);

        var (id, _) = await bench.RunAsync(Owner, Spec(list));

        var report = await bench.Campaign(id).ReportAsync(Owner);
        Assert.Equal([KeyValuePair.Create("not_eligible", 4L)], report.SuppressedBy);
        var (transactional, _) = await bench.RunAsync(Owner, Spec(list) with { Class = "transactional" });
        Assert.Empty((await bench.Campaign(transactional).ReportAsync(Owner)).SuppressedBy);
        bench.Time.Advance(TimeSpan.FromDays(1));
        var (later, _) = await bench.RunAsync(Owner, Spec(list));
        Assert.Empty((await bench.Campaign(later).ReportAsync(Owner)).SuppressedBy);
    }

    [Fact]
    public async Task The_accounts_own_cap_is_named_and_narrows_the_platforms()
    {
        await using var bench = await OpenAsync();
        var self = await bench.Accounts.FindAsync(Owner, Token);
        Assert.Equal((0, 2), Figures(await bench.Account(Owner).SetCapsAsync(new() { PerWeek = 2 })));
        Assert.Equal((0, 2), Figures(await bench.Account(Owner).CapsAsync()));
        Assert.Equal((0, 0), Figures(await bench.Account(Recipient).CapsAsync()));
        Written(bench, self!.Id, French, 3);
        Written(bench, self.Id, French, 2);
        var list = await bench.AddListAsync(Owner, "Own", French, 10);

        var (id, _) = await bench.RunAsync(Owner, Spec(list));

        Assert.Equal([KeyValuePair.Create("frequency_cap", 2L)], (await bench.Campaign(id).ReportAsync(Owner)).SuppressedBy);
    }

    [Fact]
    public async Task Over_shared_lists_caps_are_one_figure_with_all_that_tells_of_a_person()
    {
        await using var bench = await OpenAsync();
        await Platform(bench).SetCapsAsync(new() { PerDay = 1 });
        Written(bench, new(99), French, 200);
        await bench.Account(Recipient).SetCapsAsync(new() { PerDay = 1 });
        Written(bench, (await bench.Accounts.FindAsync(Recipient, Token))!.Id, French + 200, 137);
        var list = await bench.AddListAsync(Owner, "Shared", French, 500);
        await bench.ShareAsync(list);

        var (id, _) = await bench.RunAsync(Recipient, Spec(list));

        var report = await bench.Campaign(id).ReportAsync(Recipient);
        Assert.Equal([KeyValuePair.Create("not_eligible", "~340")], report.SharedSuppressedBy);
        Assert.Empty(report.SuppressedBy);
    }

    [Theory]
    [InlineData(-1, 0, "the caps are -1 a day and 0 a week; give 0 (none) to 100")]
    [InlineData(0, 101, "the caps are 0 a day and 101 a week; give 0 (none) to 100")]
    [InlineData(3, 2, "2 a week would never let 3 a day through; give as many a week at least")]
    public async Task Caps_that_cannot_be_kept_are_refused(int perDay, int perWeek, string message)
    {
        await using var bench = await OpenAsync();

        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => Platform(bench).SetCapsAsync(new() { PerDay = perDay, PerWeek = perWeek }));

        Assert.Equal(("invalid_value", message), (refused.Code, refused.Message));
    }

    private static (int PerDay, int PerWeek) Figures(CapsView view) => (view.PerDay, view.PerWeek);

    private static IPlatformGrain Platform(ControlBench bench) => bench.Host.Grains.GetGrain<IPlatformGrain>("all");

    private static CampaignSpec Spec(string list) => new()
    {
        Name = "Spring", Sender = "Shop", Template = "Hi", Class = "marketing", Targets = [new() { ListId = list }],
    };

    /// <summary>These numbers have had a message today.</summary>
    private static void Written(ControlBench bench, AccountId account, ulong first, int count)
    {
        using var tags = EngineServices.NumberTagsOf(bench.Keys);
        var now = bench.Time.GetUtcNow();
        for (var i = 0; i < count; i++)
            bench.Service<FrequencyBook>().Recover(account, (ulong)tags.NumberKey(first + (ulong)i), now, now);
    }
}

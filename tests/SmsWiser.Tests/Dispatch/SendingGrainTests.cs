using SmsWiser.Contracts.Dispatch;
using SmsWiser.Core;
using SmsWiser.Tests.Campaigns;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Dispatch;

/// <summary>Pauses by the operator, and what accounts and operators see of them.</summary>
public sealed class SendingGrainTests
{
    private const ulong French = 33_600_000_000;
    private static readonly PauseTarget Account = new() { ClientId = Owner };
    private static readonly PauseTarget Alpha = new() { Carrier = "alpha" };
    private static readonly PauseTarget All = new();

    [Fact]
    public async Task A_pause_is_in_the_store_before_the_dispatch_is_told_and_stands_until_it_is_resumed()
    {
        await using var bench = await OpenAsync();
        await AddCarrierAsync(bench);
        var start = bench.Time.GetUtcNow();

        var account = await bench.Sending.PauseAsync(Account, " unpaid ");
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.Sending.PauseAsync(Alpha, "late receipts");
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.Sending.PauseAsync(All, "storm");
        var again = await bench.Sending.PauseAsync(Account, "still unpaid");
        var listed = await bench.Sending.ListAsync();
        var left = await bench.Sending.ResumeAsync(Alpha);

        Assert.Equal(("account", Owner, start, "unpaid"), (account.Scope, account.Subject, account.Since, account.Reason));
        Assert.Equal((start, "still unpaid"), (again.Since, again.Reason));
        Assert.Equal(["account 0WNER001", "carrier alpha", "all "], listed.Select(pause => $"{pause.Scope} {pause.Subject}"));
        Assert.Equal(["account", "all"], left.Select(pause => pause.Scope));
        Assert.Equal(["apply pauses", "apply pauses", "apply pauses", "apply pauses", "apply pauses"], bench.Commands);
    }

    [Fact]
    public async Task What_is_not_there_or_cannot_be_is_refused()
    {
        await using var bench = await OpenAsync();

        await RefusedAsync("not_found", () => bench.Sending.PauseAsync(new() { ClientId = "N0B0DY22" }, "why"));
        await RefusedAsync("not_found", () => bench.Sending.PauseAsync(new() { Carrier = "gamma" }, "why"));
        await RefusedAsync("not_found", () => bench.Sending.ResumeAsync(new() { Carrier = "gamma" }));
        await RefusedAsync("invalid_value", () => bench.Sending.PauseAsync(new() { ClientId = Owner, Carrier = "alpha" }, "why"));
        await RefusedAsync("invalid_value", () => bench.Sending.PauseAsync(All, " "));
        await RefusedAsync("invalid_value", () => bench.Sending.PauseAsync(All, new string('x', 201)));

        Assert.Empty(bench.Commands);
        Assert.Empty(await bench.Sending.ListAsync());
    }

    [Fact]
    public async Task An_account_sees_what_holds_its_campaigns_and_since_when_but_not_which_carrier_and_why()
    {
        await using var bench = await OpenAsync();
        await AddCarrierAsync(bench);
        var list = await bench.AddListAsync(Owner, "Own", French, 10);
        var (id, sendout) = await bench.RunAsync(Owner, Spec(list));
        var draft = await bench.Account(Owner).CreateCampaignAsync(Spec(list));
        var others = await bench.AddListAsync(Recipient, "Others", French, 10);
        var (other, _) = await bench.RunAsync(Recipient, Spec(others));
        Assert.Null((await bench.Campaign(id).ProgressAsync(Owner)).PausedSince);

        var since = bench.Time.GetUtcNow();
        await bench.Sending.PauseAsync(Account, "unpaid");
        await bench.Sending.PauseAsync(Alpha, "late receipts");
        bench.Pauses.CarriersPaused[sendout.Id] = since;

        var held = new Dictionary<string, DateTimeOffset> { ["account"] = since, ["carrier"] = since };
        Assert.Equal(held, (await bench.Campaign(id).ProgressAsync(Owner)).PausedSince);
        Assert.Equal(held, (await bench.Campaign(id).GetAsync(Owner)).PausedSince);
        var listed = (await bench.Account(Owner).CampaignsAsync())[1];
        Assert.Equal("sending", listed.State);
        Assert.Equal(held, listed.PausedSince);
        Assert.Null((await bench.Campaign(draft).GetAsync(Owner)).PausedSince);
        Assert.Null((await bench.Campaign(other).ProgressAsync(Recipient)).PausedSince);

        await bench.Sending.PauseAsync(All, "storm");
        Assert.Equal(["all"], (await bench.Campaign(other).ProgressAsync(Recipient)).PausedSince!.Keys);
    }

    [Fact]
    public async Task A_pause_of_an_account_leaves_the_state_of_its_sendouts_alone()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Own", French, 10);
        var (id, _) = await bench.RunAsync(Owner, Spec(list));

        await bench.Campaign(id).PauseAsync(Owner);
        await bench.Sending.PauseAsync(Account, "unpaid");
        await bench.Sending.ResumeAsync(Account);

        Assert.Equal(("paused", "person"), ((await bench.Campaign(id).GetAsync(Owner)).State,
            (await bench.Campaign(id).GetAsync(Owner)).PauseReason));
    }

    [Fact]
    public async Task An_operator_sees_in_the_status_of_a_carrier_that_it_is_paused_since_when_and_why()
    {
        await using var bench = await OpenAsync();
        await AddCarrierAsync(bench);
        var since = bench.Time.GetUtcNow();

        await bench.Sending.PauseAsync(Alpha, "late receipts");

        var status = await bench.Carrier("alpha").StatusAsync();
        Assert.Equal((since, "late receipts"), (status.PausedSince, status.PauseReason));
        var listed = await bench.Routes.CarriersAsync();
        Assert.Equal(since, Assert.Single(listed).PausedSince);
    }

    private static Task AddCarrierAsync(ControlBench bench) => bench.Carriers.SaveAsync(
        new(new CarrierId(1), "alpha", "smsc", 2775, "shop", new byte[] { 1 }, "", 0, []), Token);
}

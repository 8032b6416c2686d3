using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Compliance;
using SmsWiser.Host.Time;
using SmsWiser.System.Tests.Demo;
using SmsWiser.System.Tests.Storage;

namespace SmsWiser.System.Tests.Dispatch;

/// <summary>Caps on the messages of a person, seen from the carrier.</summary>
public sealed class FrequencyTests
{
    private const long French = 33_610_000_000;

    [Fact]
    public async Task Two_sendouts_at_once_over_the_same_people_together_send_each_one_message()
    {
        const int leads = 4_000;
        await using var site = await SendingSite.OpenAsync(new() { ResponseDelay = TimeSpan.FromMilliseconds(5) });
        await CapAsync(site);
        await site.ConnectAsync(binds: 4, rate: 1_000);
        var list = await site.ImportAsync(SendingSite.Owner, French, leads);
        await site.ShareAsync(list);

        var first = await site.StartAsync(SendingSite.Owner, "FIRST", list);
        var second = await site.StartAsync(SendingSite.Recipient, "SECOND", list);
        var totals = (await site.FollowAsync(first), await site.FollowAsync(second));

        Assert.Equal((leads, leads), (totals.Item1.Planned, totals.Item2.Planned));
        var (one, two) = (site.Carrier.Source("FIRST").Received, site.Carrier.Source("SECOND").Received);
        Assert.Equal(leads, one + two);
        Assert.InRange(two, 1, leads - 1);
        var report = await site.Demo.Campaign(first).ReportAsync(SendingSite.Owner);
        Assert.Equal(leads - one, report.SuppressedBy["not_eligible"]);
    }

    [Fact]
    public async Task What_the_carrier_rejected_does_not_count()
    {
        const int leads = 400;
        await using var site = await SendingSite.OpenAsync(
            new() { FailureRatio = 0.5, FailureStatus = SmsWiser.Smpp.CommandStatus.InvalidDestinationAddress });
        await CapAsync(site);
        await site.ConnectAsync();
        var list = await site.ImportAsync(SendingSite.Owner, French, leads);

        var first = await site.FollowAsync(await site.StartAsync(SendingSite.Owner, "FIRST", list));
        var rejected = first.Outcomes[Core.Dispatch.Outcome.Rejected];
        var second = await site.FollowAsync(await site.StartAsync(SendingSite.Owner, "SECOND", list));

        Assert.InRange(rejected, 1, leads - 1);
        Assert.Equal(leads - rejected, second.Outcomes[Core.Dispatch.Outcome.Suppressed]);
    }

    [Fact]
    public async Task A_node_that_was_stopped_or_killed_goes_on_counting()
    {
        const int leads = 6_000;
        using var directory = new TemporaryDirectory();
        // The clock of the process that is killed: a day of messages is one by the node's clock.
        var clock = new LoopTime();
        await using var carrier = SendingSite.StartCarrier();
        await using (var site = await SendingSite.ReopenAsync(directory.Path, carrier, clock: clock))
            await CapAsync(site);
        using (var first = DemoProcess.Start(
            $"--no-story --template Sale --leads {leads} --rate 2000 --data {directory.Path} --smsc 127.0.0.1:{carrier.Port}"))
        {
            await first.UntilSubmittedAsync(1_000);
            await first.KillAsync();
        }
        await using (var site = await SendingSite.ReopenAsync(directory.Path, carrier, clock: clock))
        {
            var list = Assert.Single(await site.Demo.OwnerAccount.OwnListsAsync()).Id;
            await site.ConnectAsync(at: carrier);
            await site.FollowAsync(await site.StartAsync(SendingSite.Owner, "SECOND", list));
        }
        await using var again = await SendingSite.ReopenAsync(directory.Path, carrier, clock: clock);
        await again.ConnectAsync(at: carrier);
        var third = await again.StartAsync(
            SendingSite.Owner, "THIRD", Assert.Single(await again.Demo.OwnerAccount.OwnListsAsync()).Id);
        await again.FollowAsync(third);

        Assert.InRange(carrier.Snapshot().Submits, 1_000, leads);
        Assert.Equal(0, carrier.Source("THIRD").Received);
    }

    private static Task<CapsView> CapAsync(SendingSite site) =>
        site.Host.Grains.GetGrain<IPlatformGrain>("all").SetCapsAsync(new() { PerDay = 1, PerWeek = 5 });
}

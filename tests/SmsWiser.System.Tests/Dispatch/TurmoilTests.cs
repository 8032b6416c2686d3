using SmsWiser.Contracts;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Host.Demo;
using SmsWiser.Smpp;
using SmsWiser.Smsc;

namespace SmsWiser.System.Tests.Dispatch;

/// <summary>Everything at once: two carriers that throttle, refuse, fall silent and cut, and people who pause, cancel, stop and take
/// carriers down; one account pays for its parts. One seed a case; with SMSWISER_LONG set, many more.</summary>
public sealed class TurmoilTests
{
    private const int Leads = 2_500;
    private const long French = 33_610_000_000;
    private const int Steps = 25;

    private static readonly DispatchOptions Quick = new()
    {
        RetryDelay = TimeSpan.FromMilliseconds(20),
        ResponseTimeout = TimeSpan.FromMilliseconds(300),
        ParkTime = TimeSpan.FromMilliseconds(100),
    };

    public static TheoryData<int> Seeds { get; } =
        [.. Enumerable.Range(1, Environment.GetEnvironmentVariable("SMSWISER_LONG") is null ? 3 : 100)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_lead_ends_in_one_outcome_and_no_part_is_accepted_twice(int seed)
    {
        var harsh = new SmscOptions
        {
            ResponseDelay = TimeSpan.FromMilliseconds(2), DisconnectAfter = 1_500, DropEvery = 211, FailureRatio = 0.05,
            FailureStatus = CommandStatus.SystemError, UndeliveredRatio = 0.1, Seed = seed,
        };
        var mild = harsh with { DisconnectAfter = 0, ThrottleRate = 3_000, ReceiptBeforeResponse = true };
        await using var site = await SendingSite.OpenAsync(
            new() { BySystemId = new Dictionary<string, SmscOptions> { [SendingSite.Alpha] = harsh, [SendingSite.Beta] = mild } }, Quick);
        await ConnectAsync(site);
        await site.BillAsync(SendingSite.Recipient, paid: 1_000_000_000, price: 40_000, SendingSite.Alpha, SendingSite.Beta);
        var shared = await site.ImportAsync(SendingSite.Owner, French, Leads);
        var own = await site.ImportAsync(SendingSite.Recipient, French + Leads, Leads);
        var share = await site.ShareAsync(shared);
        (string Account, string Id)[] campaigns =
        [
            (SendingSite.Owner, await site.StartAsync(SendingSite.Owner, "OWNER", shared)),
            (SendingSite.Recipient, await site.StartAsync(SendingSite.Recipient, "BOTH", shared, own)),
            (SendingSite.Recipient, await site.StartAsync(SendingSite.Recipient, "OWN", own)),
        ];

        var stopped = await DisturbAsync(site, share, campaigns, new Random(seed));

        foreach (var (account, campaign) in campaigns)
            await TryAsync(() => site.Demo.Campaign(campaign).ResumeAsync(account));
        await ConnectAsync(site);
        foreach (var (_, campaign) in campaigns)
        {
            var totals = await site.FollowAsync(campaign);
            var state = (await DemoTotals.LatestAsync(site.Host, campaign, TestContext.Current.CancellationToken)).State;
            Assert.True(totals.Outcomes[Outcome.Open] == 0, $"{campaign} is {state}, {SendingSite.Line(totals)}");
        }
        var seen = site.Carrier.Snapshot();
        Assert.Empty(site.Carrier.Faults);
        Assert.Equal((0, seen.Accepted), (seen.Duplicates, seen.DistinctParts));
        Assert.Equal(stopped, await RevokedAsync(site, campaigns[1].Id));
        Assert.Null(await site.Host.Store.Audit.RunAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, (await site.Demo.RecipientAccount.BalanceAsync()).HeldMicros);
    }

    /// <summary>Disturbs in the order of the seed; returns what the stop of the share withheld, 0 without one.</summary>
    private static async Task<long> DisturbAsync(SendingSite site, string share, (string Account, string Id)[] campaigns, Random random)
    {
        var withheld = 0L;
        for (var step = 0; step < Steps; step++)
        {
            var (account, campaign) = campaigns[random.Next(campaigns.Length)];
            var grain = site.Demo.Campaign(campaign);
            var goal = site.Submitted + random.Next(150);
            switch (random.Next(12))
            {
                case < 3:
                    await TryAsync(() => grain.PauseAsync(account));
                    break;
                case < 7:
                    await TryAsync(() => grain.ResumeAsync(account));
                    break;
                case 7:
                    await site.Demo.Carrier(SendingSite.Beta).DisconnectAsync();
                    break;
                case 8 or 9:
                    await ConnectAsync(site);
                    break;
                case 10 when step > Steps / 2:
                    withheld = (await site.Demo.Share(share).StopAsync(SendingSite.Owner, $"stop {step}")).Withheld;
                    break;
                case 11 when step > Steps / 2 && campaign == campaigns[2].Id:
                    await TryAsync(() => grain.CancelAsync(account));
                    break;
            }
            await FollowBrieflyAsync(site, campaign, () => site.Submitted >= goal);
        }
        return withheld;
    }

    private static async Task ConnectAsync(SendingSite site)
    {
        await TryAsync(() => site.ConnectAsync(SendingSite.Alpha, binds: 2, window: 20));
        await TryAsync(() => site.ConnectAsync(SendingSite.Beta, binds: 2, window: 20));
    }

    /// <summary>Looks at a campaign until a condition holds, it has ended, or nothing has moved for ten looks.</summary>
    private static async Task FollowBrieflyAsync(SendingSite site, string campaign, Func<bool> condition)
    {
        using var enough = new CancellationTokenSource();
        var looks = 0;
        var run = new DemoRun(site.Demo, campaign, TimeSpan.Zero)
        {
            OnLook = _ => condition() || ++looks == 10 ? enough.CancelAsync() : Task.CompletedTask,
        };
        try
        {
            await run.FollowAsync(enough.Token);
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            // Enough was seen.
        }
    }

    /// <summary>What is refused for the state that things are in is a step that does nothing.</summary>
    private static async Task TryAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (RefusedException refused)
        {
            Assert.True(refused.Code is "wrong_state" or "carrier_unavailable", refused.ToString());
        }
    }

    private static async Task<long> RevokedAsync(SendingSite site, string campaign) =>
        (await DemoTotals.FoldAsync(site.Host, campaign, TestContext.Current.CancellationToken)).Outcomes[Outcome.Revoked];
}

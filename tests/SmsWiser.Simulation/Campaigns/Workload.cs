using SmsWiser.Contracts;
using SmsWiser.Contracts.Shares;
using SmsWiser.Core.Campaigns;
using SmsWiser.Simulation.Carriers;
using SmsWiser.Simulation.Chance;

namespace SmsWiser.Simulation.Campaigns;

/// <summary>Campaign, share, stop: people and carriers do what chance says, many of them at the same time; then all is mended, and what is
/// unfinished must finish.</summary>
internal sealed class Workload(World world, Node node)
{
    private static readonly TimeSpan LongestFinish = TimeSpan.FromHours(1);
    private static readonly string[] Refusals = ["wrong_state", "carrier_unavailable", "share_not_active"];

    private readonly Dice people = new(world.Seed, Dice.Stream.Workload);
    private readonly Dice faults = new(world.Seed, Dice.Stream.Faults);
    private readonly List<Task> doings = [];
    private int persons;

    public Site Site { get; } = new(world, node, new(world.Seed + 1, Dice.Stream.Workload));

    /// <summary>Receipts of the stops that were asked for.</summary>
    public List<StopReceipt> Stops { get; } = [];

    public async Task RunAsync()
    {
        await Site.OpenAsync();
        Do(() => Site.StartAsync(Site.Campaigns[0]));
        Do(() => Site.StartAsync(Site.Campaigns[1]));
        Provoke();
        for (var steps = people.Between(15, 40); steps > 0; steps--)
        {
            Act();
            if (faults.Happens(0.6))
                Disturb();
            await PassAsync(TimeSpan.FromMilliseconds(people.Happens(0.3) ? people.Below(200) : people.Below(15_000)));
        }
        Mend();
        world.Judge.EndWaiting();
        await Task.WhenAll(doings);
        await FinishAsync();
    }

    /// <summary>Pauses and stops while parts flow, by the count of those that have arrived; a stop perhaps just when the network stands
    /// still.</summary>
    private void Provoke()
    {
        foreach (var campaign in Site.Campaigns.Take(2))
        {
            var count = people.Between(1, 100);
            Do(async () =>
            {
                await world.Judge.WhenAsync(campaign.Sender, count);
                await Site.Campaign(campaign).PauseAsync(campaign.Account);
                await PassAsync(people.UpTo(3_000));
                await Site.Campaign(campaign).ResumeAsync(campaign.Account);
            });
        }
        var (before, stuck) = (people.Between(1, 300), faults.Happens(0.4));
        Do(async () =>
        {
            await world.Judge.WhenAsync("BOTH", before);
            foreach (var carrier in world.Carriers.Values.Where(_ => stuck))
                carrier.Weather.StuckUntil = world.Schedule.Time.GetTimestamp() + TimeSpan.FromSeconds(3).Ticks;
            await PassAsync(people.UpTo(200));
            Stop("provoked");
        });
    }

    private void Act()
    {
        var campaign = Site.Campaigns[people.Below(Site.Campaigns.Count)];
        var grain = Site.Campaign(campaign);
        var carrier = Site.Carrier(people.Happens(0.5) ? "alpha" : "beta");
        switch (people.Below(16))
        {
            case < 4:
                Do(() => grain.PauseAsync(campaign.Account));
                break;
            case < 9:
                Do(() => grain.ResumeAsync(campaign.Account));
                break;
            case 9:
                Do(() => carrier.DisconnectAsync());
                break;
            case 10:
                Do(() => carrier.ConnectAsync());
                break;
            case 11 or 12 when !campaign.IsStarted:
                Do(() => Site.StartAsync(campaign));
                break;
            case 13 when campaign.Sender is "OWN" or "LATE":
                Do(() => grain.CancelAsync(campaign.Account));
                break;
            case 15:
                Stop($"stop {people.Below(3)}");
                if (people.Happens(0.3))
                    Stop("again");
                break;
        }
    }

    private void Stop(string opId) => Do(async () => Stops.Add(await Site.Grant.StopAsync(Site.Owner, opId)));

    private void Disturb()
    {
        var carrier = world.Carriers[faults.Happens(0.5) ? "alpha" : "beta"];
        switch (faults.Below(8))
        {
            case 0:
                carrier.CutOne(faults);
                break;
            case 1:
                carrier.Mood = carrier.Mood with { IsDown = true };
                carrier.CutAll();
                break;
            case 2:
                carrier.Weather.StuckUntil = world.Schedule.Time.GetTimestamp() + TimeSpan.FromSeconds(faults.Between(1, 8)).Ticks;
                break;
            case 3:
                carrier.Weather.JitterMilliseconds = faults.Between(1, 600);
                carrier.Weather.Cuts = faults.Below(100) / 100.0;
                break;
            case 4:
                carrier.Mood = new() { ResponseMilliseconds = faults.Between(1, 4_000), ReceiptMilliseconds = faults.Between(1, 20_000) };
                break;
            case 5:
                carrier.Mood = new() { ThrottleRate = faults.Between(5, 40), Passing = 0.1 };
                break;
            case 6:
                carrier.Mood = new() { Silent = 0.05, ForGood = 0.05, Undelivered = 0.2 };
                break;
            case 7:
                (world.StoreWeather.Down, world.StoreWeather.AnswersLost) = (faults.Below(10) / 100.0, faults.Below(10) / 100.0);
                world.StoreWeather.DelayMilliseconds = faults.Between(1, 60);
                break;
        }
    }

    private void Mend()
    {
        foreach (var carrier in world.Carriers.Values)
        {
            carrier.Mood = new CarrierMood();
            carrier.Weather.JitterMilliseconds = 20;
        }
        (world.StoreWeather.Down, world.StoreWeather.AnswersLost, world.StoreWeather.DelayMilliseconds) = (0, 0, 4);
    }

    private async Task FinishAsync()
    {
        foreach (var name in world.Carriers.Keys)
            await TryAsync(() => Site.Carrier(name).ConnectAsync());
        foreach (var campaign in Site.Campaigns)
            await TryAsync(() => Site.Campaign(campaign).ResumeAsync(campaign.Account));
        if (world.IsEvening)
            await CancelHeldAsync();
        var deadline = world.Schedule.Time.GetTimestamp() + LongestFinish.Ticks;
        while (await UnfinishedAsync() is { } unfinished)
        {
            if (world.Schedule.Failures.Count > 0)
                return;
            if (world.Schedule.Time.GetTimestamp() > deadline)
            {
                world.Judge.Violated($"not finished after {LongestFinish}: {unfinished}");
                return;
            }
            await PassAsync(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>The day is over for the leads that are left: nobody waits for the next one here.</summary>
    private async Task CancelHeldAsync()
    {
        var left = World.Closing - world.Schedule.Time.GetUtcNow();
        if (left > TimeSpan.Zero)
            await PassAsync(left + TimeSpan.FromSeconds(20));
        foreach (var campaign in Site.Campaigns.Where(campaign => campaign.IsStarted))
            await TryAsync(() => Site.Campaign(campaign).CancelAsync(campaign.Account));
    }

    /// <summary>What is still to be done, or null.</summary>
    private async Task<string?> UnfinishedAsync()
    {
        foreach (var campaign in Site.Campaigns.Where(campaign => campaign.IsStarted))
        {
            if (await Verdict.LatestAsync(node, campaign) is { State: < SendoutState.Sent } sendout)
                return $"campaign {campaign.Sender} is {sendout.State}";
        }
        var pending = world.Carriers.Values.Sum(carrier => carrier.PendingReceipts);
        return pending > 0 ? $"{pending} receipts wait" : null;
    }

    /// <summary>Somebody does something, in a lane of its own, and does not wait for the others.</summary>
    private void Do(Func<Task> doing) => doings.Add(world.Schedule.Start($"person {++persons}", () => TryAsync(doing)));

    /// <summary>What is refused for the state that things are in is a step that does nothing.</summary>
    private static async Task TryAsync(Func<Task> doing)
    {
        try
        {
            await doing();
        }
        catch (RefusedException refused) when (Refusals.Contains(refused.Code))
        {
            // As expected now and then.
        }
    }

    private Task PassAsync(TimeSpan time) => Task.Delay(time, world.Schedule.Time);
}

using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Campaigns;

namespace SmsWiser.Engine.Dispatch;

/// <summary>The sendouts in motion on this node and whose turn it is: transactional ones first, then the account that waited longest.
/// Dispatcher loop only.</summary>
internal sealed class ActiveRuns(
    ISendoutStore sendouts, ICampaignStore campaigns, IAccountStore accounts, DispatchOptions options, TimeProvider time)
{
    private readonly List<SendoutRun> runs = [];
    private readonly Dictionary<AccountId, long> served = [];
    private long serves;
    private long polledAt;

    public SendoutRun? Find(SendoutId id) => runs.Find(run => run.Id == id);

    public void Add(SendoutRun run) => runs.Add(run);

    /// <summary>Takes a sendout in that the store says is sending or paused; one that is here already is asked for anew.</summary>
    public async Task OpenAsync(SendoutId id)
    {
        if (Find(id) is { } known)
        {
            known.Exhausted.Clear();
            known.RestsUntil = 0;
            return;
        }
        if (await sendouts.FindAsync(id, default) is not { State: SendoutState.Sending or SendoutState.Paused } sendout)
            return;
        var campaign = await campaigns.FindAsync(sendout.Campaign, default)
            ?? throw new InvalidOperationException(
                $"sendout {id.Value} names campaign {sendout.Campaign.Value}, which is not in the store");
        var run = new SendoutRun(sendout, campaign, await accounts.HoursAsync(sendout.Account, default));
        if (sendout.State == SendoutState.Paused)
            run.Word.Close();
        runs.Add(run);
    }

    /// <summary>Reads an account's own hours again.</summary>
    public async Task ReloadHoursAsync(AccountId account)
    {
        var hours = await accounts.HoursAsync(account, default);
        foreach (var run in runs)
        {
            if (run.Account == account)
                run.UseHours(hours);
        }
    }

    /// <summary>The sendout to claim from next on any of these routes, or null when none may have work.</summary>
    public SendoutRun? Next(List<RouteId> routes)
    {
        SendoutRun? best = null;
        foreach (var run in runs)
        {
            if (run.IsOver || !run.Word.IsOpen || routes.TrueForAll(run.Exhausted.Contains))
                continue;
            if (best is null || Order(run).CompareTo(Order(best)) < 0)
                best = run;
        }
        if (best is not null)
            best.LastServed = served[best.Account] = ++serves;
        return best;
    }

    /// <summary>Whether any sendout may have work on a route.</summary>
    public bool MayHaveWork(RouteId route)
    {
        foreach (var run in runs)
        {
            if (!run.IsOver && run.Word.IsOpen && !run.Exhausted.Contains(route))
                return true;
        }
        return false;
    }

    /// <summary>Every so often: lets go of sendouts that have ended, and asks again for those that had nothing left.</summary>
    public async Task PollAsync()
    {
        var now = time.GetTimestamp();
        if (time.GetElapsedTime(polledAt, now) < options.Poll)
            return;
        polledAt = now;
        var today = time.GetUtcNow();
        for (var i = runs.Count - 1; i >= 0; i--)
        {
            var run = runs[i];
            run.IsOver = run.ClosesAt <= today;
            if (run is { Exhausted.Count: 0, IsOver: false, Word.IsOpen: true } || (run.RestsUntil > now && !run.IsOver))
                continue;
            var state = (await sendouts.FindAsync(run.Id, default))?.State;
            // A cancel that the store has taken is still on its way here: its chunks are yet to be taken back from the binds.
            if (state is SendoutState.Sending or SendoutState.Paused || (state is SendoutState.Cancelled && !run.IsCancelled))
                run.Exhausted.Clear();
            else
                runs.RemoveAt(i);
        }
    }

    private (int Lane, long Account, long Run) Order(SendoutRun run) =>
        (run.Class == TrafficClass.Transactional ? 0 : 1, served.GetValueOrDefault(run.Account), run.LastServed);
}

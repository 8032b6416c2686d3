using System.Collections.Concurrent;
using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Ledger;

namespace SmsWiser.Engine.Dispatch;

/// <summary>A sendout in motion on this node.</summary>
/// <param name="sendout">The sendout.</param>
/// <param name="campaign">Its campaign.</param>
/// <param name="hours">The account's own hours, or null.</param>
internal sealed class SendoutRun(Sendout sendout, Campaign campaign, QuietPolicy? hours)
{
    private readonly ConcurrentDictionary<int, ChunkBoard> boards = [];
    private readonly Dictionary<GrantId, SendoutTotals> totals = [];
    private readonly Dictionary<long, SendoutCharges> charges = [];
    private readonly Lock guard = new();

    public SendoutId Id { get; } = sendout.Id;

    public AccountId Account { get; } = sendout.Account;

    public TrafficClass Class { get; } = sendout.Class;

    public Campaign Campaign { get; } = campaign;

    /// <summary>Asked again for each lead when it is prepared. Dispatcher loop.</summary>
    public Eligibility Eligibility { get; private set; } = new(EligibilityTerms.Of(campaign, hours));

    /// <summary>Shut while paused and after a cancel.</summary>
    public GateWord Word { get; } = new();

    /// <summary>True once cancelled: what is held back ends as cancelled instead of waiting. Written before the word is shut.</summary>
    public bool IsCancelled { get; set; }

    /// <summary>Routes of which the store had nothing more to claim. Dispatcher loop.</summary>
    public HashSet<RouteId> Exhausted { get; } = [];

    /// <summary>From this moment on nothing of it is submitted, UTC.</summary>
    public DateTimeOffset ClosesAt { get; } = sendout.ClosesAt;

    /// <summary>True once <see cref="ClosesAt"/> is seen to have passed: nothing more is claimed. Dispatcher loop.</summary>
    public bool IsOver { get; set; }

    /// <summary>Timestamp up to which the store is not asked again: all that it has is held. Dispatcher loop.</summary>
    public long RestsUntil { get; set; }

    /// <summary>When it was last served, as a count of claims. Dispatcher loop.</summary>
    public long LastServed { get; set; }

    /// <summary>From the next chunk prepared on other hours of the account hold. Dispatcher loop.</summary>
    public void UseHours(QuietPolicy? changed) => Eligibility = new(EligibilityTerms.Of(Campaign, changed));

    public ChunkBoard? Board(int no) => boards.GetValueOrDefault(no);

    public void Remember(ChunkBoard board) => boards[board.Key.No] = board;

    public void Forget(int no) => boards.TryRemove(no, out _);

    /// <summary>The counters of one grant's leads in this sendout.</summary>
    public SendoutTotals Totals(GrantId grant)
    {
        lock (guard)
        {
            if (!totals.TryGetValue(grant, out var known))
                totals.Add(grant, known = new(Id, grant));
            return known;
        }
    }

    /// <summary>What is charged at a price; null for unbilled chunks.</summary>
    public SendoutCharges? Charges(long priceMicros)
    {
        if (priceMicros == 0)
            return null;
        lock (guard)
        {
            if (!charges.TryGetValue(priceMicros, out var known))
                charges.Add(priceMicros, known = new(Id, priceMicros));
            return known;
        }
    }
}

/// <summary>Change of the counters of one (sendout, grant) since the last flush. Journal loop only.</summary>
internal sealed class SendoutTotals(SendoutId sendout, GrantId grant)
{
    private OutcomeCounts outcomes = new();
    private long parts;

    public bool IsDirty { get; private set; }

    public void Move(Outcome from, Outcome to)
    {
        outcomes[from]--;
        outcomes[to]++;
        IsDirty = true;
    }

    public void AddPart()
    {
        parts++;
        IsDirty = true;
    }

    /// <summary>Takes the change out, for a flush.</summary>
    public SendoutCounter Take()
    {
        var taken = new SendoutCounter(sendout, grant, 0, outcomes, parts);
        outcomes = new();
        parts = 0;
        IsDirty = false;
        return taken;
    }
}

using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Compliance;

namespace SmsWiser.Engine.Dispatch;

/// <summary>A word that the bind writers check in the send section. Any thread.</summary>
internal sealed class GateWord
{
    private int closed;

    public bool IsOpen => Volatile.Read(ref closed) == 0;

    public void Close() => Interlocked.Exchange(ref closed, 1);

    public void Open() => Interlocked.Exchange(ref closed, 0);
}

/// <summary>What the parts of a chunk rely on: one epoch of one share grant, or nothing (own lists). One object per authority on a
/// node.</summary>
internal sealed class Authority(GrantId grant, int epoch)
{
    private long onWire;

    public GrantId Grant { get; } = grant;

    public int Epoch { get; } = epoch;

    public GateWord Word { get; } = new();

    /// <summary>Parts relying on it that were handed to a socket, earlier lives of the node included.</summary>
    public long OnWire => Volatile.Read(ref onWire);

    /// <summary>Called in the send section, once per run of parts.</summary>
    public void AddOnWire(long parts) => Interlocked.Add(ref onWire, parts);
}

/// <summary>The node's gate: which shares, sendouts, accounts and carriers may go on the wire. Flips come after the store has committed
/// them, in commit order. A writer compares <see cref="Changes"/> with what its chunk was last checked at and reads the words only when it
/// moved. Any thread.</summary>
internal sealed class Gate
{
    /// <summary>Opt-outs kept in memory (64 MB when full). When full: the older half is forgotten, and what was checked before it is
    /// checked again in the store.</summary>
    private const int MaxRecentOptOuts = 4_000_000;

    private readonly Lock guard = new();
    private readonly Dictionary<(GrantId Grant, int Epoch), Authority> authorities = [];
    private readonly Dictionary<GrantId, int> stoppedThrough = [];
    private readonly Dictionary<(PauseScope Scope, long Subject), GateWord> pauses = [];
    private long changes;

    /// <summary>Goes up with every flip and with every batch of opt-outs.</summary>
    public long Changes => Volatile.Read(ref changes);

    /// <summary>Opt-outs of late.</summary>
    public RecentOptOuts OptOuts { get; } = new(MaxRecentOptOuts);

    /// <summary>The node's read position of the gate log.</summary>
    public long Position
    {
        get
        {
            lock (guard)
                return OptOuts.Position;
        }
    }

    /// <summary>Sets where the node begins to know the log.</summary>
    public void BeginAt(long position)
    {
        lock (guard)
            OptOuts.Begin(position);
    }

    /// <summary>Takes entries of the log, ascending; those taken before are passed over.</summary>
    public void Apply(IReadOnlyList<GateEntry> entries)
    {
        var hasOptOuts = false;
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            lock (guard)
            {
                if (entry.Position <= OptOuts.Position)
                    continue;
                if (entry.Kind == GateKind.OptOutsChanged)
                    OptOuts.Apply(entry.Position, entry.Detail.Span);
                else
                    OptOuts.Pass(entry.Position);
                // In here, for a pause and its end must not change places.
                if (entry.Kind is GateKind.SendingPaused or GateKind.SendingResumed)
                    SetPause((PauseScope)entry.Epoch, entry.Subject, isPaused: entry.Kind == GateKind.SendingPaused);
            }
            hasOptOuts |= entry.Kind == GateKind.OptOutsChanged;
            if (entry.Kind == GateKind.ShareStopped)
                StopShare(new(entry.Subject), entry.Epoch);
        }
        if (hasOptOuts)
            Interlocked.Increment(ref changes);
    }

    /// <summary>Sets what an operator has paused, or has not, as the log or the store says.</summary>
    public void SetPause(PauseScope scope, long subject, bool isPaused)
    {
        lock (guard)
        {
            var word = PauseWord(scope, subject);
            if (isPaused)
                word.Close();
            else
                word.Open();
        }
        Interlocked.Increment(ref changes);
    }

    /// <summary>Shut while an operator has paused the carrier.</summary>
    public GateWord Carrier(CarrierId carrier)
    {
        lock (guard)
            return PauseWord(PauseScope.Carrier, carrier.Value);
    }

    /// <summary>The words that are shut while an operator has paused what an account sends of a class.</summary>
    public GateWord[] Traffic(AccountId account, TrafficClass traffic)
    {
        if (traffic == TrafficClass.Reply)
            return [];
        lock (guard)
            return [PauseWord(PauseScope.All, 0), PauseWord(PauseScope.Account, account.Value)];
    }

    /// <summary>The authority of an epoch. It is born closed when the node has seen a stop of that epoch: a chunk claimed before the stop
    /// may be handed out after it.</summary>
    public Authority Authority(GrantId grant, int epoch)
    {
        lock (guard)
        {
            if (authorities.TryGetValue((grant, epoch), out var known))
                return known;
            var authority = new Authority(grant, epoch);
            if (stoppedThrough.TryGetValue(grant, out var stopped) && epoch <= stopped)
                authority.Word.Close();
            authorities.Add((grant, epoch), authority);
            return authority;
        }
    }

    /// <summary>Shuts every epoch of a grant up to this one. Idempotent.</summary>
    public void StopShare(GrantId grant, int epoch)
    {
        lock (guard)
        {
            stoppedThrough[grant] = Math.Max(epoch, stoppedThrough.GetValueOrDefault(grant));
            foreach (var authority in authorities.Values)
            {
                if (authority.Grant == grant && authority.Epoch <= epoch)
                    authority.Word.Close();
            }
        }
        Interlocked.Increment(ref changes);
    }

    /// <summary>Shuts a sendout (pause, cancel).</summary>
    public void Close(GateWord sendout)
    {
        sendout.Close();
        Interlocked.Increment(ref changes);
    }

    /// <summary>Opens a sendout again (resume). A chunk held back is prepared anew, so no writer needs to notice.</summary>
    public void Open(GateWord sendout)
    {
        sendout.Open();
        Interlocked.Increment(ref changes);
    }

    private GateWord PauseWord(PauseScope scope, long subject)
    {
        if (!pauses.TryGetValue((scope, subject), out var word))
            pauses.Add((scope, subject), word = new());
        return word;
    }
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Dispatch;

namespace SmsWiser.Engine.Compliance;

/// <summary>A lead that has its outcome.</summary>
/// <param name="Board">Its chunk.</param>
/// <param name="Index">Its place there.</param>
/// <param name="IsSent">True when a carrier took a part of it, or may have.</param>
internal readonly record struct SettledLead(ChunkBoard Board, byte Index, bool IsSent);

/// <summary>How many marketing messages people had in a week, by account and over all, as far as a cap is set: in flight from the moment a
/// lead is prepared, then, when a carrier took it or may have, counted on the day of its outcome. Two sendouts at once over the same people
/// so never exceed a cap together. Runs of what is counted are taken out for the journal to store. Any thread.</summary>
internal sealed class FrequencyBook
{
    /// <summary>Stands for the platform in the place of an account.</summary>
    public static readonly AccountId Platform = new(0);

    private const int KeysPerRun = 1 << 15;
    private const int SecondsPerDay = 86_400;
    private const int PooledArrays = 1_024;
    private static readonly TimeSpan RunAge = TimeSpan.FromSeconds(60);

    private readonly Lock guard = new();
    private readonly Dictionary<AccountId, Scope> scopes = [];
    private readonly Stack<ulong[]> pool = [];
    private Dictionary<(AccountId Account, int Day), List<ulong>> pending = [];
    private Dictionary<(AccountId Account, int Day), List<ulong>> writing = [];
    private int pendingKeys;
    private DateTimeOffset pendingSince;
    private long taken;
    private long confirmed;
    private volatile bool isOn;

    /// <summary>True once a cap was set in this life of the node; until then nothing is counted.</summary>
    public bool IsOn => isOn;

    /// <summary>The day of a moment, in days since 1970, UTC.</summary>
    public static int DayOf(DateTimeOffset at) => (int)(at.ToUnixTimeSeconds() / SecondsPerDay);

    /// <summary>Goes on behind the runs in the store. Once, before anything is counted.</summary>
    public void Begin(long lastRun) => taken = confirmed = lastRun;

    /// <summary>Sets a cap. One that is none goes on counting until the node ends.</summary>
    /// <returns>The last run to be loaded when the scope is new, else null.</returns>
    public long? Use(AccountId account, FrequencyCap cap, int today)
    {
        lock (guard)
        {
            if (scopes.TryGetValue(account, out var known))
            {
                known.Cap = cap;
                return null;
            }
            if (cap.IsNone)
                return null;
            var scope = new Scope(new(today, expected: 0)) { Cap = cap };
            scopes.Add(account, scope);
            isOn = true;
            // What is not yet in a committed run is nowhere else.
            foreach (var ((sender, day), keys) in writing.Concat(pending))
            {
                if (account == Platform || account == sender)
                    keys.ForEach(key => scope.Table.Count(key, day));
            }
            return confirmed;
        }
    }

    /// <summary>Adds a stored run to a new scope.</summary>
    public void Load(AccountId account, FrequencyRun run)
    {
        lock (guard)
        {
            foreach (var key in MemoryMarshal.Cast<byte, ulong>(run.Keys.Span))
                scopes[account].Table.Count(BitConverter.IsLittleEndian ? key : BinaryPrimitives.ReverseEndianness(key), run.Day);
        }
    }

    /// <summary>True when what an account sends is counted.</summary>
    public bool Counts(AccountId account)
    {
        lock (guard)
            return scopes.ContainsKey(Platform) || scopes.ContainsKey(account);
    }

    /// <summary>Which people have reached a cap, for a plan.</summary>
    /// <param name="account">Who sends.</param>
    /// <param name="keys">Their number keys.</param>
    /// <param name="day">Today.</param>
    /// <param name="reached">One per key.</param>
    public void Find(AccountId account, ReadOnlySpan<ulong> keys, int day, Span<SuppressionReason?> reached)
    {
        lock (guard)
        {
            var (own, all) = (scopes.GetValueOrDefault(account), scopes.GetValueOrDefault(Platform));
            own?.Table.Begin(day);
            all?.Table.Begin(day);
            for (var i = 0; i < keys.Length; i++)
                reached[i] = Find(own, all, keys[i]);
        }
    }

    /// <summary>Reserves a message for a lead that is about to be sent, unless its person has reached a cap. A lead that has its message
    /// reserved keeps it. Dispatcher loop.</summary>
    /// <returns>The cap reached, or null.</returns>
    public SuppressionReason? TryReserve(ChunkBoard board, byte index, ulong key, int day)
    {
        lock (guard)
        {
            if (board.Reserved is { } held && held[index] != 0)
                return null;
            var (own, all) = (scopes.GetValueOrDefault(board.Run.Account), scopes.GetValueOrDefault(Platform));
            own?.Table.Begin(day);
            all?.Table.Begin(day);
            if (Find(own, all, key) is { } reached)
                return reached;
            own?.Table.Reserve(key);
            all?.Table.Reserve(key);
            (board.Reserved ??= Rent())[index] = key;
            return null;
        }
    }

    /// <summary>A lead that had a message reserved is not sent after all.</summary>
    public void Release(ChunkBoard board, byte index)
    {
        lock (guard)
            Release(board.Run.Account, Take(board, index));
    }

    /// <summary>No lead of a chunk that has a message reserved is on the wire or will be: it goes back to the store.</summary>
    public void Release(ChunkBoard board)
    {
        lock (guard)
        {
            if (board.Reserved is null)
                return;
            for (var i = 0; i < board.States.Length; i++)
                Release(board.Run.Account, Take(board, (byte)i));
            Return(board);
        }
    }

    /// <summary>Takes in outcomes of leads: reserved messages become counted ones, or none. Journal loop.</summary>
    public void Settle(List<SettledLead> leads, DateTimeOffset at)
    {
        if (leads.Count == 0)
            return;
        var day = DayOf(at);
        lock (guard)
        {
            foreach (var lead in leads)
            {
                var (account, key) = (lead.Board.Run.Account, Take(lead.Board, lead.Index));
                Release(account, key);
                if (key != 0 && lead.IsSent)
                    Count(account, key, day, at);
            }
            // Only now: a chunk whose last outcome is among these has others among them too.
            foreach (var lead in leads)
            {
                if (lead.Board.IsFinished)
                    Return(lead.Board);
            }
        }
        leads.Clear();
    }

    /// <summary>Counts a message of an earlier life of the node that is in no run.</summary>
    public void Recover(AccountId account, ulong key, DateTimeOffset sent, DateTimeOffset now)
    {
        lock (guard)
            Count(account, key, DayOf(sent), now);
    }

    /// <summary>True when it is time for <see cref="TakeRuns"/>.</summary>
    public bool HasRunsDue(DateTimeOffset at, bool last)
    {
        if (!isOn)
            return false;
        lock (guard)
            return pendingKeys >= KeysPerRun || (pendingKeys > 0 && (last || at - pendingSince >= RunAge));
    }

    /// <summary>Takes what was counted since the last call, for the next flush. Journal loop.</summary>
    public IReadOnlyList<FrequencyRun> TakeRuns()
    {
        lock (guard)
        {
            (writing, pending, pendingKeys) = (pending, [], 0);
            var runs = new List<FrequencyRun>(writing.Count);
            foreach (var ((account, day), keys) in writing)
                runs.Add(new(++taken, day, account, Pack(keys)));
            return runs;
        }
    }

    /// <summary>The runs taken last are in the store. Journal loop.</summary>
    public void Confirm()
    {
        lock (guard)
            (writing, confirmed) = ([], taken);
    }

    private static SuppressionReason? Find(Scope? own, Scope? all, ulong key)
    {
        if (own is not null && own.Table.IsReached(key, own.Cap))
            return SuppressionReason.FrequencyCap;
        return all is not null && all.Table.IsReached(key, all.Cap) ? SuppressionReason.PlatformCap : null;
    }

    private static ulong Take(ChunkBoard board, byte index)
    {
        if (board.Reserved is not { } reserved)
            return 0;
        var key = reserved[index];
        reserved[index] = 0;
        return key;
    }

    private static byte[] Pack(List<ulong> keys)
    {
        keys.Sort();
        var packed = new byte[keys.Count * sizeof(ulong)];
        for (var i = 0; i < keys.Count; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(packed.AsSpan(i * sizeof(ulong)), keys[i]);
        return packed;
    }

    private void Release(AccountId account, ulong key)
    {
        if (key == 0)
            return;
        scopes.GetValueOrDefault(account)?.Table.Release(key);
        scopes.GetValueOrDefault(Platform)?.Table.Release(key);
    }

    private void Count(AccountId account, ulong key, int day, DateTimeOffset now)
    {
        scopes.GetValueOrDefault(account)?.Table.Count(key, day);
        scopes.GetValueOrDefault(Platform)?.Table.Count(key, day);
        ref var keys = ref CollectionsMarshal.GetValueRefOrAddDefault(pending, (account, day), out _);
        (keys ??= []).Add(key);
        if (pendingKeys++ == 0)
            pendingSince = now;
    }

    private ulong[] Rent() => pool.TryPop(out var pooled) ? pooled : new ulong[PageWriter.MaxLeads];

    private void Return(ChunkBoard board)
    {
        if (board.Reserved is { } reserved && pool.Count < PooledArrays)
            pool.Push(reserved);
        board.Reserved = null;
    }

    private sealed class Scope(FrequencyTable table)
    {
        public FrequencyTable Table { get; } = table;

        public FrequencyCap Cap { get; set; }
    }
}

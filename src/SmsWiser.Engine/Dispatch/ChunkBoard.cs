using SmsWiser.Core;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Ledger;

namespace SmsWiser.Engine.Dispatch;

/// <summary>A chunk as this node knows it: what its leads' entries say so far. States change in the journal loop only; the prepared form
/// belongs to the dispatcher and, while fed, to one bind writer.</summary>
internal sealed class ChunkBoard(int ticket, ChunkKey key, SendoutRun run, SendoutTotals totals, Authority authority, int leads)
{
    /// <summary>Number under which parts in flight and waiting receipts know it.</summary>
    public int Ticket { get; } = ticket;

    public ChunkKey Key { get; } = key;

    public SendoutRun Run { get; } = run;

    public SendoutTotals Totals { get; } = totals;

    public Authority Authority { get; } = authority;

    /// <summary>Where its accepted and unknown parts are charged; null when it is unbilled. Set before anything of it is sent.</summary>
    public SendoutCharges? Charges { get; set; }

    public LeadState[] States { get; } = new LeadState[leads];

    /// <summary>Leads without an outcome. Journal loop.</summary>
    public int Open { get; set; } = leads;

    /// <summary>The plan, while the chunk is claimed by this node.</summary>
    public PlannedChunk? Plan { get; set; }

    /// <summary>Timestamp of its last claim; 0 once it was prepared. Dispatcher loop.</summary>
    public long ClaimedAt { get; set; }

    /// <summary>Why it goes back to the store, when it is to wait there. Dispatcher loop.</summary>
    public ChunkHold? Hold { get; set; }

    /// <summary>The bodies, from preparation until every part is answered.</summary>
    public PreparedChunk? Prepared { get; set; }

    public bool IsFinished => Open == 0;
}

/// <summary>The boards of a node by ticket, in a ring: a new board takes the place of the oldest finished one. Tickets are given in the
/// dispatcher loop and in recovery; reading is for any thread.</summary>
internal sealed class BoardTable
{
    private readonly ChunkBoard?[] slots;
    private int next;

    public BoardTable(int capacity)
    {
        if (capacity is < 64 or > PartCookie.TicketMask + 1 || !int.IsPow2(capacity))
            throw new ArgumentException($"BoardSlots is {capacity}; it must be a power of two from 64 to {PartCookie.TicketMask + 1}.");
        slots = new ChunkBoard?[capacity];
    }

    /// <summary>The board with that ticket, or null when it was forgotten.</summary>
    public ChunkBoard? this[int ticket]
    {
        get
        {
            var board = Volatile.Read(ref slots[ticket & (slots.Length - 1)]);
            return board?.Ticket == ticket ? board : null;
        }
    }

    /// <summary>True when a further board would have to take the place of an unfinished one.</summary>
    public bool IsFull => FreeTicket() < 0;

    public ChunkBoard Add(ChunkKey key, SendoutRun run, SendoutTotals totals, Authority authority, int leads)
    {
        var ticket = FreeTicket();
        if (ticket < 0)
            throw new InvalidOperationException($"All {slots.Length} board slots hold unfinished chunks; raise BoardSlots.");
        next = (ticket + 1) & PartCookie.TicketMask;
        ref var slot = ref slots[ticket & (slots.Length - 1)];
        slot?.Run.Forget(slot.Key.No);
        var board = new ChunkBoard(ticket, key, run, totals, authority, leads);
        Volatile.Write(ref slot, board);
        return board;
    }

    private int FreeTicket()
    {
        for (var i = 0; i < slots.Length; i++)
        {
            var ticket = (next + i) & PartCookie.TicketMask;
            if (slots[ticket & (slots.Length - 1)] is null or { IsFinished: true, Prepared: null })
                return ticket;
        }
        return -1;
    }
}

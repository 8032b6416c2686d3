namespace SmsWiser.Smpp;

/// <summary>The submit_sm of one <c>send</c>, being filled. Lives on the stack of the send section; not to be kept.</summary>
public ref struct SubmitBatch
{
    private readonly EsmeCore core;

    internal SubmitBatch(EsmeCore core, int freeSlots, int room, long now)
    {
        this.core = core;
        FreeSlots = freeSlots;
        Room = room;
        Now = now;
        WakeAt = long.MaxValue;
    }

    /// <summary>Free slots of the window.</summary>
    public int FreeSlots { get; private set; }

    /// <summary>submit_sm that may still be added, if they fit the buffer: the smaller of free slots and the batch limit.</summary>
    public int Room { get; private set; }

    /// <summary>submit_sm added so far.</summary>
    public int Count { get; private set; }

    /// <summary>Timestamp of the <see cref="TimeProvider"/>, taken once per section.</summary>
    public long Now { get; }

    /// <summary>
    /// When the pump should come back by itself, as a timestamp; <see cref="long.MaxValue"/> (default): only on input or a kick.
    /// </summary>
    public long WakeAt { get; set; }

    /// <summary>
    /// Adds one submit_sm and takes its slot. On false nothing was taken: there is no room, end the fill.
    /// </summary>
    /// <param name="body">The body as <see cref="SubmitSmBody"/> writes it, with any TLVs appended; copied.</param>
    /// <param name="cookie">Comes back in the outcome.</param>
    /// <exception cref="ArgumentException">The body can never fit a batch buffer.</exception>
    public bool TryAdd(scoped ReadOnlySpan<byte> body, ulong cookie)
    {
        if (Room == 0) return false;
        if (!core.TryAppendSubmit(body, cookie, Now))
        {
            Room = 0;
            Full = true;
            return false;
        }

        Room--;
        FreeSlots--;
        Count++;
        if (Room == 0) Full = true;
        return true;
    }

    /// <summary>Whether the batch ended for lack of room rather than of messages.</summary>
    internal bool Full { get; private set; }
}


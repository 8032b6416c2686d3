namespace SmsWiser.Smsc;

/// <summary>
/// What one connection has seen. Written by its pump only, read by anyone: single words, so a snapshot is at most a batch old.
/// </summary>
internal sealed class BindTally
{
    private const int MaxSources = 10_000;
    private readonly Dictionary<string, SourceTally> sources = [];
    private readonly Lock gate = new();
    private SourceTally? last;

    /// <summary>The session, once it is bound.</summary>
    public volatile SmsWiser.Smpp.SmscCore? Session;

    public long Bound;
    public long BindsAccepted;
    public long Submits;
    public long Accepted;
    public long Throttled;
    public long Failed;
    public long Unanswered;
    public long ReceiptsSent;
    public long ReceiptsAcked;
    public long ReceiptsRefused;
    public long ReceiptsPending;
    public long InboundSent;
    public long InboundAcked;

    /// <summary>The tally of a source address. Beyond 10,000 addresses they share the one of the empty address.</summary>
    public SourceTally Source(ReadOnlySpan<byte> address)
    {
        if (this.last is { } last && address.SequenceEqual(last.Address)) return last;
        lock (gate)
        {
            var known = sources.GetAlternateLookup<ReadOnlySpan<char>>();
            Span<char> name = stackalloc char[address.Length <= 64 ? address.Length : 0];
            System.Text.Encoding.Latin1.GetChars(address[..name.Length], name);
            if (!known.TryGetValue(name, out var tally))
            {
                if (sources.Count >= MaxSources) name = [];
                if (!known.TryGetValue(name, out tally)) sources[name.ToString()] = tally = new SourceTally(address.ToArray());
            }

            return this.last = tally;
        }
    }

    public SourceTally? Find(string address)
    {
        lock (gate) return sources.GetValueOrDefault(address);
    }

    /// <summary>Takes over what a closed connection has seen.</summary>
    public void Fold(BindTally closed)
    {
        BindsAccepted += closed.BindsAccepted;
        Submits += closed.Submits;
        Accepted += closed.Accepted;
        Throttled += closed.Throttled;
        Failed += closed.Failed;
        Unanswered += closed.Unanswered;
        ReceiptsSent += closed.ReceiptsSent;
        ReceiptsAcked += closed.ReceiptsAcked;
        ReceiptsRefused += closed.ReceiptsRefused;
        InboundSent += closed.InboundSent;
        InboundAcked += closed.InboundAcked;
        foreach (var (_, tally) in closed.sources) Source(tally.Address).Fold(tally);
    }
}

/// <summary>What one connection has seen of one source address.</summary>
internal sealed class SourceTally(byte[] address)
{
    public byte[] Address { get; } = address;

    public long Received;
    public long Accepted;
    public long FirstAt;
    public long LastAt;

    public void Fold(SourceTally other)
    {
        Received += other.Received;
        Accepted += other.Accepted;
        if (FirstAt == 0 || (other.FirstAt != 0 && other.FirstAt < FirstAt)) FirstAt = other.FirstAt;
        LastAt = Math.Max(LastAt, other.LastAt);
    }
}


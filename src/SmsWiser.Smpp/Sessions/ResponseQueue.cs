namespace SmsWiser.Smpp;

/// <summary>
/// Responses to the peer's requests, waiting for the next send section. A ring of fixed size; its bound is kept by the reader,
/// which stops parsing before more requests are owed than fit.
/// </summary>
internal sealed class ResponseQueue(int capacity)
{
    private readonly PendingResponse[] ring = new PendingResponse[capacity];
    private readonly Lock gate = new();
    private int first;
    private volatile int count;

    public bool IsEmpty => count == 0;

    public void Add(CommandId command, CommandStatus status, ReadOnlySpan<uint> sequences)
    {
        lock (gate)
        {
            if (count + sequences.Length > ring.Length)
            {
                throw new InvalidOperationException(
                    $"{count + sequences.Length} responses wait, but at most {ring.Length} can be owed: a request was answered twice.");
            }

            foreach (var sequence in sequences)
            {
                ring[(first + count) % ring.Length] = new PendingResponse(command, status, sequence);
                count++;
            }
        }
    }

    /// <summary>Writes as many whole responses as fit and returns the octets written; <paramref name="taken"/> is their number.</summary>
    public int Drain(Span<byte> destination, out int taken)
    {
        taken = 0;
        if (count == 0) return 0;
        var at = 0;
        lock (gate)
        {
            while (count > 0)
            {
                ref readonly var next = ref ring[first];
                var size = PduHeader.Bytes + (next.HasMessageId ? 1 : 0);
                if (at + size > destination.Length) break;

                new PduHeader((uint)size, next.Command, next.Status, next.Sequence).Write(destination[at..]);
                if (next.HasMessageId) destination[at + PduHeader.Bytes] = 0;
                at += size;
                first = (first + 1) % ring.Length;
                count--;
                taken++;
            }
        }

        return at;
    }

    private readonly record struct PendingResponse(CommandId Command, CommandStatus Status, uint Sequence)
    {
        /// <summary>deliver_sm_resp and data_sm_resp always carry one NUL: some peers crash without it (SMPP 3.4 §4.6.2).</summary>
        public bool HasMessageId => Command is CommandId.DeliverSmResp or CommandId.DataSmResp;
    }
}


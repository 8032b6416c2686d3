namespace SmsWiser.Smpp;

/// <summary>
/// Responses to the peer's requests, waiting for the next send section. A ring of fixed size; its bound is kept by the reader,
/// which stops parsing before more requests are owed than fit.
/// </summary>
internal sealed class ResponseQueue(int capacity)
{
    private readonly PendingResponse[] _ring = new PendingResponse[capacity];
    private readonly Lock _gate = new();
    private int _first;
    private volatile int _count;

    public bool IsEmpty => _count == 0;

    public void Add(CommandId command, CommandStatus status, ReadOnlySpan<uint> sequences)
    {
        lock (_gate)
        {
            if (_count + sequences.Length > _ring.Length)
            {
                throw new InvalidOperationException(
                    $"{_count + sequences.Length} responses wait, but at most {_ring.Length} can be owed: a request was answered twice.");
            }

            foreach (var sequence in sequences)
            {
                _ring[(_first + _count) % _ring.Length] = new PendingResponse(command, status, sequence);
                _count++;
            }
        }
    }

    /// <summary>Writes as many whole responses as fit and returns the octets written; <paramref name="taken"/> is their number.</summary>
    public int Drain(Span<byte> destination, out int taken)
    {
        taken = 0;
        if (_count == 0) return 0;
        var at = 0;
        lock (_gate)
        {
            while (_count > 0)
            {
                ref readonly var next = ref _ring[_first];
                var size = PduHeader.Bytes + (next.HasMessageId ? 1 : 0);
                if (at + size > destination.Length) break;

                new PduHeader((uint)size, next.Command, next.Status, next.Sequence).Write(destination[at..]);
                if (next.HasMessageId) destination[at + PduHeader.Bytes] = 0;
                at += size;
                _first = (_first + 1) % _ring.Length;
                _count--;
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

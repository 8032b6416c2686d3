namespace SmsWiser.Smsc;

/// <summary>Inbound messages that wait for a bind of their account. Any thread; bounded.</summary>
internal sealed class InboundQueue
{
    private const int MaxWaiting = 10_000;
    private readonly List<(string? SystemId, byte[] Body)> _waiting = [];
    private readonly Lock _gate = new();
    private volatile int _count;

    /// <exception cref="InvalidOperationException">10,000 wait already.</exception>
    public void Add(string? systemId, byte[] body)
    {
        lock (_gate)
        {
            if (_count == MaxWaiting)
            {
                throw new InvalidOperationException($"{MaxWaiting} inbound messages wait already; no bind takes them.");
            }

            _waiting.Add((systemId, body));
            _count++;
        }
    }

    /// <summary>Takes the oldest message for an account, or null. Costs one read when nothing waits.</summary>
    public byte[]? Take(string systemId)
    {
        if (_count == 0) return null;
        lock (_gate)
        {
            var at = _waiting.FindIndex(one => one.SystemId is null || one.SystemId == systemId);
            if (at < 0) return null;
            var body = _waiting[at].Body;
            _waiting.RemoveAt(at);
            _count--;
            return body;
        }
    }
}

namespace SmsWiser.Smsc;

/// <summary>Inbound messages that wait for a bind of their account. Any thread; bounded.</summary>
internal sealed class InboundQueue
{
    private const int MaxWaiting = 10_000;
    private readonly List<(string? SystemId, byte[] Body)> waiting = [];
    private readonly Lock gate = new();
    private volatile int count;

    /// <exception cref="InvalidOperationException">10,000 wait already.</exception>
    public void Add(string? systemId, byte[] body)
    {
        lock (gate)
        {
            if (count == MaxWaiting)
            {
                throw new InvalidOperationException($"{MaxWaiting} inbound messages wait already; no bind takes them.");
            }

            waiting.Add((systemId, body));
            count++;
        }
    }

    /// <summary>Takes the oldest message for an account, or null. Costs one read when nothing waits.</summary>
    public byte[]? Take(string systemId)
    {
        if (count == 0) return null;
        lock (gate)
        {
            var at = waiting.FindIndex(one => one.SystemId is null || one.SystemId == systemId);
            if (at < 0) return null;
            var body = waiting[at].Body;
            waiting.RemoveAt(at);
            count--;
            return body;
        }
    }
}


using SmsWiser.Engine.Dispatch;

namespace SmsWiser.Engine.Inbound;

/// <summary>Messages of people on their way from the sessions to the inbound loop, unanswered. Bounded: when full, the carrier is told to
/// keep its message. Any thread adds; the loop takes.</summary>
internal sealed class InboundIntake(DispatchOptions options, TimeProvider time) : IDisposable
{
    private readonly Lock guard = new();
    private List<RawInbound> waiting = [];

    /// <summary>Wakes the loop.</summary>
    public Signal Signal { get; } = new(time, options.Poll);

    /// <summary>Adds a message.</summary>
    /// <returns>False when too many wait.</returns>
    public bool TryAdd(RawInbound message)
    {
        lock (guard)
        {
            if (waiting.Count >= options.WaitingInbound)
                return false;
            waiting.Add(message);
        }
        Signal.Set();
        return true;
    }

    /// <summary>Takes the oldest, at most so many.</summary>
    public List<RawInbound> Take(int maxMessages)
    {
        lock (guard)
        {
            if (waiting.Count <= maxMessages)
            {
                var all = waiting;
                waiting = [];
                return all;
            }
            var some = waiting.GetRange(0, maxMessages);
            waiting.RemoveRange(0, maxMessages);
            return some;
        }
    }

    public void Dispose() => Signal.Dispose();
}

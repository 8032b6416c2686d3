using SmsWiser.Core.Hashing;
using SmsWiser.Simulation.Chance;
using SmsWiser.Simulation.Time;

namespace SmsWiser.Simulation.Network;

/// <summary>One direction of a simulated TCP connection: takes octets up to a bound, delivers them in order after a delay, in pieces cut
/// anywhere, and can stand still or break.</summary>
internal sealed class OctetStream(Schedule schedule, Dice dice, NetworkWeather weather, string name, int capacity)
{
    private readonly EventSource source = new(name);
    private readonly Queue<byte[]> underway = [];
    private readonly List<byte> arrived = [];
    private long lastDue;
    private int untaken;
    private bool ends;

    /// <summary>Wakes the sender: there is room again.</summary>
    public Action OnRoom { get; set; } = static () => { };

    /// <summary>Wakes the receiver: octets, the end, or a break.</summary>
    public Action OnArrival { get; set; } = static () => { };

    /// <summary>Sees octets as they are taken from the sender.</summary>
    public Action<ReadOnlyMemory<byte>> OnSent { get; set; } = static _ => { };

    /// <summary>Sees octets as they reach the receiver's host.</summary>
    public Action<ReadOnlyMemory<byte>> OnDelivered { get; set; } = static _ => { };

    /// <summary>Octets taken from the sender.</summary>
    public long Taken { get; private set; }

    /// <summary>Octets that have reached the receiver's host.</summary>
    public long Delivered { get; private set; }

    public bool IsBroken { get; private set; }

    /// <summary>True when all octets were received and no more come.</summary>
    public bool HasEnded => ends && underway.Count == 0 && arrived.Count == 0;

    public bool HasArrived => arrived.Count > 0;

    /// <summary>Takes what there is room for.</summary>
    public int Send(ReadOnlySpan<byte> octets)
    {
        if (IsBroken)
            return -1;
        var count = Math.Min(octets.Length, capacity - untaken);
        if (count == 0)
            return 0;
        var taken = octets[..count].ToArray();
        Taken += count;
        untaken += count;
        OnSent(taken);
        for (var at = 0; at < count;)
        {
            var piece = dice.Happens(weather.Cuts) ? Math.Min(count - at, 1 + dice.Below(64)) : count - at;
            underway.Enqueue(taken[at..(at + piece)]);
            at += piece;
            DeliverLater();
        }
        return count;
    }

    /// <summary>Receives what has arrived, as far as it fits.</summary>
    public int Receive(Span<byte> into)
    {
        var count = Math.Min(into.Length, arrived.Count);
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(arrived)[..count].CopyTo(into);
        arrived.RemoveRange(0, count);
        return count;
    }

    /// <summary>No more octets come after those under way.</summary>
    public void End()
    {
        ends = true;
        underway.Enqueue([]);
        DeliverLater();
    }

    /// <summary>What is under way is lost; both sides see a reset.</summary>
    public void Break()
    {
        if (IsBroken)
            return;
        IsBroken = true;
        underway.Clear();
        OnArrival();
        OnRoom();
    }

    private void DeliverLater()
    {
        var now = schedule.World.GetTimestamp();
        var due = Math.Max(now, weather.StuckUntil) + (weather.Delay + dice.UpTo(weather.JitterMilliseconds)).Ticks;
        lastDue = Math.Max(lastDue, due);
        // In order: the timers of one instant fire in the order in which they were made.
        schedule.World.CreateTimer(static stream => ((OctetStream)stream!).Deliver(), this, TimeSpan.FromTicks(lastDue - now),
            Timeout.InfiniteTimeSpan);
    }

    private void Deliver()
    {
        if (!underway.TryDequeue(out var piece))
            return;
        schedule.Log.Add("octets", source, Xxh64.Hash(piece));
        arrived.AddRange(piece);
        Delivered += piece.Length;
        untaken -= piece.Length;
        OnDelivered(piece);
        OnArrival();
        OnRoom();
    }
}

using System.Buffers.Binary;
using System.Text;
using SmsWiser.Core.Hashing;

namespace SmsWiser.Simulation.Time;

/// <summary>Who an event is about: a lane, a direction of a connection, a method of the store.</summary>
internal sealed class EventSource(string name)
{
    public string Name { get; } = name;

    public ulong Hash { get; } = Xxh64.Hash(Encoding.UTF8.GetBytes(name));

    public override string ToString() => Name;
}

/// <summary>Everything that happens in one simulation, folded into one hash as it happens; the last of it is kept for a person. Two runs
/// of one seed have the same hash, or something in them was not decided by the seed.</summary>
internal sealed class EventLog(TimeProvider time, Escapes escapes)
{
    private const int Kept = 60;
    private const long MostEvents = 2_000_000;

    private readonly (long At, string Kind, EventSource Source, ulong Number)[] last = new (long, string, EventSource, ulong)[Kept];
    private readonly byte[] record = new byte[32];

    /// <summary>Hash of all events so far.</summary>
    public ulong Hash { get; private set; }

    /// <summary>Events so far.</summary>
    public long Count { get; private set; }

    /// <summary>Adds an event. From another thread than the simulation's it is an escape.</summary>
    /// <param name="kind">One of a few fixed words.</param>
    /// <param name="source">Who it is about.</param>
    /// <param name="number">What tells this event from others of its kind and source: a sequence, a hash of octets.</param>
    public void Add(string kind, EventSource source, ulong number)
    {
        if (!escapes.IsHome(source.Name))
            return;
        var now = time.GetTimestamp();
        BinaryPrimitives.WriteInt64LittleEndian(record, now);
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(8), (ulong)kind[0] | ((ulong)kind.Length << 16));
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(16), source.Hash);
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(24), number);
        Hash = Xxh64.Hash(record, Hash);
        last[Count++ % Kept] = (now, kind, source, number);
        if (Count > MostEvents)
            throw new InvalidOperationException($"More than {MostEvents} events: something goes round and round.");
    }

    /// <summary>The last events, oldest first.</summary>
    public IEnumerable<string> Last()
    {
        for (var i = Math.Max(0, Count - Kept); i < Count; i++)
        {
            var (at, kind, source, number) = last[i % Kept];
            yield return FormattableString.Invariant($"{at / (double)TimeSpan.TicksPerSecond,12:F4} {kind,-8} {source} {number:x}");
        }
    }
}

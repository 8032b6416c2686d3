using System.Buffers.Binary;
using System.Numerics;

namespace SmsWiser.Engine.Compliance;

/// <summary>The opt-outs of late, for the last look before the wire: what the gate log said behind <see cref="Floor"/>. Two generations of
/// a bounded size; when the newer is full the older is forgotten and the floor rises, and what was checked below it must be checked in the
/// store. One writer at a time, under the gate's guard; reading is for any thread, without a lock.</summary>
internal sealed class RecentOptOuts(int capacity)
{
    private const int MinSlots = 1024;
    private const int EntryBytes = sizeof(ulong) + 1;

    private Generation older = new(MinSlots, 0);
    private Generation newer = new(MinSlots, 0);
    private long count;

    /// <summary>Position of the gate log behind which every opt-out is known here.</summary>
    public long Floor => Volatile.Read(ref older).Floor;

    /// <summary>Position that was read last.</summary>
    public long Position { get; private set; }

    /// <summary>True when no opt-out is known.</summary>
    public bool IsEmpty => Volatile.Read(ref count) == 0;

    /// <summary>Where knowledge begins: everything up to it is in the store only. Before the first entry.</summary>
    public void Begin(long position)
    {
        Volatile.Write(ref newer, new(MinSlots, position));
        Volatile.Write(ref older, new(MinSlots, position));
        Position = position;
    }

    /// <summary>Takes the detail of one entry of the gate log.</summary>
    public void Apply(long position, ReadOnlySpan<byte> detail)
    {
        for (; detail.Length >= EntryBytes; detail = detail[EntryBytes..])
        {
            var entry = BinaryPrimitives.ReadUInt64LittleEndian(detail);
            if (detail[sizeof(ulong)] != 0)
                Add(entry, position);
            else
                Remove(entry);
        }
        Position = position;
        Volatile.Write(ref count, (long)older.Count + newer.Count);
    }

    /// <summary>An entry of the log that says nothing of opt-outs.</summary>
    public void Pass(long position) => Position = position;

    /// <summary>True when this number has left this domain.</summary>
    /// <param name="entry">Number key XOR mask of the domain.</param>
    public bool Contains(ulong entry) => Volatile.Read(ref newer).Contains(entry) || Volatile.Read(ref older).Contains(entry);

    private void Add(ulong entry, long position)
    {
        if (newer.Contains(entry))
            return;
        if (newer.Count >= capacity / 2)
        {
            // What came earlier of this position is in the generation that is full, so the new one begins behind it.
            Volatile.Write(ref older, newer);
            Volatile.Write(ref newer, new(MinSlots, position));
        }
        if (newer.IsFull)
            Volatile.Write(ref newer, newer.Grown());
        newer.Add(entry);
    }

    private void Remove(ulong entry)
    {
        newer.Remove(entry);
        older.Remove(entry);
    }

    /// <summary>Open addressing: a slot goes from empty to an entry, and from there to a grave at most, so a reader beside the writer
    /// misses no entry that was there when it began.</summary>
    private sealed class Generation(int slots, long floor)
    {
        private const ulong Grave = ulong.MaxValue;
        private const ulong Golden = 0x9E3779B97F4A7C15;

        private readonly ulong[] entries = new ulong[slots];
        private readonly int shift = 64 - BitOperations.Log2((uint)slots);
        private int used;

        public long Floor { get; } = floor;

        public int Count { get; private set; }

        public bool IsFull => used * 4 >= entries.Length * 3;

        public bool Contains(ulong entry) => Volatile.Read(ref entries[Find(entry)]) == entry;

        public void Add(ulong entry)
        {
            Volatile.Write(ref entries[Find(entry)], entry);
            used++;
            Count++;
        }

        public void Remove(ulong entry)
        {
            ref var slot = ref entries[Find(entry)];
            if (slot != entry)
                return;
            Volatile.Write(ref slot, Grave);
            Count--;
        }

        /// <summary>A larger one with the same entries, graves left out.</summary>
        public Generation Grown()
        {
            var grown = new Generation(entries.Length * 2, Floor);
            foreach (var entry in entries)
            {
                if (entry is not (0 or Grave))
                    grown.Add(entry);
            }
            return grown;
        }

        private int Find(ulong entry)
        {
            var at = (int)(unchecked(entry * Golden) >> shift);
            while (Volatile.Read(ref entries[at]) is var found && found != 0 && found != entry)
                at = (at + 1) & (entries.Length - 1);
            return at;
        }
    }
}

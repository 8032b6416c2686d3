using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using SmsWiser.Core.Chance;

namespace SmsWiser.Core.Audience;

/// <summary>
/// Numbers of a list and of the file being imported: open addressing, 12 octets per slot, at most 70 % full. A number of the list has its
/// lead number; once the file has named it, the row where it did so. One owner.
/// </summary>
internal sealed class NumberTable
{
    private const ulong InFile = 1UL << 63;
    private const double MaxLoad = 0.7;
    private readonly ulong factor;
    private Slot[] slots;
    private int shift;
    private int limit;

    /// <summary>An empty table.</summary>
    /// <param name="random">Draws the factor of the hash, so that nobody can craft numbers that collide.</param>
    /// <param name="expected">Numbers expected.</param>
    public NumberTable(IRandom random, long expected)
    {
        Span<byte> octets = stackalloc byte[sizeof(ulong)];
        random.Fill(octets);
        factor = BinaryPrimitives.ReadUInt64LittleEndian(octets) | 1UL << 63 | 1;
        slots = [];
        Resize(Math.Max(1 << 12, (int)Math.Min(1 << 28, (long)BitOperations.RoundUpToPowerOf2((ulong)(expected / MaxLoad) + 1))));
    }

    /// <summary>Numbers in the table.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a number of the list; an equal one that is there already stays.</summary>
    public void AddLead(ulong number, uint leadNo)
    {
        ref var slot = ref Find(number);
        if (slot.Key == 0)
            Fill(ref slot, number, leadNo);
    }

    /// <summary>Fetches a number's place into the cache; in a large table each look-up would be a miss.</summary>
    public unsafe void Prefetch(ulong number)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref slots[(int)(number * factor >> shift)]));
    }

    /// <summary>Looks a number of the file up without changing anything.</summary>
    /// <param name="number">E.164 digits.</param>
    /// <param name="value">Lead number (in the list) or row (in the file).</param>
    public NumberOrigin Look(ulong number, out uint value)
    {
        ref var slot = ref Find(number);
        value = slot.Value;
        return slot.Key == 0 ? NumberOrigin.Nowhere : (slot.Key & InFile) == 0 ? NumberOrigin.List : NumberOrigin.File;
    }

    /// <summary>Notes that the file named a number in that row.</summary>
    public void MarkInFile(ulong number, long row)
    {
        ref var slot = ref Find(number);
        var value = (uint)Math.Min(row, uint.MaxValue);
        if (slot.Key == 0)
            Fill(ref slot, number | InFile, value);
        else
            (slot.Key, slot.Value) = (number | InFile, value);
    }

    private void Fill(ref Slot slot, ulong key, uint value)
    {
        (slot.Key, slot.Value) = (key, value);
        if (++Count > limit)
            Resize(slots.Length * 2);
    }

    private ref Slot Find(ulong number)
    {
        var mask = slots.Length - 1;
        for (var at = (int)(number * factor >> shift); ; at++)
        {
            ref var slot = ref slots[at & mask];
            if (slot.Key == 0 || (slot.Key & ~InFile) == number)
                return ref slot;
        }
    }

    private void Resize(int size)
    {
        var old = slots;
        slots = new Slot[size];
        shift = 64 - BitOperations.Log2((uint)size);
        limit = (int)(size * MaxLoad);
        foreach (ref var slot in old.AsSpan())
        {
            if (slot.Key != 0)
                Find(slot.Key & ~InFile) = slot;
        }
    }

    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct Slot
    {
        public ulong Key;
        public uint Value;
    }
}

/// <summary>Where a number is known from.</summary>
internal enum NumberOrigin : byte
{
    /// <summary>New.</summary>
    Nowhere,

    /// <summary>The list; the file has not named it yet.</summary>
    List,

    /// <summary>An earlier row of the file.</summary>
    File,
}

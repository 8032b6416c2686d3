using System.Diagnostics;
using System.Numerics;

namespace SmsWiser.Core.Compliance;

/// <summary>Messages of a week by person: open addressing over 16 octets a slot, the number key and eight counts of one octet each, seven
/// days and what is in flight. At most three quarters full, so 21 to 43 octets a person that was written to within the week. Counts stop
/// at 255. Nothing is allocated but to grow. One owner; not thread-safe.</summary>
public sealed class FrequencyTable
{
    /// <summary>Days of a week, today included.</summary>
    public const int Days = 7;

    private const int MinSlots = 64;
    private const int FlightShift = Days * 8;
    private const ulong Octet = 0xFF;
    private const ulong EvenOctets = 0x00FF_00FF_00FF_00FF;
    private const ulong SumOfPairs = 0x0001_0001_0001_0001;

    private Slot[] slots;
    private int used;

    /// <summary>An empty table.</summary>
    /// <param name="today">In days since 1970.</param>
    /// <param name="expected">People expected; more make it grow.</param>
    public FrequencyTable(int today, long expected)
    {
        Today = today;
        slots = new Slot[SlotsFor(expected)];
    }

    /// <summary>The day it counts up to, in days since 1970.</summary>
    public int Today { get; private set; }

    /// <summary>Octets it takes.</summary>
    public long Octets => slots.LongLength * 2 * sizeof(ulong);

    /// <summary>Moves on to a day: those that are a week back are forgotten. An earlier one changes nothing.</summary>
    public void Begin(int day)
    {
        if (day <= Today)
            return;
        var stays = ~0UL;
        for (var next = Math.Max(Today + 1, day - Days + 1); next <= day; next++)
            stays &= ~(Octet << ShiftOf(next));
        Today = day;
        foreach (ref var slot in slots.AsSpan())
            slot.Counts &= stays;
    }

    /// <summary>Counts a message; one of a day that is no longer looked at is passed over.</summary>
    public void Count(ulong key, int day)
    {
        Begin(day);
        if (day > Today - Days)
            Add(ref Take(Used(key)).Counts, ShiftOf(day));
    }

    /// <summary>Counts a message that is on its way, on no day yet.</summary>
    public void Reserve(ulong key) => Add(ref Take(Used(key)).Counts, FlightShift);

    /// <summary>A reserved message has ended.</summary>
    public void Release(ulong key)
    {
        ref var slot = ref Probe(slots, Used(key));
        if (slot.Counts >> FlightShift != 0)
            slot.Counts -= 1UL << FlightShift;
    }

    /// <summary>True when a person has had as many messages as a cap allows; those on their way count.</summary>
    public bool IsReached(ulong key, FrequencyCap cap)
    {
        var counts = Probe(slots, Used(key)).Counts;
        if (counts == 0)
            return false;
        if (cap.PerDay > 0 && (int)(((counts >> ShiftOf(Today)) & Octet) + (counts >> FlightShift)) >= cap.PerDay)
            return true;
        return cap.PerWeek > 0 && Sum(counts) >= cap.PerWeek;
    }

    /// <summary>A key of 0 counts as 1: one of 2^64.</summary>
    private static ulong Used(ulong key) => Math.Max(1, key);

    private static int ShiftOf(int day) => day % Days * 8;

    private static int Sum(ulong counts) =>
        (int)(unchecked(((counts & EvenOctets) + ((counts >> 8) & EvenOctets)) * SumOfPairs) >> 48);

    private static void Add(ref ulong counts, int shift)
    {
        if (((counts >> shift) & Octet) != Octet)
            counts += 1UL << shift;
    }

    /// <summary>The slot of a key, added when it is not there.</summary>
    private ref Slot Take(ulong key)
    {
        ref var slot = ref Probe(slots, key);
        if (slot.Key == key)
            return ref slot;
        if ((used + 1L) * 4 > slots.LongLength * 3)
        {
            Grow();
            slot = ref Probe(slots, key);
        }
        used++;
        slot.Key = key;
        return ref slot;
    }

    /// <summary>The slot of a key, or the free one where it would be. Keys are the output of a cipher: their low bits are as good as any
    /// hash.</summary>
    private static ref Slot Probe(Slot[] slots, ulong key)
    {
        Debug.Assert(key != 0, "0 marks a free slot");
        var mask = slots.Length - 1;
        var at = (int)key & mask;
        while (slots[at].Key != 0 && slots[at].Key != key)
            at = (at + 1) & mask;
        return ref slots[at];
    }

    private static int SlotsFor(long expected) =>
        (int)Math.Clamp((long)BitOperations.RoundUpToPowerOf2((ulong)(expected * 4 / 3) + 1), MinSlots, 1L << 30);

    /// <summary>Moves to as many slots as those who still count need, with room for as many again by half.</summary>
    private void Grow()
    {
        var live = 0L;
        foreach (ref readonly var slot in slots.AsSpan())
            live += slot.Counts == 0 ? 0 : 1;
        var grown = new Slot[SlotsFor(live + (live / 2) + 1)];
        foreach (ref readonly var slot in slots.AsSpan())
        {
            if (slot.Counts != 0)
                Probe(grown, slot.Key) = slot;
        }
        (slots, used) = (grown, (int)live);
    }

    private struct Slot
    {
        public ulong Key;
        public ulong Counts;
    }
}

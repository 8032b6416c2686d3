using System.Numerics;

namespace SmsWiser.Engine.Campaigns;

/// <summary>The numbers a plan has met already: open addressing over 8 octets a slot, at most three quarters full. 10 million numbers take
/// 128 MiB. One owner; lives as long as its plan.</summary>
/// <param name="expected">Numbers expected; more make it grow.</param>
internal sealed class NumberSet(long expected)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong[] slots = new ulong[SlotsFor(expected)];

    /// <summary>Numbers in the set.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a number.</summary>
    /// <returns>False when it was there.</returns>
    public bool Add(ulong number)
    {
        ref var slot = ref Probe(slots, number);
        if (slot != 0)
            return false;
        slot = number;
        Count++;
        if (Count * 4 > slots.LongLength * 3)
            Grow();
        return true;
    }

    /// <summary>True when the number is in the set.</summary>
    public bool Contains(ulong number) => Probe(slots, number) != 0;

    private static ref ulong Probe(ulong[] slots, ulong number)
    {
        var mask = slots.Length - 1;
        var at = (int)(unchecked(number * Golden) >> (64 - BitOperations.Log2((uint)slots.Length)));
        while (slots[at] != 0 && slots[at] != number)
            at = (at + 1) & mask;
        return ref slots[at];
    }

    private static int SlotsFor(long expected) =>
        (int)Math.Min(1L << 30, (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Max(64, (expected * 4 / 3) + 1)));

    private void Grow()
    {
        var grown = new ulong[checked(slots.Length * 2)];
        foreach (var number in slots)
        {
            if (number != 0)
                Probe(grown, number) = number;
        }
        slots = grown;
    }
}

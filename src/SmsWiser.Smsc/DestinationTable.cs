namespace SmsWiser.Smsc;

/// <summary>
/// The distinct (source, destination, part) seen, as 64-bit hashes in an open-addressed table: no string, eight octets a slot. Not
/// synchronized: its owner locks once per batch.
/// </summary>
internal sealed class DestinationTable
{
    private const int FirstSlots = 1 << 16;
    private ulong[] slots = new ulong[FirstSlots];

    public long Distinct { get; private set; }

    public long Duplicates { get; private set; }

    public static ulong Hash(ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination, byte part)
    {
        var hash = Chance.Mix(part + 1UL);
        foreach (var octet in source) hash = (hash ^ octet) * 0x100000001B3;
        hash = Chance.Mix(hash);
        foreach (var octet in destination) hash = (hash ^ octet) * 0x100000001B3;
        return Math.Max(1, Chance.Mix(hash));
    }

    /// <summary>Counts one key as new or as a duplicate.</summary>
    public void Add(ulong key)
    {
        if (Distinct * 10 >= slots.Length * 7L) Grow();
        if (Put(slots, key)) Distinct++;
        else Duplicates++;
    }

    private static bool Put(ulong[] slots, ulong key)
    {
        var mask = slots.Length - 1;
        var at = (int)(uint)key & mask;
        while (slots[at] != 0)
        {
            if (slots[at] == key) return false;
            at = (at + 1) & mask;
        }

        slots[at] = key;
        return true;
    }

    private void Grow()
    {
        var larger = new ulong[slots.Length * 2];
        foreach (var key in slots)
        {
            if (key != 0) Put(larger, key);
        }

        slots = larger;
    }
}


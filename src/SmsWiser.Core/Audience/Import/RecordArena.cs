namespace SmsWiser.Core.Audience;

/// <summary>Records of one window, one behind the other. Grows up to its bound and is used again. One owner.</summary>
/// <param name="most">Most records.</param>
internal sealed class RecordArena(int most)
{
    private const int MaxBytes = 16 * 1024 * 1024;
    private readonly int[] starts = new int[most + 1];
    private byte[] octets = new byte[1024 * 1024];
    private int count;

    /// <summary>True when no further record is to be added.</summary>
    public bool IsFull => count == most || starts[count] >= MaxBytes;

    /// <summary>The record added as number <paramref name="index"/>, from 0; valid until the next one is added.</summary>
    public ReadOnlySpan<byte> this[int index] => octets.AsSpan(starts[index], starts[index + 1] - starts[index]);

    /// <summary>Adds a record behind the others.</summary>
    public void Add(ReadOnlySpan<byte> record)
    {
        var start = starts[count];
        if (octets.Length - start < record.Length)
            Array.Resize(ref octets, octets.Length * 2 + record.Length);
        record.CopyTo(octets.AsSpan(start));
        starts[++count] = start + record.Length;
    }

    /// <summary>Forgets all records.</summary>
    public void Clear() => count = 0;
}

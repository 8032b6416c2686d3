using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace SmsWiser.Core.Audience;

/// <summary>Records of one window, one behind the other. Grows up to its bound and is used again. One owner.</summary>
/// <param name="most">Most records.</param>
internal sealed class RecordArena(int most)
{
    private const int FullBytes = 16 * 1024 * 1024;
    private const int FirstBytes = 16;
    private readonly int[] starts = new int[most + 1];
    private byte[] octets = new byte[most * FirstBytes];
    private int count;

    /// <summary>True when the records take so much memory that they are to be stored.</summary>
    public bool IsFull => starts[count] >= FullBytes;

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

    /// <summary>Fetches the record into the cache: read in another order than written, each would be a miss.</summary>
    public unsafe void Prefetch(int index)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref octets[starts[index]]));
    }

    /// <summary>Forgets all records.</summary>
    public void Clear() => count = 0;
}

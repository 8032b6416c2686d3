using System.Buffers.Binary;

namespace SmsWiser.Core.Audience;

/// <summary>The working sets that a lead belongs to, as they lie in its record: their numbers, 2 octets each (little-endian), ascending.
/// Pure functions; any thread.</summary>
internal static class WorkingSetMarks
{
    /// <summary>Octets of one mark.</summary>
    public const int Bytes = sizeof(ushort);

    /// <summary>Whether a set is among the marks.</summary>
    public static bool Contains(ReadOnlySpan<byte> marks, int setNo)
    {
        for (; marks.Length >= Bytes; marks = marks[Bytes..])
        {
            if (BinaryPrimitives.ReadUInt16LittleEndian(marks) == setNo)
                return true;
        }
        return false;
    }

    /// <summary>A lead record that holds one mark and nothing else; without it for set 0.</summary>
    public static byte[] Record(int setNo)
    {
        var octets = new byte[1 + LeadRecord.FieldHeaderBytes + Bytes];
        var record = new LeadRecord(octets);
        if (setNo > 0)
            record.Add(LeadRecord.WorkingSetsField, [(byte)setNo, (byte)(setNo >> 8)]);
        return octets[..record.Length];
    }

    /// <summary>Writes the marks under other numbers, ascending.</summary>
    /// <returns>Octets written, as many as there are marks.</returns>
    public static int Map(ReadOnlySpan<byte> marks, IReadOnlyDictionary<int, int> numbers, Span<byte> destination)
    {
        var count = marks.Length / Bytes;
        Span<ushort> mapped = stackalloc ushort[WorkingSet.MaxPerList];
        for (var i = 0; i < count; i++)
            mapped[i] = (ushort)numbers[BinaryPrimitives.ReadUInt16LittleEndian(marks[(i * Bytes)..])];
        mapped[..count].Sort();
        for (var i = 0; i < count; i++)
            BinaryPrimitives.WriteUInt16LittleEndian(destination[(i * Bytes)..], mapped[i]);
        return count * Bytes;
    }

    /// <summary>Writes the marks of both, each once, ascending.</summary>
    /// <returns>Octets written, at most those of both.</returns>
    public static int Union(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> destination)
    {
        var length = 0;
        while (left.Length >= Bytes || right.Length >= Bytes)
        {
            var first = left.Length >= Bytes ? BinaryPrimitives.ReadUInt16LittleEndian(left) : int.MaxValue;
            var second = right.Length >= Bytes ? BinaryPrimitives.ReadUInt16LittleEndian(right) : int.MaxValue;
            BinaryPrimitives.WriteUInt16LittleEndian(destination[length..], (ushort)Math.Min(first, second));
            length += Bytes;
            left = first <= second ? left[Bytes..] : left;
            right = second <= first ? right[Bytes..] : right;
        }
        return length;
    }
}

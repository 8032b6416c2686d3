using System.Buffers.Binary;

namespace SmsWiser.Core.Audience;

/// <summary>Puts the values of a file over those a lead has.</summary>
internal static class RecordMerge
{
    /// <summary>Writes all values of <paramref name="update"/> and those of <paramref name="record"/> that it does not have; of the working
    /// sets those of both.</summary>
    /// <returns>Octets written, at most those of both.</returns>
    public static int Merge(ReadOnlySpan<byte> record, ReadOnlySpan<byte> update, Span<byte> destination)
    {
        var merged = new LeadRecord(destination);
        var old = new Values(record);
        var changed = new Values(update);
        while (!old.AtEnd || !changed.AtEnd)
        {
            if (changed.AtEnd || !old.AtEnd && old.FieldNo < changed.FieldNo)
            {
                merged.Add(old.FieldNo, old.Value);
                old.Next();
                continue;
            }
            if (!old.AtEnd && old.FieldNo == changed.FieldNo)
            {
                if (changed.FieldNo == LeadRecord.WorkingSetsField)
                {
                    AddMarks(ref merged, old.Value, changed.Value);
                    old.Next();
                    changed.Next();
                    continue;
                }
                old.Next();
            }
            merged.Add(changed.FieldNo, changed.Value);
            changed.Next();
        }
        return merged.Length;
    }

    // A lead keeps those it has.
    private static void AddMarks(ref LeadRecord merged, ReadOnlySpan<byte> old, ReadOnlySpan<byte> added)
    {
        Span<byte> both = stackalloc byte[2 * LeadRecord.MaxValueBytes];
        merged.Add(LeadRecord.WorkingSetsField, both[..WorkingSetMarks.Union(old, added, both)]);
    }

    private ref struct Values(ReadOnlySpan<byte> record)
    {
        private ReadOnlySpan<byte> rest = record.IsEmpty ? record : record[1..];
        private int left = record.IsEmpty ? 0 : record[0];

        public readonly bool AtEnd => left == 0;

        public readonly int FieldNo => rest[0];

        public readonly ReadOnlySpan<byte> Value =>
            rest.Slice(LeadRecord.FieldHeaderBytes, BinaryPrimitives.ReadUInt16LittleEndian(rest[1..]));

        public void Next()
        {
            rest = rest[(LeadRecord.FieldHeaderBytes + Value.Length)..];
            left--;
        }
    }
}

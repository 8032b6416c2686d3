using System.Buffers.Binary;
using SmsWiser.Core.Hashing;

namespace SmsWiser.Core.Audience;

/// <summary>Whether the month and day of a date lie between two days of the year, both included; across the year's end when the first is
/// later than the last. A missing value does not.</summary>
/// <param name="fieldNo">The date field.</param>
/// <param name="first"><c>month × 100 + day</c>.</param>
/// <param name="last"><c>month × 100 + day</c>.</param>
internal sealed class YearDayNode(int fieldNo, int first, int last) : SegmentNode
{
    public override bool Matches(in LeadView lead, SegmentFacts facts)
    {
        if (!DateKey.TryRead(lead.Field(fieldNo), out _, out var day)) return false;
        return first <= last ? first <= day && day <= last : first <= day || day <= last;
    }
}

/// <summary>Whether a lead came with, or was named by, a working file.</summary>
internal sealed class InFileNode(int setNo) : SegmentNode
{
    public override bool Matches(in LeadView lead, SegmentFacts facts) =>
        WorkingSetMarks.Contains(lead.Field(LeadRecord.WorkingSetsField), setNo);
}

/// <summary>Whether an earlier campaign had that outcome for the lead.</summary>
internal sealed class OutcomeNode(int question) : SegmentNode
{
    public override bool Matches(in LeadView lead, SegmentFacts facts) => facts.Answers[question].Contains(lead.LeadNo);
}

/// <summary>A sample that is the same each time it is asked for: the hash of the number under the seed is below a bound.</summary>
internal sealed class SampleNode(decimal percent, string seed) : SegmentNode
{
    private const decimal Range = 18_446_744_073_709_551_616m;
    private readonly ulong bound = percent >= 100 ? ulong.MaxValue : (ulong)(percent / 100 * Range);
    private readonly ulong seed = Xxh64.Hash(System.Text.Encoding.UTF8.GetBytes(seed));

    public override bool Matches(in LeadView lead, SegmentFacts facts)
    {
        if (bound == ulong.MaxValue) return true;
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(number, lead.Number);
        return Xxh64.Hash(number, seed) < bound;
    }
}

using System.Globalization;

namespace SmsWiser.Core.Audience;

/// <summary>Finds the leads that a <see cref="SegmentRank"/> takes, in one pass over a list with memory for only so many leads. One
/// owner.</summary>
/// <param name="rank">The rank.</param>
public sealed class RankHeap(SegmentRank rank)
{
    // The worst lead kept is on top, to be replaced by a better one.
    private readonly PriorityQueue<uint, Key> kept = new(Comparer<Key>.Create((left, right) => right.CompareTo(left)));

    /// <summary>Offers a lead that fulfils the rest of the condition.</summary>
    public void Offer(in LeadView lead)
    {
        if (!TryRead(lead.Field(rank.Field.No), out var value))
            return;
        var key = new Key(rank.Highest ? -value : value, lead.LeadNo);
        if (kept.Count < rank.Most)
            kept.Enqueue(lead.LeadNo, key);
        else
            kept.EnqueueDequeue(lead.LeadNo, key);
    }

    /// <summary>The leads taken.</summary>
    public LeadSet Taken()
    {
        var taken = new LeadSet();
        foreach (var (leadNo, _) in kept.UnorderedItems)
            taken.Add(leadNo);
        return taken;
    }

    private bool TryRead(ReadOnlySpan<byte> value, out decimal number)
    {
        number = 0;
        if (value.IsEmpty)
            return false;
        if (rank.Field.Type == FieldType.Number && ScaledNumber.TryRead(value, out var scaled))
        {
            var magnitude = (ulong)Math.Abs(scaled);
            number = new((int)magnitude, (int)(magnitude >> 32), 0, scaled < 0, ScaledNumber.Places);
            return true;
        }
        if (rank.Field.Type == FieldType.Number)
            return decimal.TryParse(
                value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
        if (!DateKey.TryRead(value, out var year, out var monthDay))
            return false;
        number = (year * 10_000) + monthDay;
        return true;
    }

    private readonly record struct Key(decimal Value, uint LeadNo) : IComparable<Key>
    {
        public int CompareTo(Key other) => Value.CompareTo(other.Value) is var order && order != 0 ? order : LeadNo.CompareTo(other.LeadNo);
    }
}

namespace SmsWiser.Core.Audience;

/// <summary>One condition, interpreted lead by lead. Nodes are immutable and allocate nothing when they match.</summary>
internal abstract class SegmentNode
{
    public abstract bool Matches(in LeadView lead, SegmentFacts facts);
}

/// <summary>Holds for every lead: what stands before a rank that stands alone.</summary>
internal sealed class EveryNode : SegmentNode
{
    public override bool Matches(in LeadView lead, SegmentFacts facts) => true;
}

/// <summary>Holds when both do.</summary>
internal sealed class AndNode(SegmentNode left, SegmentNode right) : SegmentNode
{
    public override bool Matches(in LeadView lead, SegmentFacts facts) => left.Matches(lead, facts) && right.Matches(lead, facts);
}

/// <summary>Holds when either does.</summary>
internal sealed class OrNode(SegmentNode left, SegmentNode right) : SegmentNode
{
    public override bool Matches(in LeadView lead, SegmentFacts facts) => left.Matches(lead, facts) || right.Matches(lead, facts);
}

/// <summary>Holds when the other does not.</summary>
internal sealed class NotNode(SegmentNode inner) : SegmentNode
{
    public override bool Matches(in LeadView lead, SegmentFacts facts) => !inner.Matches(lead, facts);
}

/// <summary>Holds when the lead has no value for the field.</summary>
internal sealed class EmptyNode(int fieldNo) : SegmentNode
{
    public override bool Matches(in LeadView lead, SegmentFacts facts) => lead.Field(fieldNo).IsEmpty;
}

using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Engine.Ledger;

/// <summary>Counts the parts of the SMS that a lead would get, as the preparer will split it. One owner; not thread-safe.</summary>
/// <param name="maxParts">Parts of one SMS at most.</param>
internal sealed class PartCounter(int maxParts)
{
    private readonly SmsTextBuffer text = new(GsmAlphabet.Default);
    private readonly PartRules rules = new() { MaxParts = maxParts };
    private readonly PartRange[] ranges = new PartRange[maxParts];

    /// <summary>Why the SMS counted last will be suppressed; null when it will not.</summary>
    public SuppressionReason? Fault { get; private set; }

    /// <summary>True when the SMS counted last is UCS-2.</summary>
    public bool IsUcs2 => text.Encoding == SmsEncoding.Ucs2;

    /// <summary>Parts of a lead's SMS; 0 when it will be suppressed.</summary>
    public int Count(CompiledTemplate template, in LeadView lead)
    {
        Fault = template.Render(lead, text) switch
        {
            RenderResult.TooLong => SuppressionReason.TooLong,
            RenderResult.LinkInValue => SuppressionReason.Content,
            _ => text.Bytes.IsEmpty ? SuppressionReason.Empty : null,
        };
        if (Fault is not null)
            return 0;
        var parts = PartSplitter.Split(text, rules, ranges);
        if (parts != PartSplitter.TooLong)
            return parts;
        Fault = SuppressionReason.TooLong;
        return 0;
    }
}

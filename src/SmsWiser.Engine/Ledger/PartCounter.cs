using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Engine.Ledger;

/// <summary>Counts the parts of the SMS that a lead would get, as the preparer will split it. One owner; not thread-safe.</summary>
/// <param name="maxParts">Parts of one SMS at most.</param>
internal sealed class PartCounter(int maxParts)
{
    private readonly SmsTextBuffer text = new(GsmAlphabet.Default);
    private readonly PartRules rules = new() { MaxParts = maxParts };
    private readonly PartRange[] ranges = new PartRange[maxParts];

    /// <summary>Parts of a lead's SMS; 0 when it will be suppressed.</summary>
    public int Count(CompiledTemplate template, in LeadView lead)
    {
        if (template.Render(lead, text) != RenderResult.Rendered || text.Bytes.IsEmpty)
            return 0;
        return Math.Max(0, PartSplitter.Split(text, rules, ranges));
    }
}

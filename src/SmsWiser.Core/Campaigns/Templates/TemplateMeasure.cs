using System.Text;
using SmsWiser.Core.Links;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Core.Campaigns;

/// <summary>The measuring of <see cref="SmsTemplate.Measure"/>.</summary>
internal static class TemplateMeasure
{
    public static TemplateSize Measure(SmsTemplate template, GsmAlphabet alphabet, PartRules rules, LinkOptions links)
    {
        var text = new SmsTextBuffer(alphabet, SmsTemplate.MaxChars * 2);
        foreach (var node in template.Nodes)
            text.AppendChars(node switch
            {
                LiteralNode literal => literal.Text,
                UrlNode url => url.Text,
                PlaceholderNode placeholder => placeholder.Default,
                OptOutLinkNode => $"{links.BaseUrl}/{Encoding.ASCII.GetString(LinkCodes.StandIn)}",
                _ => "",
            });
        var parts = PartSplitter.Split(text, rules, new PartRange[rules.MaxParts]);
        return new TemplateSize(text.Encoding, text.Units, parts, [.. FindOutside(template, alphabet)]);
    }

    /// <summary>A value may be longer than any text, so that only fixed text has a bound of its own.</summary>
    public static int MostParts(SmsTemplate template, GsmAlphabet alphabet, PartRules rules) =>
        template.Nodes.All(node => node is LiteralNode or UrlNode)
            ? Math.Max(0, Measure(template, alphabet, rules, new()).Parts)
            : rules.MaxParts;

    private static IEnumerable<OutsideGsm> FindOutside(SmsTemplate template, GsmAlphabet alphabet)
    {
        var names = template.Nodes.OfType<PlaceholderNode>()
            .Select(node => (Start: node.Column, End: template.Text.IndexOfAny(['|', '}'], node.Column)))
            .ToList();
        for (int at = 0, width; at < template.Text.Length; at += width)
        {
            var rune = Rune.GetRuneAt(template.Text, at);
            width = rune.Utf16SequenceLength;
            if (rune.IsBmp && alphabet.Contains((char)rune.Value)) continue;
            if (names.Exists(name => name.Start <= at && at < name.End)) continue;
            yield return new OutsideGsm(at + 1, rune.ToString(), GsmSubstitutes.Find(rune));
        }
    }
}

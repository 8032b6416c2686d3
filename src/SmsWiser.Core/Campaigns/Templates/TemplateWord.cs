using System.Text;

namespace SmsWiser.Core.Campaigns;

/// <summary>What stands between blanks in a template, one letter in the place of each value and of each system link.</summary>
/// <param name="Text">The word.</param>
/// <param name="Owners">The node of each character.</param>
internal readonly record struct TemplateWord(string Text, TemplateNode[] Owners)
{
    /// <summary>The words of a template in order.</summary>
    public static IEnumerable<TemplateWord> Of(IReadOnlyList<TemplateNode> nodes)
    {
        var (text, owners) = Flatten(nodes);
        for (var at = 0; at < text.Length; at++)
        {
            if (LinkCharacters.IsBreak(text[at])) continue;
            var word = at;
            while (at < text.Length && !LinkCharacters.IsBreak(text[at])) at++;
            yield return new(text[word..at], owners[word..at]);
        }
    }

    private static (string Text, TemplateNode[] Owners) Flatten(IReadOnlyList<TemplateNode> nodes)
    {
        var text = new StringBuilder();
        var owners = new List<TemplateNode>();
        foreach (var node in nodes)
        {
            var piece = node switch
            {
                LiteralNode literal => literal.Text,
                UrlNode url => url.Text,
                _ => "x",
            };
            text.Append(piece);
            owners.AddRange(Enumerable.Repeat(node, piece.Length));
        }
        return (text.ToString(), [.. owners]);
    }
}

namespace SmsWiser.Core.Campaigns;

/// <summary>Where a system link may stand: in a word of its own. Inside another link it would hand personal pages to whoever reads that
/// link's log, and text that touches it would change where it leads. Punctuation that ends the word is the sentence's and is
/// allowed.</summary>
internal static class SystemLinkRules
{
    /// <summary>The first system link that touches something, or null.</summary>
    public static TemplateError? Check(IReadOnlyList<TemplateNode> nodes)
    {
        if (!nodes.OfType<OptOutLinkNode>().Any())
            return null;
        foreach (var word in TemplateWord.Of(nodes))
        {
            var link = Array.FindIndex(word.Owners, node => node is OptOutLinkNode);
            if (link < 0 || (link == 0 && EndsSentence(word)))
                continue;
            var touched = word.Owners.OfType<UrlNode>().FirstOrDefault() is { } url ? $"with the link '{url.Text}'" : "with other text";
            return new TemplateError(word.Owners[link].Column,
                $"{{{OptOutLinkNode.Name}}} is in one word {touched}; put blanks around it, a link of its own must lead where it says");
        }
        return null;
    }

    private static bool EndsSentence(TemplateWord word)
    {
        for (var i = 1; i < word.Text.Length; i++)
            if (word.Owners[i] is not LiteralNode || !LinkCharacters.IsClosing(word.Text[i])) return false;
        return true;
    }
}

namespace SmsWiser.Core.Campaigns;

/// <summary>
/// The check of <see cref="SmsTemplate.CheckShared"/>. A word is what stands between blanks; a placeholder, its default included, must not
/// share one with a link or with a character that could join it to one. Punctuation that ends the word is the sentence's and is allowed.
/// </summary>
internal static class SharedTemplateRules
{
    public static IReadOnlyList<TemplateError> Check(SmsTemplate template, IReadOnlySet<string> privateFields)
    {
        var errors = new List<TemplateError>();
        foreach (var word in TemplateWord.Of(template.Nodes))
            CheckWord(word.Text, word.Owners, privateFields, errors);
        foreach (var node in template.Nodes.OfType<PlaceholderNode>())
            if (privateFields.Contains(node.Field) && CheckDefault(node) is { } error) errors.Add(error);
        return [.. errors.OrderBy(error => error.Column)];
    }

    private static void CheckWord(string word, TemplateNode[] owners, IReadOnlySet<string> privateFields, List<TemplateError> errors)
    {
        var placeholders = owners.OfType<PlaceholderNode>().Where(node => privateFields.Contains(node.Field)).Distinct();
        var url = owners.OfType<UrlNode>().FirstOrDefault();
        var end = word.Length;
        while (end > 0 && LinkCharacters.IsClosing(word[end - 1]) && owners[end - 1] is LiteralNode) end--;
        var joint = Enumerable.Range(0, end).FirstOrDefault(i => LinkCharacters.CanJoin(word[i]), -1);
        foreach (var node in placeholders)
        {
            if (url is not null)
                errors.Add(new TemplateError(node.Column,
                    $"{{{node.Field}}} is in one word with the link '{url.Text}'; put a blank between them, no value may enter a link"));
            else if (joint >= 0)
                errors.Add(new TemplateError(node.Column,
                    $"{{{node.Field}}} is in one word with '{word[joint]}' and could join a link; put a blank between them"));
        }
    }

    private static TemplateError? CheckDefault(PlaceholderNode node)
    {
        var text = node.Default ?? "";
        if (LinkScanner.TryFind(text, 0, out var start, out var end))
            return new TemplateError(node.Column,
                $"the default of {{{node.Field}}} holds the link '{text[start..end]}', which tells who has no value; write it outside");
        for (var i = 0; i < text.Length; i++)
            if (LinkCharacters.CanJoin(text[i]) && (i + 1 == text.Length || !LinkCharacters.IsBreak(text[i + 1])))
                return new TemplateError(node.Column, $"'{text[i]}' in the default of {{{node.Field}}} could join a link; leave it out");
        return null;
    }
}

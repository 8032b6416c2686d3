using SmsWiser.Core.Audience;
using SmsWiser.Core.Links;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Core.Campaigns;

/// <summary>
/// The text of a campaign as typed nodes. Grammar: text; <c>{field}</c> for a lead's value; <c>{field|default}</c> with a text for leads
/// that have none; <c>{optout_link}</c> for the lead's own link, in a word of its own; <c>{{</c> and <c>}}</c> for braces. Nothing is
/// evaluated and values are never read as template text. Immutable.
/// </summary>
public sealed class SmsTemplate
{
    /// <summary>Most characters of a template.</summary>
    public const int MaxChars = 2_000;

    /// <summary>Most placeholders in one template.</summary>
    public const int MaxPlaceholders = 32;

    internal SmsTemplate(string text, IReadOnlyList<TemplateNode> nodes) => (Text, Nodes) = (text, nodes);

    /// <summary>The template as its author wrote it.</summary>
    public string Text { get; }

    /// <summary>Its pieces in order; neighbouring literals are one node.</summary>
    public IReadOnlyList<TemplateNode> Nodes { get; }

    /// <summary>Whether leads get a link of their own to opt out by.</summary>
    public bool HasOptOutLink => Nodes.Any(node => node is OptOutLinkNode);

    /// <summary>
    /// Reads a template. Refused: unclosed or nested braces, a placeholder that is not just a name and a default, control characters other
    /// than the line feed (CR LF counts as one), characters that turn the direction of writing or are invisible, lone surrogates.
    /// </summary>
    public static TemplateParse Parse(string text) => new TemplateReader(text).Read();

    /// <summary>
    /// What a shared list forbids (the recipient writes the text, the owner's values are private): a private placeholder in one word with a
    /// link or with a character that could make one, and a default that holds one. Empty when nothing is wrong.
    /// </summary>
    /// <param name="privateFields">Fields whose values the author must not learn; the set should compare without regard to case.</param>
    public IReadOnlyList<TemplateError> CheckShared(IReadOnlySet<string> privateFields) => SharedTemplateRules.Check(this, privateFields);

    /// <summary>Length, parts and the characters that need UCS-2, for its author to see before anything is sent.</summary>
    /// <param name="alphabet">GSM alphabet of the route.</param>
    /// <param name="rules">The route's rules for parts.</param>
    /// <param name="links">Where links lead.</param>
    public TemplateSize Measure(GsmAlphabet alphabet, PartRules rules, LinkOptions links) =>
        TemplateMeasure.Measure(this, alphabet, rules, links);

    /// <summary>Parts that no SMS made of it exceeds, whatever the values; 0 when nothing of it can be sent. What is longer ends as
    /// suppressed.</summary>
    /// <param name="alphabet">GSM alphabet of the route.</param>
    /// <param name="rules">The route's rules for parts.</param>
    public int MostParts(GsmAlphabet alphabet, PartRules rules) => TemplateMeasure.MostParts(this, alphabet, rules);

    /// <summary>Resolves the placeholders to the fields of one list and encodes the fixed text, once per list.</summary>
    /// <param name="fields">The list's fields.</param>
    /// <param name="isShared">Whether the list is another account's: then every field is private and <see cref="CheckShared"/>
    /// applies.</param>
    /// <param name="alphabet">GSM alphabet of the route.</param>
    /// <param name="links">Where links lead; a template with links is refused without an address.</param>
    public TemplateBinding Bind(IReadOnlyList<FieldDefinition> fields, bool isShared, GsmAlphabet alphabet, LinkOptions links)
    {
        var errors = new List<TemplateError>();
        if (links.BaseUrl is null && Nodes.OfType<OptOutLinkNode>().FirstOrDefault() is { } link)
            errors.Add(new TemplateError(link.Column, LinkOptions.Missing));
        var byName = fields.ToDictionary(field => field.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var node in Nodes.OfType<PlaceholderNode>())
            if (!byName.ContainsKey(node.Field)) errors.Add(new TemplateError(node.Column, UnknownField(node.Field, fields)));
        if (isShared) errors.AddRange(CheckShared(byName.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase)));
        if (errors.Count > 0) return new TemplateBinding(null, [.. errors.OrderBy(error => error.Column)]);
        var template = new CompiledTemplate(Nodes, name => byName[name].No, isShared, alphabet, $"{links.BaseUrl}/");
        return new TemplateBinding(template, []);
    }

    private static string UnknownField(string name, IReadOnlyList<FieldDefinition> fields) =>
        fields.Count == 0
            ? $"the list has no field '{name}'; it has no fields at all"
            : $"the list has no field '{name}'; it has {string.Join(", ", fields.Select(field => field.Name))}";
}

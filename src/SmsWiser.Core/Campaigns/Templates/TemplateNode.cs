namespace SmsWiser.Core.Campaigns;

/// <summary>One piece of a template.</summary>
/// <param name="Column">Where it starts in the template text, from 1.</param>
public abstract record TemplateNode(int Column);

/// <summary>Fixed text without any link.</summary>
/// <param name="Column">Where it starts.</param>
/// <param name="Text">The text as sent, brace escapes resolved.</param>
public sealed record LiteralNode(int Column, string Text) : TemplateNode(Column);

/// <summary>A link in fixed text: what a handset would make tappable, with a scheme or as a bare domain.</summary>
/// <param name="Column">Where it starts.</param>
/// <param name="Text">The link as written.</param>
public sealed record UrlNode(int Column, string Text) : TemplateNode(Column);

/// <summary>The place of a lead's value.</summary>
/// <param name="Column">Where its brace stands.</param>
/// <param name="Field">Name of the field.</param>
/// <param name="Default">Text for a lead without a value; null to send nothing in its place.</param>
public sealed record PlaceholderNode(int Column, string Field, string? Default) : TemplateNode(Column);

/// <summary>The place of the lead's own link by which it opts out, on the platform's domain.</summary>
/// <param name="Column">Where its brace stands.</param>
public sealed record OptOutLinkNode(int Column) : TemplateNode(Column)
{
    /// <summary>What stands between the braces; a field of that name cannot be put into a text.</summary>
    public const string Name = "optout_link";
}

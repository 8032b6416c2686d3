using SmsWiser.Core.Audience;
using SmsWiser.Core.Links;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Core.Campaigns;

/// <summary>
/// A template bound to the fields of one list, its fixed text encoded in advance. Rendering writes octets straight into the buffer and
/// allocates nothing. Immutable; any thread, each with its own buffer.
/// </summary>
public sealed class CompiledTemplate
{
    private const int MaxScannedChars = SmsTextBuffer.DefaultMaxBytes;

    private readonly Step[] steps;
    private readonly int placeholders;

    internal CompiledTemplate(
        IReadOnlyList<TemplateNode> nodes, Func<string, int> fieldNo, bool isShared, GsmAlphabet alphabet, string linkPrefix)
    {
        IsShared = isShared;
        Alphabet = alphabet;
        steps = [.. nodes.Select(node => node switch
        {
            LiteralNode literal => new Step(new SmsLiteral(literal.Text, alphabet), -1),
            UrlNode url => new Step(new SmsLiteral(url.Text, alphabet), -1),
            PlaceholderNode placeholder => new Step(new SmsLiteral(placeholder.Default ?? "", alphabet), fieldNo(placeholder.Field)),
            OptOutLinkNode => new Step(new SmsLiteral(linkPrefix, alphabet), -1, IsLink: true),
            _ => throw new ArgumentException($"no rendering for a {node.GetType().Name}", nameof(nodes)),
        })];
        placeholders = steps.Count(step => step.FieldNo >= 0);
        HasOptOutLink = steps.Any(step => step.IsLink);
    }

    /// <summary>Whether the list is another account's, so that values are watched for links.</summary>
    public bool IsShared { get; }

    /// <summary>Whether each lead gets a link of its own, whose code <see cref="Render(in LeadView, SmsTextBuffer, ReadOnlySpan{byte})"/>
    /// must be given.</summary>
    public bool HasOptOutLink { get; }

    /// <summary>The GSM alphabet of its fixed text; the buffer must have the same.</summary>
    public GsmAlphabet Alphabet { get; }

    /// <summary>Numbers of the fields it reads, each once.</summary>
    public IReadOnlyList<int> Fields => [.. steps.Where(step => step.FieldNo >= 0).Select(step => step.FieldNo).Distinct()];

    /// <summary>Whether a lead's value makes any text UCS-2.</summary>
    /// <param name="lead">The lead.</param>
    /// <param name="fieldNo">One of <see cref="Fields"/>.</param>
    /// <param name="scratch">A buffer of the same <see cref="Alphabet"/>; overwritten.</param>
    public static bool NeedsUcs2(in LeadView lead, int fieldNo, SmsTextBuffer scratch)
    {
        scratch.Reset();
        ValueText.Append(lead.Field(fieldNo), scratch);
        return scratch.Encoding == SmsEncoding.Ucs2;
    }

    /// <summary>The same with links that lead nowhere, for measuring and showing: every code has the same length.</summary>
    public RenderResult Render(in LeadView lead, SmsTextBuffer buffer) => Render(lead, buffer, LinkCodes.StandIn);

    /// <summary>
    /// Writes the text for one lead into the buffer, which is reset first. On a shared list a text in which a value makes, lengthens or
    /// touches a link is refused; look-alikes of '.', '/', ':' and '@' count as such.
    /// </summary>
    /// <param name="lead">The lead; a missing value gives the placeholder's default.</param>
    /// <param name="buffer">A buffer of the same <see cref="Alphabet"/>.</param>
    /// <param name="optOutCode">The lead's code of <see cref="LinkCodes"/>; not read without an opt-out link.</param>
    public RenderResult Render(in LeadView lead, SmsTextBuffer buffer, ReadOnlySpan<byte> optOutCode)
    {
        buffer.Reset();
        Span<ValueRange> values = stackalloc ValueRange[IsShared ? placeholders : 0];
        var (count, mayHoldLink) = (0, false);
        foreach (var step in steps)
        {
            var value = step.FieldNo < 0 ? default : lead.Field(step.FieldNo);
            if (value.IsEmpty)
            {
                buffer.Append(step.Text);
                if (step.IsLink) buffer.AppendUtf8(optOutCode);
                continue;
            }
            var start = buffer.CharCount;
            ValueText.Append(value, buffer);
            if (!IsShared) continue;
            values[count++] = new ValueRange(start, buffer.CharCount);
            mayHoldLink |= ValueText.MayJoinLink(value);
        }
        if (buffer.IsTooLong) return RenderResult.TooLong;
        return mayHoldLink ? Scan(buffer, values[..count]) : RenderResult.Rendered;
    }

    /// <summary>
    /// Looks for a link in the words that each value stands in; the check of the template keeps the fixed links out of them.
    /// </summary>
    private static RenderResult Scan(SmsTextBuffer buffer, ReadOnlySpan<ValueRange> values)
    {
        if (buffer.Units > MaxScannedChars) return RenderResult.TooLong;
        Span<char> chars = stackalloc char[buffer.Units];
        ReadOnlySpan<char> text = chars[..buffer.CopyChars(chars)];
        foreach (var value in values)
        {
            var (from, to) = (value.Start, value.End);
            while (from > 0 && !LinkCharacters.IsBreak(text[from - 1])) from--;
            while (to < text.Length && !LinkCharacters.IsBreak(text[to])) to++;
            if (LinkScanner.TryFind(text[from..to], 0, out _, out _)) return RenderResult.LinkInValue;
        }
        return RenderResult.Rendered;
    }

    /// <summary>Fixed text, the default of the field that goes in its place, or what stands before a link's code.</summary>
    private readonly record struct Step(SmsLiteral Text, int FieldNo, bool IsLink = false);

    private readonly record struct ValueRange(int Start, int End);
}


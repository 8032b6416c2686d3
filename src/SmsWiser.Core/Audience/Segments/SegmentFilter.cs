namespace SmsWiser.Core.Audience;

/// <summary>
/// The condition of a segment over one list's fields, for example <c>spent_2020 &gt; 100 and city = "Lyon"</c>. Immutable; any thread.
/// </summary>
/// <remarks>
/// <para>
/// Conditions: <c>field = value</c> with <c>= != &lt; &lt;= &gt; &gt;=</c>, <c>field in (a, b)</c>, <c>field not in (a, b)</c>, <c>field is
/// empty</c>, <c>field is not empty</c>; joined by <c>not</c>, <c>and</c>, <c>or</c> (binding in this order) and parentheses. A field name
/// with blanks or one of these words goes in brackets: <c>[first name]</c>. Names and words in any case.
/// </para>
/// <para>
/// Values: numbers (<c>-12.5</c>) for number fields, dates (<c>2020-05-01</c>) for date fields, texts in double or single quotes for text
/// fields, a quote inside doubled. Texts are compared character by character in the invariant upper case: "lyon" = "LYON", but "é" ≠ "e".
/// </para>
/// <para>
/// A missing value is empty: it equals, exceeds and is in nothing, so <c>!=</c> and <c>not in</c> hold for it, and <c>not</c> turns any of
/// these round. The phone number is no field.
/// </para>
/// </remarks>
public sealed class SegmentFilter
{
    /// <summary>Most characters of a condition.</summary>
    public const int MaxChars = 4_000;

    /// <summary>Most values in one <c>in</c>.</summary>
    public const int MaxListValues = 500;

    /// <summary>Deepest nesting of parentheses and <c>not</c>.</summary>
    public const int MaxDepth = 32;

    private readonly SegmentNode root;

    internal SegmentFilter(string text, SegmentNode root) => (Text, this.root) = (text, root);

    /// <summary>The condition as written.</summary>
    public string Text { get; }

    /// <summary>Reads a condition and checks it against the list's fields; the first error ends it.</summary>
    public static SegmentParse Parse(string text, IReadOnlyList<FieldDefinition> fields) => new SegmentReader(text, fields).Read();

    /// <summary>Whether the lead belongs to the segment. Allocates nothing.</summary>
    public bool Matches(in LeadView lead) => root.Matches(lead);
}


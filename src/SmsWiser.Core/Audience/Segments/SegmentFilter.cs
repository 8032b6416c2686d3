namespace SmsWiser.Core.Audience;

/// <summary>
/// The condition of a segment over one list, for example <c>spent_2020 &gt; 100 and city = "Lyon"</c>. Immutable; any thread.
/// </summary>
/// <remarks>
/// <para>
/// Conditions on a field: <c>= != &lt; &lt;= &gt; &gt;=</c>, <c>in (a, b)</c>, <c>between a and b</c> (both included),
/// <c>starts_with "x"</c>, <c>contains "x"</c> (each also behind <c>not</c>), <c>is empty</c>, <c>is not empty</c>; joined by <c>not</c>,
/// <c>and</c>, <c>or</c> (binding in this order) and parentheses. A field name with blanks or one of these words goes in brackets:
/// <c>[first name]</c>. Names and words in any case.
/// </para>
/// <para>
/// Values: numbers (<c>-12.5</c>) for number fields; dates (<c>2020-05-01</c>, <c>today</c>, <c>today - 30 days</c>, also weeks, months,
/// years) for date fields; texts in double or single quotes for text fields, a quote inside doubled. Texts are compared character by
/// character in the invariant upper case: "lyon" = "LYON", but "é" ≠ "e". <c>birthday is today</c>, <c>is today + 7 days</c>, <c>is
/// 12-24</c> and <c>is between today and today + 6 days</c> compare month and day in any year; 29 February falls on the 28th in other
/// years.
/// </para>
/// <para>
/// For the owner of the list only: <c>in_file("name")</c>; <c>sent in campaign "id"</c>, <c>delivered in campaign "id"</c>, <c>clicked in
/// campaign "id"</c>; <c>random 10 %</c>, <c>random 10 % "name"</c> (a sample that stays the same, another for each name); and as the last
/// clause <c>top 100 by field</c> or <c>bottom 100 by field</c>: of the leads that fulfil the rest.
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

    /// <summary>Most campaigns that one condition may ask about.</summary>
    public const int MaxQuestions = 10;

    private readonly SegmentNode root;
    private readonly IReadOnlyList<int> unnamedSamples;
    private readonly SegmentFacts facts;
    private readonly LeadSet? taken;

    internal SegmentFilter(
        string text, SegmentNode root, SegmentRank? rank, IReadOnlyList<CampaignQuestion> questions, IReadOnlyList<int> unnamedSamples)
        : this(text, root, rank, questions, unnamedSamples, SegmentFacts.None, taken: null)
    {
    }

    private SegmentFilter(
        string text, SegmentNode root, SegmentRank? rank, IReadOnlyList<CampaignQuestion> questions, IReadOnlyList<int> unnamedSamples,
        SegmentFacts facts, LeadSet? taken)
    {
        (Text, this.root, Rank, Questions) = (text, root, rank, questions);
        (this.unnamedSamples, this.facts, this.taken) = (unnamedSamples, facts, taken);
    }

    /// <summary>The condition as written.</summary>
    public string Text { get; }

    /// <summary>The last clause, <c>top n by field</c>, or null. Until <see cref="Narrow"/> gives the leads it takes,
    /// <see cref="Matches"/> tells which leads it takes them from.</summary>
    public SegmentRank? Rank { get; }

    /// <summary>Campaigns it asks about; <see cref="Answer"/> has to give their leads before <see cref="Matches"/>.</summary>
    public IReadOnlyList<CampaignQuestion> Questions { get; }

    /// <summary>Reads a condition on fields alone, in which no day is today; the first error ends it.</summary>
    public static SegmentParse Parse(string text, IReadOnlyList<FieldDefinition> fields) => Parse(text, new SegmentScope(fields));

    /// <summary>Reads a condition and checks it against what it may name; the first error ends it.</summary>
    public static SegmentParse Parse(string text, SegmentScope scope) => new SegmentReader(text, scope).Read();

    /// <summary>The same condition with the answers to <see cref="Questions"/>, in their order.</summary>
    public SegmentFilter Answer(IReadOnlyList<LeadSet> answers) => answers.Count == Questions.Count
        ? new(Text, root, Rank, Questions, unnamedSamples, new(answers), taken)
        : throw new ArgumentException($"{Questions.Count} questions need as many answers, not {answers.Count}", nameof(answers));

    /// <summary>The same condition, holding for exactly the leads that its rank takes.</summary>
    public SegmentFilter Narrow(LeadSet leads) => new(Text, root, Rank, Questions, unnamedSamples, facts, leads);

    /// <summary>The condition with this name given to each sample that has none: what a saved segment becomes where its id is
    /// lost.</summary>
    public string NameSamples(string name)
    {
        var text = Text;
        foreach (var end in unnamedSamples.OrderDescending())
            text = text.Insert(end, $" \"{name}\"");
        return text;
    }

    /// <summary>Whether the lead belongs to the segment. Allocates nothing.</summary>
    /// <exception cref="InvalidOperationException">It asks about campaigns and has no answers yet.</exception>
    public bool Matches(in LeadView lead)
    {
        if (facts.Answers.Count != Questions.Count) ThrowUnanswered();
        return taken is null ? root.Matches(lead, facts) : taken.Contains(lead.LeadNo);
    }

    private static void ThrowUnanswered() =>
        throw new InvalidOperationException("the condition asks about campaigns; give it their leads first");
}

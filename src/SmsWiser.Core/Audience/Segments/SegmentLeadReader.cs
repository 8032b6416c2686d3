using System.Globalization;

namespace SmsWiser.Core.Audience;

/// <summary>Reads conditions on what a lead's list knows besides fields: working files, samples, earlier campaigns. For owners.</summary>
internal sealed class SegmentLeadReader(SegmentWords words, SegmentScope scope)
{
    private readonly List<CampaignQuestion> questions = [];
    private readonly List<int> unnamedSamples = [];

    /// <summary>Campaigns asked about, in the order of their conditions.</summary>
    public IReadOnlyList<CampaignQuestion> Questions => questions;

    /// <summary>Where in the text the names of samples that have none would stand.</summary>
    public IReadOnlyList<int> UnnamedSamples => unnamedSamples;

    /// <summary>True when such a condition follows, and no field that only has its name.</summary>
    public bool IsNext => words.Token.Kind == SegmentTokenKind.Name
        && (words.Token.Is("in_file") && words.Ahead(1).Is("(")
            || words.Token.Is("random") && words.Ahead(1).Kind == SegmentTokenKind.Number
            || Outcome(words.Token) is not null && words.Ahead(1).Is("in") && words.Ahead(2).Is("campaign"));

    /// <summary>The refusal of a word that only the owner of the list may use.</summary>
    public static string OwnersOnly(string word) =>
        $"'{word}' is for the list's owner; over a shared list a condition may use fields only";

    public SegmentNode? Read()
    {
        var word = words.Token;
        if (scope.FieldsOnly) return words.Fail(word.Column, OwnersOnly(word.Value));
        words.Advance();
        return word.Is("in_file") ? ReadFile() : word.Is("random") ? ReadSample() : ReadOutcome(Outcome(word)!.Value, word.Column);
    }

    private static CampaignOutcome? Outcome(SegmentToken token) =>
        token.Is("sent") ? CampaignOutcome.Sent
        : token.Is("delivered") ? CampaignOutcome.Delivered
        : token.Is("clicked") ? CampaignOutcome.Clicked : null;

    private SegmentNode? ReadFile()
    {
        words.Advance();
        var name = words.Token;
        if (name.Kind != SegmentTokenKind.Text) return words.Expected("the name of a working file in quotes");
        var found = scope.WorkingSets.FirstOrDefault(set => set.Name.Equals(name.Value, StringComparison.OrdinalIgnoreCase));
        if (found is null)
        {
            var names = scope.WorkingSets.Count == 0
                ? "it has none"
                : $"it has {string.Join(", ", scope.WorkingSets.Select(set => set.Name))}";
            return words.Fail(name.Column, $"the list has no working file '{name.Value}'; {names}");
        }
        words.Advance();
        return words.TryTake(")") ? new InFileNode(found.No) : words.Expected("')'");
    }

    private SegmentNode? ReadSample()
    {
        var share = words.Token;
        var percent = decimal.Parse(share.Value, CultureInfo.InvariantCulture);
        if (percent is <= 0 or > 100) return words.Fail(share.Column, $"{share.Value} % cannot be drawn; more than 0 and up to 100 can");
        words.Advance();
        var sign = words.Token;
        if (!words.TryTake("%")) return words.Expected("'%'");
        var seed = words.Token;
        if (seed.Kind != SegmentTokenKind.Text)
        {
            unnamedSamples.Add(sign.Column);
            return new SampleNode(percent, scope.Seed);
        }
        words.Advance();
        return new SampleNode(percent, seed.Value);
    }

    private SegmentNode? ReadOutcome(CampaignOutcome outcome, int column)
    {
        words.Advance();
        words.Advance();
        var campaign = words.Token;
        if (campaign.Kind != SegmentTokenKind.Text) return words.Expected("the id of a campaign in quotes");
        if (questions.Count == SegmentFilter.MaxQuestions)
            return words.Fail(column, $"more than {SegmentFilter.MaxQuestions} campaigns are asked about");
        words.Advance();
        questions.Add(new(outcome, campaign.Value, column));
        return new OutcomeNode(questions.Count - 1);
    }
}

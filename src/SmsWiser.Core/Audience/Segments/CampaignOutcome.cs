namespace SmsWiser.Core.Audience;

/// <summary>What a condition may ask about an earlier campaign.</summary>
public enum CampaignOutcome
{
    /// <summary>At least one part went on the wire.</summary>
    Sent,

    /// <summary>A receipt says that it was delivered.</summary>
    Delivered,

    /// <summary>The lead clicked a link of it.</summary>
    Clicked,
}

/// <summary>A campaign that a condition names.</summary>
/// <param name="Outcome">What is asked.</param>
/// <param name="Campaign">Public id of the campaign.</param>
/// <param name="Column">Where it stands in the condition, from 1.</param>
public sealed record CampaignQuestion(CampaignOutcome Outcome, string Campaign, int Column);

/// <summary>Answer to a <see cref="CampaignQuestion"/>: exactly one of the two is there.</summary>
/// <param name="Leads">The leads of the list for which it holds.</param>
/// <param name="Refusal">Why it cannot be answered, in words for its author.</param>
public sealed record CampaignAnswer(LeadSet? Leads, string? Refusal);

/// <summary>What became of the leads of a list in earlier campaigns of its owner. Any thread.</summary>
public interface ICampaignHistory
{
    /// <summary>Answers a question about an own campaign over an own list.</summary>
    /// <param name="account">Who asks; campaigns of others do not exist for it.</param>
    /// <param name="list">The list whose leads are wanted.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="cancellation">Ends it early.</param>
    Task<CampaignAnswer> FindAsync(AccountId account, ListId list, CampaignQuestion question, CancellationToken cancellation);
}

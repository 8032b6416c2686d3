using SmsWiser.Core;
using SmsWiser.Core.Audience;

namespace SmsWiser.Engine.Audience;

/// <summary>A condition that cannot be used, in words for its author.</summary>
internal sealed class ConditionException(string message) : Exception(message);

/// <summary>Makes conditions ready for use: reads them, answers what they ask about earlier campaigns, finds the leads their rank takes.
/// Any thread.</summary>
internal sealed class Conditions(ICampaignHistory history, LeadPages leads, TimeProvider time)
{
    /// <summary>The day that conditions call today: UTC until accounts have a zone.</summary>
    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>Reads a condition and checks everything in it that can be checked without looking at a lead.</summary>
    /// <param name="text">The condition.</param>
    /// <param name="list">The list.</param>
    /// <param name="account">Who asks.</param>
    /// <param name="seed">Public id of the saved segment, or empty.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ConditionException">It cannot be used.</exception>
    public async Task<SegmentFilter> CheckAsync(
        string text, LeadList list, AccountId account, string seed, CancellationToken cancellation)
    {
        var filter = Read(text, list, account, seed);
        foreach (var question in filter.Questions.Where(question => question.Outcome == CampaignOutcome.Clicked))
        {
            if ((await history.FindAsync(account, list.Id, question, cancellation)).Refusal is { } refusal)
                throw Refused(question, refusal);
        }
        return filter;
    }

    /// <summary>A condition ready to be held against the leads of its list, as of now.</summary>
    /// <exception cref="ConditionException">It cannot be used.</exception>
    public async Task<SegmentFilter> PrepareAsync(
        string text, LeadList list, AccountId account, string seed, CancellationToken cancellation)
    {
        var filter = Read(text, list, account, seed);
        var answers = new List<LeadSet>();
        foreach (var question in filter.Questions)
        {
            var answer = await history.FindAsync(account, list.Id, question, cancellation);
            answers.Add(answer.Leads ?? throw Refused(question, answer.Refusal ?? "it has no answer"));
        }
        filter = filter.Answer(answers);
        return filter.Rank is { } rank ? await NarrowAsync(filter, rank, list, cancellation) : filter;
    }

    private SegmentFilter Read(string text, LeadList list, AccountId account, string seed)
    {
        var scope = list.Scope(Today, fieldsOnly: list.Owner != account) with { Seed = seed };
        var parsed = SegmentFilter.Parse(text, scope);
        return parsed.Filter ?? throw new ConditionException(parsed.Error!.ToString());
    }

    private async Task<SegmentFilter> NarrowAsync(
        SegmentFilter filter, SegmentRank rank, LeadList list, CancellationToken cancellation)
    {
        var heap = new RankHeap(rank);
        await leads.WalkAsync(list, Offer, rest: null, cancellation);
        return filter.Narrow(heap.Taken());

        void Offer(in LeadView lead)
        {
            if (filter.Matches(lead))
                heap.Offer(lead);
        }
    }

    private static ConditionException Refused(CampaignQuestion question, string refusal) =>
        new(new SegmentError(question.Column, refusal).ToString());
}

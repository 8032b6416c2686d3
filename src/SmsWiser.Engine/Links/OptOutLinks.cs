using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Links;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine.Audience;
using SmsWiser.Engine.Compliance;

namespace SmsWiser.Engine.Links;

/// <summary>Opt-outs by link, with the reach of a STOP to the sender: the sender for its account, and the topic whoever sends to it. What
/// is no code of this platform is known by the code alone; the store is asked only about real ones. They work as long as their sendout and
/// list exist, for the number that the lead has now. Any thread.</summary>
internal sealed class OptOutLinks(
    ISendoutStore sendouts, ICampaignStore campaigns, IListStore lists, ILeadPageStore pages, OptOuts optOuts, KeyRing keys,
    IRandom random, TimeProvider time) : IDisposable
{
    private readonly Lock guard = new();
    private readonly LinkCodes codes = EngineServices.LinkCodesOf(keys);

    /// <summary>What a code is about, or null.</summary>
    public async Task<OptOutLink?> FindAsync(string code)
    {
        if (Decode(code) is not { } subject
            || await sendouts.FindAsync(subject.Sendout, CancellationToken.None) is not { } sendout
            || await campaigns.FindAsync(sendout.Campaign, CancellationToken.None) is not { } campaign
            || subject.Target >= campaign.Targets.Count
            || await lists.FindAsync(campaign.Targets[subject.Target].List, CancellationToken.None) is not { } list)
            return null;
        return new(campaign, list, subject.LeadNo);
    }

    /// <summary>Opts out the person of a code: committed, and held by every writer of this node when this returns.</summary>
    /// <returns>What the code is about, or null.</returns>
    public async Task<OptOutLink?> OptOutAsync(string code, bool everything)
    {
        if (await FindAsync(code) is not { } link || await NumberAsync(link) is not (> 0 and var number))
            return null;
        await optOuts.ChangeAsync(Changes(link, number, everything), OptOutOrigin.Link, CancellationToken.None);
        return link;
    }

    public void Dispose() => codes.Dispose();

    private LinkSubject? Decode(string code)
    {
        lock (guard)
            return codes.TryDecode(code, out var subject) && subject.Link == LinkSubject.OptOut ? subject : null;
    }

    /// <summary>The lead's number; 0 when it was removed.</summary>
    private Task<ulong> NumberAsync(OptOutLink link) => new LeadNumbers(pages, keys, random).FindAsync(link.List, link.LeadNo);

    private List<OptOutChange> Changes(OptOutLink link, ulong number, bool everything)
    {
        using var tags = EngineServices.NumberTagsOf(keys);
        var (key, now) = ((ulong)tags.NumberKey(number), time.GetUtcNow());
        var changes = new List<OptOutChange>
        {
            new(OptOutDomain.OfSender(link.Campaign.Account, link.Campaign.Sender), key, IsOut: true, now),
            new(OptOutDomain.OfTopic(link.List.Id), key, IsOut: true, now),
        };
        if (everything)
            changes.Add(new(OptOutDomain.OfAccount(link.Campaign.Account), key, IsOut: true, now));
        return changes;
    }
}

/// <summary>A link that leads somewhere.</summary>
/// <param name="Campaign">The campaign whose message had it.</param>
/// <param name="List">The lead's list.</param>
/// <param name="LeadNo">The lead.</param>
internal sealed record OptOutLink(Campaign Campaign, LeadList List, uint LeadNo);

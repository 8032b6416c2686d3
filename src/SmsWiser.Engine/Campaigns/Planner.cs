using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Ledger;
using SmsWiser.Core.Links;
using SmsWiser.Core.Sealing;
using SmsWiser.Core.Shares;
using SmsWiser.Engine.Audience;
using SmsWiser.Engine.Carriers;
using SmsWiser.Engine.Compliance;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Engine.Ledger;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Engine.Campaigns;

/// <summary>Turns a campaign's audiences into the chunks of a sendout: own lists before shared ones, duplicates by number removed, each
/// lead with its route or suppressed. Streamed in small transactions; nothing can be claimed before the last one. Any thread; each plan on
/// one loop.</summary>
internal sealed class Planner(
    IAccountStore accounts, ICampaignStore campaigns, ISendoutStore sendouts, IListStore lists, ILeadPageStore pages, IShareStore shares,
    ICarrierStore carriers, ILedgerStore ledger, IOptOutStore optOuts, OptOutOptions optOutOptions, LinkOptions links, KeyRing keys,
    IRandom random, DispatchOptions options, TimeProvider time, Conditions conditions, FrequencyCaps caps)
{
    /// <summary>Plans a registered sendout.</summary>
    /// <param name="sendout">In state planning, without chunks.</param>
    /// <param name="progress">Told after each transaction, on the planning loop; may be null.</param>
    /// <param name="cancellation">Leaves the sendout planning, to be planned anew.</param>
    /// <returns>The sendout as it is now: sending, sent (nobody to send to), failed with a reason, or cancelled meanwhile.</returns>
    public async Task<Sendout?> PlanAsync(Sendout sendout, Action<PlanProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            var gatePosition = await shares.GatePositionAsync(cancellation);
            var campaign = await campaigns.FindAsync(sendout.Campaign, cancellation)
                ?? throw new InvalidDataException(
                    $"sendout {sendout.Id.Value} names campaign {sendout.Campaign.Value}, which is not in the store");
            var at = time.GetUtcNow();
            var audience = await ResolveAsync(campaign, at, isEstimate: false, cancellation);
            using var tags = EngineServices.NumberTagsOf(keys);
            var turns = new ChunkTurns(campaign.Terms, at, audience.Targets.Sum(target => target.List.Leads));
            var run = new PlanRun(sendout.Id, sendouts, turns, tags, gatePosition, audience.Parts, progress);
            await caps.ForgetAsync(cancellation);
            using var reached = caps.Numbers(campaign);
            if (await run.PlanAsync(Walk(sendout.Id, audience, reached, at, tags), audience.Targets, cancellation) is { } grants)
            {
                var planned = await sendouts.FinishPlanAsync(sendout.Id, grants, time.GetUtcNow(), cancellation);
                if (planned is { State: not SendoutState.Failed })
                    return planned;
            }
            await sendouts.DropPlanAsync(sendout.Id, cancellation);
        }
        catch (Exception error) when (Explain(error) is { } reason)
        {
            await FailAsync(sendout.Id, reason, cancellation);
        }
        return await sendouts.FindAsync(sendout.Id, cancellation);
    }

    /// <summary>Finds what a sendout would reach and cost.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="at">When it would start.</param>
    /// <param name="progress">Told how many leads of own lists were looked at, of how many.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<EstimateFigures> EstimateAsync(
        Campaign campaign, DateTimeOffset at, Action<long, long> progress, CancellationToken cancellation)
    {
        var audience = await ResolveAsync(campaign, at, isEstimate: true, cancellation);
        var targets = audience.Targets.ToLookup(target => target.Grant.Value == 0);
        var (own, maxParts) = (targets[true].ToList(), MaxParts(campaign));
        var total = own.Sum(target => target.List.Leads);
        progress(0, total);
        using var tags = EngineServices.NumberTagsOf(keys);
        await caps.ForgetAsync(cancellation);
        using var reached = caps.Numbers(campaign);
        var walk = Walk(default, audience, reached, at, tags);
        var ownFigures = new AudienceFigures(audience.Parts, maxParts, walked => progress(walked, total));
        await walk.WalkAsync(own, ownFigures, cancellation);
        // One by one, so that no number on one of them shows in the figures of another.
        var sharedFigures = new AudienceFigures(audience.Parts, maxParts, progress: null);
        foreach (var target in targets[false])
            await walk.WalkAsync([target], sharedFigures, cancellation);
        return new(
            own.Count > 0 ? ownFigures : null, targets[false].Any() ? sharedFigures : null,
            audience.Parts.MostParts(SmsTemplate.Parse(campaign.Template).Template!),
            audience.Tariff.HighestPriceMicros, [.. targets[false].Select(target => (target.Grant, target.Epoch))]);
    }

    /// <summary>What people can do about an audience that cannot be walked; null for other errors.</summary>
    public static string? Explain(Exception error) => error switch
    {
        PlanException => error.Message,
        UnknownKeyException => $"this node cannot open a list: {error.Message}",
        SealBrokenException => "a page of a list does not open; its owner must import the list again",
        _ => null,
    };

    /// <summary>Ends planning with an error; chunks made so far are dropped.</summary>
    public async Task FailAsync(SendoutId sendout, string error, CancellationToken cancellation)
    {
        await sendouts.DropPlanAsync(sendout, cancellation);
        await sendouts.FailPlanAsync(sendout, error, time.GetUtcNow(), cancellation);
    }

    private int MaxParts(Campaign campaign) => Math.Min(options.MaxParts, campaign.Terms.MaxParts ?? options.MaxParts);

    private async Task<EligibilityTerms> RulesAsync(Campaign campaign, CancellationToken cancellation)
    {
        var rules = EligibilityTerms.Of(campaign, await accounts.HoursAsync(campaign.Account, cancellation));
        return campaign.Class == TrafficClass.Marketing && rules.Policy is { IsNever: true }
            ? throw new PlanException(
                "the campaign's window and the account's own hours have no minute in common; change one of them")
            : rules;
    }

    private async Task<Audience> ResolveAsync(
        Campaign campaign, DateTimeOffset at, bool isEstimate, CancellationToken cancellation)
    {
        var terms = await ledger.TermsAsync(campaign.Account, cancellation);
        var parts = new PartCounter(
            MaxParts(campaign), await carriers.ListRoutesAsync(cancellation), await carriers.ListAsync(cancellation));
        if (links.BaseUrl is null && SmsTemplate.Parse(campaign.Template).Template is { HasOptOutLink: true })
            throw new PlanException($"the text cannot be used: {LinkOptions.Missing}");
        var targets = new List<PlanTarget>();
        // A lead that is on an own and on a shared list is the sender's own: OrderBy is stable, own targets come first.
        foreach (var target in campaign.Targets.OrderBy(target => target.Grant.Value == 0 ? 0 : 1))
            targets.Add(await ResolveAsync(campaign, target, cancellation));
        if (isEstimate || terms.Kind != AccountKind.Unbilled)
            targets = targets.ConvertAll(target => target with { Texts = Texts(campaign, target, parts) });
        var tariff = await Tariff.LoadAsync(carriers, ledger, terms, at, cancellation);
        return new(targets, tariff, await RulesAsync(campaign, cancellation), parts);
    }

    private AudienceWalk Walk(SendoutId order, Audience audience, FrequencyNumbers? caps, DateTimeOffset at, NumberTags tags) =>
        new(order, pages, audience.Tariff, audience.Rules, optOuts, caps, at, keys, new(random), tags);

    private async Task<PlanTarget> ResolveAsync(Campaign campaign, CampaignTarget target, CancellationToken cancellation)
    {
        var list = await lists.FindAsync(target.List, cancellation)
            ?? throw new PlanException("a list of the campaign does not exist any more");
        if (list.ArchivedAt is not null)
            throw new PlanException($"the list '{list.Name}' is archived; its owner can restore it");
        var epoch = 0;
        if (target.Grant.Value == 0)
        {
            if (list.Owner != campaign.Account)
                throw new PlanException($"the list '{list.Name}' does not belong to the sender any more");
        }
        else
        {
            var grant = await shares.FindAsync(target.Grant, cancellation);
            if (grant is not { State: GrantState.Accepted } || grant.Recipient != campaign.Account || grant.List != list.Id)
                throw new PlanException($"the owner of '{list.Name}' has stopped sharing it");
            epoch = grant.Epoch;
        }
        var domains = OptOutDomains.For(campaign.Account, campaign.Sender, list.Id, campaign.Class, optOutOptions);
        return new(list, target.Grant, epoch, await FilterAsync(list, campaign.Account, target.Filter, cancellation), domains);
    }

    private Dictionary<GsmAlphabet, CompiledTemplate> Texts(Campaign campaign, PlanTarget target, PartCounter parts)
    {
        try
        {
            return parts.Alphabets.ToDictionary(
                alphabet => alphabet,
                alphabet => SendoutText.Bind(campaign, target.List, isShared: target.Grant.Value != 0, alphabet, links));
        }
        catch (UnusableTemplateException error)
        {
            throw new PlanException($"the text cannot be used for '{target.List.Name}' any more: {error.Message}");
        }
    }

    private async Task<SegmentFilter?> FilterAsync(LeadList list, AccountId account, string? text, CancellationToken cancellation)
    {
        if (text is null)
            return null;
        try
        {
            return await conditions.PrepareAsync(text, list, account, seed: "", cancellation);
        }
        catch (ConditionException error)
        {
            throw new PlanException($"the filter on '{list.Name}' cannot be used: {error.Message}");
        }
    }

    /// <summary>A campaign's audiences, ready to be walked.</summary>
    private sealed record Audience(
        IReadOnlyList<PlanTarget> Targets, Tariff Tariff, EligibilityTerms Rules, PartCounter Parts);
}

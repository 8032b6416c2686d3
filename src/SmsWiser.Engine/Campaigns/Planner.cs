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
using SmsWiser.Engine.Dispatch;
using SmsWiser.Engine.Ledger;

namespace SmsWiser.Engine.Campaigns;

/// <summary>Turns a campaign's audiences into the chunks of a sendout: own lists before shared ones, duplicates by number removed, each
/// lead with its route or suppressed. Streamed in small transactions; nothing can be claimed before the last one. Any thread; each plan on
/// one loop.</summary>
internal sealed class Planner(
    IAccountStore accounts, ICampaignStore campaigns, ISendoutStore sendouts, IListStore lists, ILeadPageStore pages, IShareStore shares,
    ICarrierStore carriers, ILedgerStore ledger, IOptOutStore optOuts, OptOutOptions optOutOptions, LinkOptions links, KeyRing keys,
    IRandom random, DispatchOptions options, TimeProvider time, Conditions conditions)
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
            var terms = await ledger.TermsAsync(sendout.Account, cancellation);
            var targets = await ResolveAsync(campaign, terms, cancellation);
            var tariff = await Tariff.LoadAsync(carriers, ledger, terms, time.GetUtcNow(), cancellation);
            var turns = new ChunkTurns(campaign.Terms, time.GetUtcNow(), targets.Sum(target => target.List.Leads));
            using var run = new PlanRun(
                sendout.Id, sendouts, pages, tariff, await RulesAsync(campaign, cancellation), optOuts, turns, time.GetUtcNow(), keys,
                random, gatePosition, Math.Min(options.MaxParts, campaign.Terms.MaxParts ?? options.MaxParts), progress);
            if (await run.WalkAsync(targets, cancellation) is { } grants
                && await sendouts.FinishPlanAsync(sendout.Id, grants, time.GetUtcNow(), cancellation) is { } planned)
                return planned;
            await sendouts.DropPlanAsync(sendout.Id, cancellation);
        }
        catch (PlanException error)
        {
            await FailAsync(sendout.Id, error.Message, cancellation);
        }
        catch (UnknownKeyException error)
        {
            await FailAsync(sendout.Id, $"this node cannot open a list: {error.Message}", cancellation);
        }
        catch (SealBrokenException)
        {
            await FailAsync(sendout.Id, "a page of a list does not open; its owner must import the list again", cancellation);
        }
        return await sendouts.FindAsync(sendout.Id, cancellation);
    }

    /// <summary>Ends planning with an error; chunks made so far are dropped.</summary>
    public async Task FailAsync(SendoutId sendout, string error, CancellationToken cancellation)
    {
        await sendouts.DropPlanAsync(sendout, cancellation);
        await sendouts.FailPlanAsync(sendout, error, time.GetUtcNow(), cancellation);
    }

    private async Task<EligibilityTerms> RulesAsync(Campaign campaign, CancellationToken cancellation)
    {
        var rules = EligibilityTerms.Of(campaign, await accounts.HoursAsync(campaign.Account, cancellation));
        return campaign.Class == TrafficClass.Marketing && rules.Policy is { IsNever: true }
            ? throw new PlanException(
                "the campaign's window and the account's own hours have no minute in common; change one of them")
            : rules;
    }

    private async Task<IReadOnlyList<PlanTarget>> ResolveAsync(Campaign campaign, AccountTerms terms, CancellationToken cancellation)
    {
        if (links.BaseUrl is null && SmsTemplate.Parse(campaign.Template).Template is { HasOptOutLink: true })
            throw new PlanException($"the text cannot be used: {LinkOptions.Missing}");
        var targets = new List<PlanTarget>();
        // A lead that is on an own and on a shared list is the sender's own: OrderBy is stable, own targets come first.
        foreach (var target in campaign.Targets.OrderBy(target => target.Grant.Value == 0 ? 0 : 1))
            targets.Add(await ResolveAsync(campaign, target, cancellation));
        return terms.Kind == AccountKind.Unbilled ? targets : targets.ConvertAll(target => target with { Text = Text(campaign, target) });
    }

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

    private CompiledTemplate Text(Campaign campaign, PlanTarget target)
    {
        try
        {
            return SendoutText.Compile(
                campaign, target.List, isShared: target.Grant.Value != 0, optOutOptions, links, options.MaxParts).Template;
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
}

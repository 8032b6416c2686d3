using System.Buffers.Binary;
using System.Security.Cryptography;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Sealing;
using SmsWiser.Core.Shares;
using SmsWiser.Engine.Carriers;
using SmsWiser.Engine.Compliance;
using SmsWiser.Engine.Ledger;

namespace SmsWiser.Engine.Campaigns;

/// <summary>What a walk tells of its leads: the chunks of a plan or the figures of an estimate.</summary>
internal interface IAudienceSink
{
    /// <summary>Leads to come belong to this target.</summary>
    /// <param name="target">The target.</param>
    /// <param name="key">Key of the order over its list.</param>
    void Begin(PlanTarget target, ulong key);

    /// <summary>A lead that is never to be sent.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="decision">What the eligibility step said, which may have let it pass.</param>
    /// <param name="leadNo">Its number in the list.</param>
    /// <param name="number">E.164 digits as an integer.</param>
    void Exclude(SuppressionReason reason, in EligibilityDecision decision, uint leadNo, ulong number);

    /// <summary>A lead that is to be sent, now or later.</summary>
    /// <param name="zone">Its route and price.</param>
    /// <param name="decision">What the eligibility step said.</param>
    /// <param name="leadNo">Its number in the list.</param>
    /// <param name="lead">The lead; valid during the call.</param>
    void Take(in Zone zone, in EligibilityDecision decision, uint leadNo, in LeadView lead);

    /// <summary>Called after each page.</summary>
    /// <param name="walked">Leads looked at so far, of all targets.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>False to leave the walk.</returns>
    ValueTask<bool> RestAsync(long walked, CancellationToken cancellation);

    /// <summary>The target's last lead was told.</summary>
    void End();
}

/// <summary>Walks audiences and decides what is to be done with each lead: segment, duplicates, eligibility, route and price. Plans and
/// estimates stand on it, so that they cannot differ. Memory is bounded by one group of pages and, over several targets, 16 octets a lead
/// of all but the last for finding duplicates. One owner; not thread-safe.</summary>
/// <param name="order">Whose order the leads are walked in.</param>
/// <param name="pages">Where the leads lie.</param>
/// <param name="tariff">Routes and prices.</param>
/// <param name="terms">Who may be sent to, but for opt-outs.</param>
/// <param name="optOuts">Who left.</param>
/// <param name="caps">Who has had enough messages; null when nothing is capped.</param>
/// <param name="at">The moment to decide for.</param>
/// <param name="keys">What opens the lists.</param>
/// <param name="nonces">For the pages' ciphers.</param>
/// <param name="tags">For the keys of opt-outs.</param>
internal sealed class AudienceWalk(
    SendoutId order, ILeadPageStore pages, Tariff tariff, EligibilityTerms terms, IOptOutStore optOuts, FrequencyNumbers? caps,
    DateTimeOffset at, KeyRing keys, NonceSource nonces, NumberTags tags)
{
    private readonly LeadPage page = new();
    private readonly int[] turns = new int[PageWriter.MaxLeads];
    private Eligibility eligibility = new(terms);
    private NumberSet? seen;
    private bool isLast;
    private long matched;

    /// <summary>Leads looked at so far, of all targets.</summary>
    public long Walked { get; private set; }

    /// <summary>Walks the targets in this order: of two leads with one number the first is told.</summary>
    /// <returns>False when the sink left the walk.</returns>
    /// <exception cref="PlanException">The audience cannot be sent to.</exception>
    public async Task<bool> WalkAsync(IReadOnlyList<PlanTarget> targets, IAudienceSink sink, CancellationToken cancellation)
    {
        seen = targets.Count > 1 ? new(targets.SkipLast(1).Sum(target => target.List.Leads)) : null;
        for (var i = 0; i < targets.Count; i++)
        {
            isLast = i == targets.Count - 1;
            if (!await WalkAsync(targets[i], sink, cancellation))
                return false;
        }
        return true;
    }

    private async Task<bool> WalkAsync(PlanTarget target, IAudienceSink sink, CancellationToken cancellation)
    {
        var list = target.List.Id;
        var gone = await OptOutSet.LoadAsync(optOuts, target.OptOuts, cancellation);
        var own = terms with { Caps = caps, RequiresConsent = target.List.RequiresConsent };
        eligibility = new(gone.IsEmpty ? own : own with { OptOuts = new OptOutNumbers(gone, tags) });
        matched = 0;
        var (cipher, key) = Open(target.List);
        using (cipher)
        {
            var walk = await PageWalk.BeginAsync(pages, list, key, cancellation);
            sink.Begin(target, key);
            while (await walk.NextAsync(cancellation))
            {
                for (var i = 0; i < walk.Count; i++)
                {
                    page.Open(cipher, list, walk[i]);
                    WalkPage(target.Filter, KeyedOrder.Derive(key, page.PageNo), sink);
                    if (!await sink.RestAsync(Walked, cancellation))
                        return false;
                }
            }
            sink.End();
        }
        CheckThreshold(target);
        return true;
    }

    private void WalkPage(SegmentFilter? filter, ulong key, IAudienceSink sink)
    {
        var leads = turns.AsSpan(0, page.Count);
        KeyedOrder.Fill(leads, key);
        caps?.Load(page);
        var first = (long)page.PageNo * PageWriter.MaxLeads;
        foreach (var index in leads)
        {
            if (!page.Flags(index).Live)
                continue;
            Walked++;
            var lead = page[index];
            if (filter is not null && !filter.Matches(lead))
                continue;
            matched++;
            if (IsDuplicate(lead.Number))
                continue;
            var leadNo = checked((uint)(first + index));
            var decision = eligibility.Decide(lead.Number, page.Flags(index), isListSuspended: false, at);
            if (FindObstacle(decision, lead.Number, out var zone) is { } reason)
                sink.Exclude(reason, decision, leadNo, lead.Number);
            else
                sink.Take(zone, decision, leadNo, lead);
        }
    }

    /// <summary>Over a shared list a filter that few leads fulfil would single them out; duplicates of own lists count, so that nobody
    /// can tell them from others.</summary>
    private void CheckThreshold(PlanTarget target)
    {
        if (target.Grant.Value != 0 && target.Filter is not null && matched < RoundedFigure.RecipientFloor)
            throw new PlanException(
                $"below_threshold: the filter on '{target.List.Name}' holds for fewer than {RoundedFigure.RecipientFloor} leads "
                + $"(<{RoundedFigure.RecipientFloor}), which a shared list does not allow; widen it or take the whole list");
    }

    /// <summary>What the first list says of a number stands, also when it is not sent to: who left the sender's own list does not get the
    /// same message over a shared one. Numbers are unique within a list, so the last target's need not be kept.</summary>
    private bool IsDuplicate(ulong number) => seen is not null && (isLast ? seen.Contains(number) : !seen.Add(number));

    /// <summary>Why the lead is never to be sent, or its route and price.</summary>
    private SuppressionReason? FindObstacle(in EligibilityDecision decision, ulong number, out Zone zone)
    {
        zone = default;
        if (decision.Verdict == EligibilityVerdict.Exclude)
            return decision.Reason;
        zone = tariff.Find(number);
        return zone.Route.Value == 0 ? SuppressionReason.NoRoute : null;
    }

    /// <summary>The list's cipher, and the key of the order in which it is gone over: secret, since it comes from the data key, and another
    /// one for each sendout.</summary>
    private (PageCipher Cipher, ulong Key) Open(LeadList list)
    {
        Span<byte> dataKey = stackalloc byte[MasterKey.Size];
        keys.Unwrap(list.Id, list.WrappedKey, dataKey);
        Span<byte> about = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(about, order.Value);
        Span<byte> derived = stackalloc byte[sizeof(ulong)];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, dataKey, derived, about, "SmsWiser sendout order"u8);
        var cipher = new PageCipher(dataKey, nonces);
        CryptographicOperations.ZeroMemory(dataKey);
        return (cipher, BinaryPrimitives.ReadUInt64LittleEndian(derived));
    }
}

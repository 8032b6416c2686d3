using System.Buffers.Binary;
using System.Security.Cryptography;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Sealing;
using SmsWiser.Core.Shares;
using SmsWiser.Engine.Carriers;
using SmsWiser.Engine.Compliance;
using SmsWiser.Engine.Ledger;

namespace SmsWiser.Engine.Campaigns;

/// <summary>Walks the audiences of one sendout and stores its chunks: memory is bounded by one group of pages, one open chunk per route
/// and, over several targets, 16 octets a lead of all but the last for finding duplicates. One owner; not thread-safe.</summary>
internal sealed class PlanRun : IDisposable
{
    private const int ChunksPerTransaction = 64;
    private const int TransactionsPerStateCheck = 16;

    private readonly SendoutId sendout;
    private readonly ISendoutStore sendouts;
    private readonly ILeadPageStore pages;
    private readonly Tariff tariff;
    private readonly EligibilityTerms terms;
    private readonly IOptOutStore optOuts;
    private readonly FrequencyNumbers? caps;
    private readonly DateTimeOffset at;
    private readonly KeyRing keys;
    private readonly NonceSource nonces;
    private readonly NumberTags tags;
    private readonly ChunkBuilder chunks;
    private readonly ChunkTurns turns;
    private readonly Action<PlanProgress>? progress;
    private readonly LeadPage page = new();
    private readonly PartCounter parts;
    private readonly int[] order = new int[PageWriter.MaxLeads];
    private readonly Dictionary<GrantId, GrantPlan> grants = [];
    private Eligibility eligibility;
    private NumberSet? seen;
    private ChunkHold? lastHold;
    private bool isLast;
    private long walked, matched, planned, suppressed;
    private long walkedBefore, plannedBefore;
    private int transactions;

    public PlanRun(
        SendoutId sendout, ISendoutStore sendouts, ILeadPageStore pages, Tariff tariff, EligibilityTerms terms, IOptOutStore optOuts,
        FrequencyNumbers? caps, ChunkTurns turns, DateTimeOffset at, KeyRing keys, IRandom random, long gatePosition, int maxParts,
        Action<PlanProgress>? progress)
    {
        (this.sendout, this.sendouts, this.pages, this.tariff, this.optOuts, this.turns, this.at, this.keys, this.progress) =
            (sendout, sendouts, pages, tariff, optOuts, turns, at, keys, progress);
        (this.caps, this.terms) = (caps, terms with { Caps = caps });
        eligibility = new(this.terms);
        parts = new(maxParts);
        nonces = new(random);
        Span<byte> numberKey = stackalloc byte[MasterKey.Size];
        keys.DeriveNumberKey(numberKey);
        tags = new(numberKey);
        CryptographicOperations.ZeroMemory(numberKey);
        chunks = new(sendout, tags, gatePosition, turns);
    }

    /// <summary>Walks the targets in this order: of two leads with one number the first is planned.</summary>
    /// <returns>What was planned per grant; null when the sendout was cancelled meanwhile.</returns>
    public async Task<IReadOnlyList<GrantPlan>?> WalkAsync(IReadOnlyList<PlanTarget> targets, CancellationToken cancellation)
    {
        if (targets.Count > 1)
            seen = new(targets.SkipLast(1).Sum(target => target.List.Leads));
        for (var i = 0; i < targets.Count; i++)
        {
            isLast = i == targets.Count - 1;
            if (!await WalkAsync(targets[i], cancellation))
                return null;
        }
        await AppendAsync(cancellation);
        return [.. grants.Values];
    }

    public void Dispose() => tags.Dispose();

    private async Task<bool> WalkAsync(PlanTarget target, CancellationToken cancellation)
    {
        var list = target.List.Id;
        var gone = await OptOutSet.LoadAsync(optOuts, target.OptOuts, cancellation);
        var own = terms with { RequiresConsent = target.List.RequiresConsent };
        eligibility = new(gone.IsEmpty ? own : own with { OptOuts = new OptOutNumbers(gone, tags) });
        var (cipher, key) = Open(target.List);
        turns.Key = key;
        using (cipher)
        {
            var walk = await PageWalk.BeginAsync(pages, list, key, cancellation);
            chunks.Begin(target);
            while (await walk.NextAsync(cancellation))
            {
                for (var i = 0; i < walk.Count; i++)
                {
                    page.Open(cipher, list, walk[i]);
                    PlanPage(target, KeyedOrder.Derive(key, page.PageNo));
                    if (chunks.Ready.Count >= ChunksPerTransaction)
                        await AppendAsync(cancellation);
                }
                if (transactions >= TransactionsPerStateCheck && !await IsPlanningAsync(cancellation))
                    return false;
            }
            chunks.End();
        }
        CheckThreshold(target);
        (walkedBefore, plannedBefore) = (walkedBefore + walked, plannedBefore + planned);
        var known = grants.GetValueOrDefault(target.Grant) ?? new(target.Grant, 0, 0);
        grants[target.Grant] = known with { Planned = known.Planned + planned, Suppressed = known.Suppressed + suppressed };
        (walked, matched, planned, suppressed) = (0, 0, 0, 0);
        return true;
    }

    private void PlanPage(PlanTarget target, ulong key)
    {
        var filter = target.Filter;
        var count = page.Count;
        var leads = order.AsSpan(0, count);
        KeyedOrder.Fill(leads, key);
        caps?.Load(page);
        var first = (long)page.PageNo * PageWriter.MaxLeads;
        foreach (var index in leads)
        {
            if (!page.Flags(index).Live)
                continue;
            walked++;
            var lead = page[index];
            if (filter is not null && !filter.Matches(lead))
                continue;
            matched++;
            if (IsDuplicate(lead.Number))
                continue;
            planned++;
            var leadNo = checked((uint)(first + index));
            var decision = eligibility.Decide(lead.Number, page.Flags(index), isListSuspended: false, at);
            if (FindObstacle(decision, lead.Number, out var zone) is { } reason)
            {
                chunks.Add(reason, leadNo, lead.Number);
                suppressed++;
                continue;
            }
            var size = target.Text is { } text ? parts.Count(text, lead) : 0;
            chunks.Add(zone, decision.PlaceNo, HoldOf(decision), leadNo, lead.Number, size);
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

    /// <summary>The hold of a decision; leads of one place share it.</summary>
    private ChunkHold? HoldOf(in EligibilityDecision decision)
    {
        if (decision.Verdict != EligibilityVerdict.Hold)
            return null;
        if (lastHold is null || lastHold.NotBefore != decision.NotBefore || lastHold.Reason != decision.Reason)
            lastHold = new(decision.Reason!.Value, decision.NotBefore);
        return lastHold;
    }

    private async Task AppendAsync(CancellationToken cancellation)
    {
        if (chunks.Ready.Count == 0)
            return;
        await sendouts.AppendAsync(chunks.Ready, cancellation);
        chunks.Recycle();
        transactions++;
        progress?.Invoke(new(sendout, walkedBefore + walked, plannedBefore + planned));
    }

    private async Task<bool> IsPlanningAsync(CancellationToken cancellation)
    {
        transactions = 0;
        return await sendouts.FindAsync(sendout, cancellation) is { State: SendoutState.Planning };
    }

    /// <summary>The list's cipher, and the key of the order in which this sendout goes over the list: secret, since it comes from the
    /// data key.</summary>
    private (PageCipher Cipher, ulong Key) Open(LeadList list)
    {
        Span<byte> dataKey = stackalloc byte[MasterKey.Size];
        keys.Unwrap(list.Id, list.WrappedKey, dataKey);
        Span<byte> about = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(about, sendout.Value);
        Span<byte> derived = stackalloc byte[sizeof(ulong)];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, dataKey, derived, about, "SmsWiser sendout order"u8);
        var cipher = new PageCipher(dataKey, nonces);
        CryptographicOperations.ZeroMemory(dataKey);
        return (cipher, BinaryPrimitives.ReadUInt64LittleEndian(derived));
    }
}

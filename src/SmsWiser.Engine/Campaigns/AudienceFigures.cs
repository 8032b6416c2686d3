using System.Runtime.InteropServices;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Ledger;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Engine.Campaigns;

/// <summary>Why leads are not sent to, by the rule that decided.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Rule">Name of the rule.</param>
/// <param name="TableDate">Date of the table that decided; null when none did.</param>
internal readonly record struct Exclusion(SuppressionReason Reason, string Rule, DateOnly? TableDate);

/// <summary>What a walk comes to in exact figures. Of shared lists no value is looked at. What of it people may see is not decided here.
/// One owner; not thread-safe.</summary>
/// <param name="counter">Counts parts.</param>
/// <param name="maxParts">Parts of one SMS at most.</param>
/// <param name="progress">Told after each page how many leads were looked at; may be null.</param>
internal sealed class AudienceFigures(PartCounter counter, int maxParts, Action<long>? progress) : IAudienceSink
{
    private readonly SmsTextBuffer scratch = new(GsmAlphabet.Default);
    private readonly Dictionary<(Zone Zone, int PlaceNo), (long Leads, int MaxParts)> groups = [];
    private readonly Dictionary<ChunkHold, long> held = [];
    private readonly Dictionary<Exclusion, long> excluded = [];
    private readonly Dictionary<string, long> ucs2ByField = [];
    private readonly long[] byParts = new long[maxParts + 1];
    private PlanTarget? target;
    private IReadOnlyList<FieldDefinition> fields = [];

    /// <summary>Leads of the segments, duplicates removed.</summary>
    public long Leads { get; private set; }

    /// <summary>Of these, those that get an SMS, now or later.</summary>
    public long Eligible { get; private set; }

    /// <summary>Of these, those that wait, and for what.</summary>
    public IReadOnlyList<HeldLeads> Held => [.. held.Select(one => new HeldLeads(target!.Grant, one.Key, one.Value))];

    /// <summary>Leads that get no SMS.</summary>
    public IReadOnlyDictionary<Exclusion, long> Excluded => excluded;

    /// <summary>Own lists: eligible leads by the parts of their SMS, from 0 on.</summary>
    public ReadOnlySpan<long> ByParts => byParts;

    /// <summary>Own lists: eligible leads whose SMS is UCS-2.</summary>
    public long Ucs2 { get; private set; }

    /// <summary>Of these, those whose values would all do with GSM: the text itself asks for it.</summary>
    public long Ucs2ByText { get; private set; }

    /// <summary>Own lists: leads by the field whose value makes their SMS UCS-2; a lead may count for several.</summary>
    public IReadOnlyDictionary<string, long> Ucs2ByField => ucs2ByField;

    /// <summary>Own lists: what all parts cost, each lead by its own.</summary>
    public long PartsMicros { get; private set; }

    /// <summary>Own lists: what no hold exceeds. A chunk is held for at its longest SMS; which leads share one is not known before, but it
    /// never mixes targets, zones or places.</summary>
    public long MostMicros { get; private set; }

    public void Begin(PlanTarget next, ulong key)
    {
        target = next;
        fields = next.Grant.Value != 0 || next.Texts is not { } texts
            ? []
            : [.. next.List.Fields.Where(field => texts.Values.First().Fields.Contains(field.No))];
    }

    public void Exclude(SuppressionReason reason, in EligibilityDecision decision, uint leadNo, ulong number)
    {
        Leads++;
        Add(excluded, decision.Verdict == EligibilityVerdict.Exclude
            ? new(reason, decision.Rule, decision.TableDate)
            : new(reason, "route", null));
    }

    public void Take(in Zone zone, in EligibilityDecision decision, uint leadNo, in LeadView lead)
    {
        Leads++;
        if (target!.Grant.Value == 0 && !TakeText(zone, decision.PlaceNo, lead))
            return;
        Eligible++;
        if (decision.Verdict == EligibilityVerdict.Hold)
            Add(held, new(decision.Reason!.Value, decision.NotBefore));
    }

    public ValueTask<bool> RestAsync(long walked, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        progress?.Invoke(walked);
        return new(true);
    }

    public void End()
    {
        foreach (var ((zone, _), (leads, parts)) in groups)
            MostMicros = checked(MostMicros + (leads * parts * zone.PriceMicros));
        groups.Clear();
    }

    /// <summary>Counts the SMS of a lead of an own list.</summary>
    /// <returns>False when it will not be sent. A hold counts it all the same: it is planned.</returns>
    private bool TakeText(in Zone zone, int placeNo, in LeadView lead)
    {
        var parts = counter.Count(target!.Texts!, lead, zone.Route);
        ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, (zone, placeNo), out _);
        group = (group.Leads + 1, Math.Max(group.MaxParts, parts));
        if (counter.Fault is { } fault)
        {
            Add(excluded, new(fault, "text", null));
            return false;
        }
        byParts[parts]++;
        PartsMicros = checked(PartsMicros + (parts * zone.PriceMicros));
        if (counter.IsUcs2)
            AddUcs2(lead);
        return true;
    }

    private void AddUcs2(in LeadView lead)
    {
        Ucs2++;
        var isByValue = false;
        foreach (var field in fields)
        {
            if (!CompiledTemplate.NeedsUcs2(lead, field.No, scratch))
                continue;
            Add(ucs2ByField, field.Name);
            isByValue = true;
        }
        Ucs2ByText += isByValue ? 0 : 1;
    }

    private static void Add<T>(Dictionary<T, long> counts, T key)
        where T : notnull => CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;
}

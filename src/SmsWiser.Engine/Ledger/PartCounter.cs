using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Dispatch;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Engine.Ledger;

/// <summary>Counts the parts of the SMS that a lead would get, as the preparer will split it, whichever carrier of its route sends it: the
/// most that it has with any. One owner; not thread-safe.</summary>
internal sealed class PartCounter
{
    private readonly Dictionary<TextRules, Way> ways = [];
    private readonly Dictionary<RouteId, Way[]> byRoute;
    private readonly Way[] usual;
    private readonly PartRange[] ranges;

    /// <summary>A counter for these routes.</summary>
    /// <param name="maxParts">Parts of one SMS at most.</param>
    /// <param name="routes">All routes.</param>
    /// <param name="carriers">Their carriers.</param>
    public PartCounter(int maxParts, IEnumerable<Route> routes, IReadOnlyList<Carrier> carriers)
    {
        ranges = new PartRange[maxParts];
        usual = [WayOf(TextRules.Usual)];
        byRoute = routes.ToDictionary(
            route => route.Id,
            route => carriers.Where(carrier => route.Carriers.Any(member => member.Carrier == carrier.Id))
                .Select(carrier => carrier.Profile.Text).DefaultIfEmpty(TextRules.Usual).Distinct().Select(WayOf).ToArray());
    }

    /// <summary>The alphabets that texts must be bound to.</summary>
    public IEnumerable<GsmAlphabet> Alphabets => ways.Keys.Select(rules => rules.Alphabet).Distinct();

    /// <summary>Why the SMS counted last will be suppressed; null when it will not.</summary>
    public SuppressionReason? Fault { get; private set; }

    /// <summary>True when the SMS counted last is UCS-2.</summary>
    public bool IsUcs2 { get; private set; }

    /// <summary>Parts that a text may have at most, whatever a lead's values and whichever carrier sends it.</summary>
    public int MostParts(SmsTemplate template) => ways.Max(way => template.MostParts(way.Key.Alphabet, way.Value.Rules));

    /// <summary>Parts of a lead's SMS; 0 when it will be suppressed.</summary>
    /// <param name="texts">The text bound to each of <see cref="Alphabets"/>.</param>
    /// <param name="lead">The lead.</param>
    /// <param name="route">Its route.</param>
    public int Count(IReadOnlyDictionary<GsmAlphabet, CompiledTemplate> texts, in LeadView lead, RouteId route)
    {
        var most = 0;
        IsUcs2 = false;
        foreach (var way in byRoute.GetValueOrDefault(route, usual))
        {
            most = Math.Max(most, Count(texts[way.Text.Alphabet], lead, way));
            IsUcs2 |= way.Text.Encoding == SmsEncoding.Ucs2;
        }
        if (most > 0)
            Fault = null;
        return most;
    }

    private int Count(CompiledTemplate template, in LeadView lead, Way way)
    {
        Fault = template.Render(lead, way.Text) switch
        {
            RenderResult.TooLong => SuppressionReason.TooLong,
            RenderResult.LinkInValue => SuppressionReason.Content,
            _ => way.Text.Bytes.IsEmpty ? SuppressionReason.Empty : null,
        };
        if (Fault is not null)
            return 0;
        var parts = PartSplitter.Split(way.Text, way.Rules, ranges);
        if (parts != PartSplitter.TooLong)
            return parts;
        Fault = SuppressionReason.TooLong;
        return 0;
    }

    private Way WayOf(TextRules rules)
    {
        if (!ways.TryGetValue(rules, out var known))
            ways.Add(rules, known = new(new(rules.Alphabet), new() { MaxParts = ranges.Length, Reference = rules.Reference }));
        return known;
    }

    /// <summary>One way of writing a text.</summary>
    private sealed record Way(SmsTextBuffer Text, PartRules Rules);
}

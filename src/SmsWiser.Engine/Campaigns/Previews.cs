using System.Text;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Links;
using SmsWiser.Engine.Accounts;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Engine.Campaigns;

/// <summary>Shows texts as one person would get them, rendered and split by the same code as what is sent, with values of a lead that does
/// not exist. Any thread.</summary>
internal sealed class Previews(Access access, IListStore lists, LinkOptions links, DispatchOptions options, TimeProvider time)
{
    private const int MaxLists = 100;

    /// <summary>A campaign's text on each of its lists.</summary>
    public async Task<IReadOnlyList<PreviewView>> OfAsync(Campaign campaign, IReadOnlyDictionary<string, string> sample)
    {
        var views = new List<PreviewView>();
        foreach (var target in campaign.Targets)
        {
            var list = await lists.FindAsync(target.List, CancellationToken.None) ?? throw Refusal.NotFound("list");
            views.Add(Render(campaign.Template, list, target.Grant.Value != 0, campaign.Terms.MaxParts, sample).View);
        }
        return views;
    }

    /// <summary>A text that is not a campaign yet.</summary>
    /// <exception cref="Contracts.RefusedException"><c>invalid_value</c>, <c>invalid_template</c>, <c>not_found</c>.</exception>
    public async Task<IReadOnlyList<PreviewView>> OfAsync(Account account, PreviewSpec spec)
    {
        if (spec.MaxParts is { } parts && (parts < 1 || parts > options.MaxParts))
            throw Refusal.Invalid($"at most {parts} parts were asked for; give 1 to {options.MaxParts}");
        if (spec.ListIds.Count > MaxLists)
            throw Refusal.Invalid($"{spec.ListIds.Count} lists were given; give up to {MaxLists}");
        if (spec.ListIds.Count == 0)
            return [Render(Parse(spec.Template), null, FieldsOf(spec.Template), isShared: false, spec.MaxParts, spec.Sample).View];
        var views = new List<PreviewView>();
        foreach (var id in spec.ListIds)
        {
            var (list, grant) = await access.TargetAsync(account, id);
            views.Add(Render(spec.Template, list, grant is not null, spec.MaxParts, spec.Sample).View);
        }
        return views;
    }

    /// <summary>A text on one list, and the values that it was made with.</summary>
    public (PreviewView View, IReadOnlyDictionary<string, string> Values) Render(
        string template, LeadList list, bool isShared, int? maxParts, IReadOnlyDictionary<string, string> sample) =>
        Render(Parse(template), list, list.Fields, isShared, maxParts, sample);

    private (PreviewView View, IReadOnlyDictionary<string, string> Values) Render(
        SmsTemplate template, LeadList? list, IReadOnlyList<FieldDefinition> fields, bool isShared, int? maxParts,
        IReadOnlyDictionary<string, string> sample)
    {
        var binding = template.Bind(fields, isShared, GsmAlphabet.Default, links);
        if (binding.Template is not { } bound)
            throw Refusal.Of(ErrorCode.InvalidTemplate, $"the text cannot be used: {string.Join("; ", binding.Errors)}");
        var (values, record) = Lead(fields, sample);
        var buffer = new SmsTextBuffer(GsmAlphabet.Default);
        var result = bound.Render(new LeadView(0, record), buffer);
        var rules = new PartRules { MaxParts = Math.Min(options.MaxParts, maxParts ?? options.MaxParts) };
        var ranges = new PartRange[rules.MaxParts];
        var parts = PartSplitter.Split(buffer, rules, ranges);
        var problem = result == RenderResult.LinkInValue ? "content"
            : result == RenderResult.TooLong || parts == PartSplitter.TooLong ? "too_long"
            : buffer.Bytes.IsEmpty ? "empty" : null;
        var text = buffer.ReadText();
        return (new()
        {
            ListId = list?.PublicId,
            Text = text,
            Encoding = buffer.Encoding == SmsEncoding.Gsm7 ? "gsm7" : "ucs2",
            Units = buffer.Units,
            Parts = problem is null ? parts : 0,
            UnitsLeft = problem is null ? PartSplitter.UnitsLeft(buffer, rules, ranges.AsSpan(0, parts)) : 0,
            Problem = problem,
            OutsideGsm = [.. OutsideGsm(text)],
            Sample = values,
        }, values);
    }

    private (IReadOnlyDictionary<string, string> Values, byte[] Record) Lead(
        IReadOnlyList<FieldDefinition> fields, IReadOnlyDictionary<string, string> sample)
    {
        try
        {
            var values = SampleLead.Complete(fields, sample, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
            return (values, SampleLead.Record(fields, values));
        }
        catch (ImportException error)
        {
            throw Refusal.Of(error.Code, error.Message);
        }
    }

    private static SmsTemplate Parse(string text)
    {
        var parsed = SmsTemplate.Parse(text);
        return parsed.Template ?? throw Refusal.Of(ErrorCode.InvalidTemplate, $"the text cannot be used: {parsed.Error}");
    }

    /// <summary>Every name in the text as a text field.</summary>
    private static IReadOnlyList<FieldDefinition> FieldsOf(string template) =>
        [.. Parse(template).Nodes.OfType<PlaceholderNode>().Select(node => node.Field).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select((name, no) => new FieldDefinition(no, name, FieldType.Text))];

    private static IEnumerable<OutsideGsmView> OutsideGsm(string text)
    {
        for (int at = 0, width; at < text.Length; at += width)
        {
            var rune = Rune.GetRuneAt(text, at);
            width = rune.Utf16SequenceLength;
            if (!rune.IsBmp || !GsmAlphabet.Default.Contains((char)rune.Value))
                yield return new() { Position = at + 1, Character = rune.ToString(), Substitute = GsmSubstitutes.Find(rune) };
        }
    }
}

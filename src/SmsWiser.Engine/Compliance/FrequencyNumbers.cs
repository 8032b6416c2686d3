using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Sealing;

namespace SmsWiser.Engine.Compliance;

/// <summary>Who has reached a cap, for one plan: looked up a page at a time, so that its number keys come from one pass of the cipher and
/// the book is locked once. One owner; not thread-safe.</summary>
internal sealed class FrequencyNumbers(FrequencyBook book, AccountId account, NumberTags tags, TimeProvider time)
    : IFrequencyLookup, IDisposable
{
    private readonly ulong[] numbers = new ulong[PageWriter.MaxLeads];
    private readonly ulong[] keys = new ulong[PageWriter.MaxLeads];
    private readonly SuppressionReason?[] reached = new SuppressionReason?[PageWriter.MaxLeads];
    private readonly Dictionary<ulong, SuppressionReason> capped = [];

    /// <summary>Looks up the leads of a page; what is asked from now on is about them.</summary>
    public void Load(LeadPage page)
    {
        capped.Clear();
        if (!book.IsOn)
            return;
        var count = 0;
        for (var i = 0; i < page.Count; i++)
        {
            if (page.Flags(i).Live)
                numbers[count++] = page.Number(i);
        }
        tags.NumberKeys(numbers.AsSpan(0, count), keys.AsSpan());
        book.Find(account, keys.AsSpan(0, count), FrequencyBook.DayOf(time.GetUtcNow()), reached);
        for (var i = 0; i < count; i++)
        {
            if (reached[i] is { } reason)
                capped.TryAdd(numbers[i], reason);
        }
    }

    public SuppressionReason? FindReached(ulong number) =>
        capped.Count > 0 && capped.TryGetValue(number, out var reason) ? reason : null;

    public void Dispose() => tags.Dispose();
}

using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Inbound;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine.Audience;

namespace SmsWiser.Engine.Inbound;

/// <summary>Finds which lead of a sendout a number is: by its tag among the chunks, then by the number itself, since tags are short. One
/// owner; not thread-safe.</summary>
internal sealed class LeadFinder(IInboundStore store, IListStore lists, ILeadPageStore pages, KeyRing keys, IRandom random)
    : IDisposable
{
    private readonly NumberTags tags = EngineServices.NumberTagsOf(keys);
    private readonly LeadNumbers numberOf = new(pages, keys, random);

    /// <summary>Of some numbers those that were planned in a sendout, with the list of each.</summary>
    public async Task<IReadOnlyDictionary<ulong, LeadList>> FindAsync(SendoutId sendout, IReadOnlyCollection<ulong> numbers)
    {
        ulong[] all = [.. numbers];
        var found = new Dictionary<ulong, LeadList>();
        var tagged = new uint[all.Length];
        tags.Tags(sendout, all, tagged);
        var byTag = all.Zip(tagged).ToLookup(one => one.Second, one => one.First);
        foreach (var lead in await store.FindTagsAsync(sendout, tagged.ToHashSet(), CancellationToken.None))
        {
            if (await lists.FindAsync(lead.List, CancellationToken.None) is not { } list)
                continue;
            var number = await numberOf.FindAsync(list, lead.LeadNo);
            if (byTag[lead.Tag].Contains(number))
                found.TryAdd(number, list);
        }
        return found;
    }

    public void Dispose() => tags.Dispose();
}

using System.Security.Cryptography;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Inbound;
using SmsWiser.Core.Sealing;

namespace SmsWiser.Engine.Inbound;

/// <summary>Finds which lead of a sendout a number is: by its tag among the chunks, then by the number itself, since tags are short. One
/// owner; not thread-safe.</summary>
internal sealed class LeadFinder(IInboundStore store, IListStore lists, ILeadPageStore pages, KeyRing keys, IRandom random)
    : IDisposable
{
    private readonly NumberTags tags = EngineServices.NumberTagsOf(keys);
    private readonly NonceSource nonces = new(random);
    private readonly PageBatch batch = new();
    private readonly LeadPage page = new();

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
            var number = await NumberAsync(list, lead.LeadNo);
            if (byTag[lead.Tag].Contains(number))
                found.TryAdd(number, list);
        }
        return found;
    }

    public void Dispose() => tags.Dispose();

    private async Task<ulong> NumberAsync(LeadList list, uint leadNo)
    {
        await pages.ReadAsync(list.Id, (int)(leadNo / PageWriter.MaxLeads), 1, batch, CancellationToken.None);
        var index = (int)(leadNo % PageWriter.MaxLeads);
        if (batch.Count == 0 || batch[0].PageNo != leadNo / PageWriter.MaxLeads)
            return 0;
        var dataKey = new byte[MasterKey.Size];
        keys.Unwrap(list.Id, list.WrappedKey, dataKey);
        using var cipher = new PageCipher(dataKey, nonces);
        CryptographicOperations.ZeroMemory(dataKey);
        page.Open(cipher, list.Id, batch[0]);
        return index < page.Count ? page.Number(index) : 0;
    }
}

using SmsWiser.Core;
using SmsWiser.Core.Audience;

namespace SmsWiser.Engine.Campaigns;

/// <summary>Reads all pages of a list in an order that only the key tells, some at a time. One owner; not thread-safe.</summary>
internal sealed class PageWalk
{
    private const int PagesPerRead = 64;

    private readonly ILeadPageStore store;
    private readonly ListId list;
    private readonly int[] order;
    private readonly int[] pageNos = new int[PagesPerRead];
    private readonly int[] places = new int[PagesPerRead];
    private readonly PageBatch batch = new();
    private int done;

    private PageWalk(ILeadPageStore store, ListId list, int[] order) => (this.store, this.list, this.order) = (store, list, order);

    /// <summary>Pages of the present group.</summary>
    public int Count => batch.Count;

    /// <summary>A page of the present group, in keyed order; valid until the next read.</summary>
    public SealedPage this[int index] => batch[places[index]];

    /// <summary>A walk over the pages the list has now.</summary>
    public static async Task<PageWalk> BeginAsync(ILeadPageStore store, ListId list, ulong key, CancellationToken cancellation)
    {
        var order = new int[await store.CountPagesAsync(list, cancellation)];
        KeyedOrder.Fill(order, key);
        return new(store, list, order);
    }

    /// <summary>Reads the next group.</summary>
    /// <returns>False at the end.</returns>
    public async Task<bool> NextAsync(CancellationToken cancellation)
    {
        var count = Math.Min(PagesPerRead, order.Length - done);
        if (count == 0)
            return false;
        order.AsSpan(done, count).CopyTo(pageNos);
        Array.Sort(pageNos, 0, count);
        await store.ReadAsync(list, pageNos.AsMemory(0, count), batch, cancellation);
        if (batch.Count != count)
            throw new InvalidDataException($"the store gave {batch.Count} of {count} pages of list {list.Value}");
        for (var i = 0; i < count; i++)
            places[i] = Array.BinarySearch(pageNos, 0, count, order[done + i]);
        done += count;
        return true;
    }
}

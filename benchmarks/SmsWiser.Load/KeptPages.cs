using SmsWiser.Core;
using SmsWiser.Core.Audience;

namespace SmsWiser.Load;

/// <summary>Pages in memory in the order of their numbers: the cheapest store there can be, to measure what is not the store.</summary>
internal sealed class KeptPages : ILeadPageStore
{
    private readonly List<SealedPage> pages = [];

    public Task<int> CountPagesAsync(ListId list, CancellationToken cancellation) => Task.FromResult(pages.Count);

    public ValueTask ReadAsync(ListId list, int firstPage, int maxPages, PageBatch batch, CancellationToken cancellation)
    {
        batch.Clear();
        for (var i = firstPage; i < Math.Min(pages.Count, firstPage + (long)maxPages); i++)
            Add(batch, pages[i]);
        return default;
    }

    public ValueTask ReadAsync(ListId list, ReadOnlyMemory<int> pageNos, PageBatch batch, CancellationToken cancellation)
    {
        batch.Clear();
        foreach (var pageNo in pageNos.Span)
            Add(batch, pages[pageNo]);
        return default;
    }

    public Task<bool> WriteAsync(ListId list, ReadOnlyMemory<SealedPage> pages, CancellationToken cancellation)
    {
        foreach (var page in pages.Span)
        {
            if (page.Version != (page.PageNo < this.pages.Count ? this.pages[page.PageNo].Version + 1 : 1))
                return Task.FromResult(false);
        }
        foreach (var page in pages.Span)
        {
            var kept = page with { Clear = page.Clear.ToArray(), Sealed = page.Sealed.ToArray() };
            if (page.PageNo == this.pages.Count)
                this.pages.Add(kept);
            else
                this.pages[page.PageNo] = kept;
        }
        return Task.FromResult(true);
    }

    private static void Add(PageBatch batch, in SealedPage page) =>
        batch.Add(page.PageNo, page.Version, page.Count, page.Clear.Span, page.Sealed.Span);
}

using SmsWiser.Core;
using SmsWiser.Core.Audience;

namespace SmsWiser.Testing.Audience;

/// <summary>Lead pages in memory, with the same compare-and-set as a store on disk. Any thread.</summary>
public sealed class MemoryPageStore : ILeadPageStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<ListId, SortedDictionary<int, SealedPage>> lists = [];

    /// <summary>Called before each write, outside the lock: where another writer may come first.</summary>
    public Func<ReadOnlyMemory<SealedPage>, Task>? BeforeWrite { get; set; }

    public Task<int> CountPagesAsync(ListId list, CancellationToken cancellation)
    {
        lock (gate)
            return Task.FromResult(Pages(list).Count == 0 ? 0 : Pages(list).Keys.Last() + 1);
    }

    public ValueTask ReadAsync(ListId list, int firstPage, int maxPages, PageBatch batch, CancellationToken cancellation)
    {
        lock (gate)
            Fill(batch, Pages(list).Values.SkipWhile(page => page.PageNo < firstPage).Take(maxPages));
        return default;
    }

    public ValueTask ReadAsync(ListId list, ReadOnlyMemory<int> pageNos, PageBatch batch, CancellationToken cancellation)
    {
        lock (gate)
        {
            var found = new List<SealedPage>();
            foreach (var pageNo in pageNos.Span)
            {
                if (Pages(list).TryGetValue(pageNo, out var page))
                    found.Add(page);
            }
            Fill(batch, found);
        }
        return default;
    }

    public async Task<bool> WriteAsync(ListId list, ReadOnlyMemory<SealedPage> pages, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (BeforeWrite is { } hook)
            await hook(pages);
        lock (gate)
        {
            var stored = Pages(list);
            foreach (var page in pages.Span)
            {
                var before = stored.TryGetValue(page.PageNo, out var old) ? old.Version : 0;
                if (page.Version != before + 1)
                    return false;
            }
            foreach (var page in pages.Span)
                stored[page.PageNo] = page with { Clear = page.Clear.ToArray(), Sealed = page.Sealed.ToArray() };
        }
        return true;
    }

    public Task<int> RemoveAsync(ListId list, int maxPages, CancellationToken cancellation)
    {
        lock (gate)
        {
            var gone = Pages(list).Keys.Take(maxPages).ToList();
            foreach (var pageNo in gone)
                Pages(list).Remove(pageNo);
            return Task.FromResult(gone.Count);
        }
    }

    private static void Fill(PageBatch batch, IEnumerable<SealedPage> pages)
    {
        batch.Clear();
        foreach (var page in pages)
            batch.Add(page.PageNo, page.Version, page.Count, page.Clear.Span, page.Sealed.Span);
    }

    private SortedDictionary<int, SealedPage> Pages(ListId list)
    {
        if (!lists.TryGetValue(list, out var pages))
            lists.Add(list, pages = []);
        return pages;
    }
}

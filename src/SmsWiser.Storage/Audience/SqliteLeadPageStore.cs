using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Audience;

/// <summary>Sealed lead pages in <c>leads.db</c>.</summary>
internal sealed class SqliteLeadPageStore(DatabaseFile leads) : ILeadPageStore
{
    public async Task<int> CountPagesAsync(ListId list, CancellationToken cancellation) =>
        await leads.ReadAsync(db => (int)(db.Get("Audience/count_pages").Bind(list.Value).Scalar() ?? 0), cancellation);

    public async ValueTask ReadAsync(ListId list, int firstPage, int maxPages, PageBatch batch, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstPage);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPages, 1);
        batch.Clear();
        await leads.ReadAsync(
            db =>
            {
                var pages = db.Get("Audience/read_pages").Bind(list.Value).Bind(firstPage).Bind(maxPages);
                return Fill(batch, pages);
            },
            cancellation);
    }

    public async ValueTask ReadAsync(ListId list, ReadOnlyMemory<int> pageNos, PageBatch batch, CancellationToken cancellation)
    {
        batch.Clear();
        await leads.ReadAsync(
            db =>
            {
                var page = db.Get("Audience/read_page");
                foreach (var no in pageNos.Span)
                    Fill(batch, page.Bind(list.Value).Bind(no));
                return true;
            },
            cancellation);
    }

    public Task<bool> WriteAsync(ListId list, ReadOnlyMemory<SealedPage> pages, CancellationToken cancellation) =>
        leads.WriteAsync(WriteLane.Bulk, db => AreCurrent(db, list, pages.Span) && Write(db, list, pages.Span), cancellation);

    public Task<int> RemoveAsync(ListId list, int maxPages, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPages, 1);
        return leads.WriteAsync(
            WriteLane.Bulk, db => db.Get("Audience/remove_pages").Bind(list.Value).Bind(maxPages).Execute(), cancellation);
    }

    private static bool Fill(PageBatch batch, Statement pages)
    {
        while (pages.Step())
            batch.Add(pages.Int(0), pages.Int(1), pages.Int(2), pages.Blob(3), pages.Blob(4));
        return true;
    }

    // Checked before anything is written: with one writer nothing changes in between, and a refusal needs no rollback.
    private static bool AreCurrent(Database db, ListId list, ReadOnlySpan<SealedPage> pages)
    {
        var version = db.Get("Audience/find_page_version");
        foreach (ref readonly var page in pages)
        {
            if (page.Version < 1 || page.Count is < 1 or > 256)
                throw new ArgumentException(
                    $"page {page.PageNo} has version {page.Version} and {page.Count} leads; expected 1 or more and 1 to 256");
            var stored = version.Bind(list.Value).Bind(page.PageNo).Scalar() ?? 0;
            if (stored != page.Version - 1)
                return false;
        }
        return true;
    }

    private static bool Write(Database db, ListId list, ReadOnlySpan<SealedPage> pages)
    {
        foreach (ref readonly var page in pages)
        {
            db.Get(page.Version == 1 ? "Audience/add_page" : "Audience/replace_page")
                .Bind(list.Value).Bind(page.PageNo).Bind(page.Version).Bind(page.Count).Bind(page.Clear.Span).Bind(page.Sealed.Span)
                .Execute();
        }
        return true;
    }
}

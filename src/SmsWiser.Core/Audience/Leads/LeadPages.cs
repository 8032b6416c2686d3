using SmsWiser.Core.Chance;
using SmsWiser.Core.Sealing;

namespace SmsWiser.Core.Audience;

/// <summary>Takes one live lead of a list, as it lies in its opened page.</summary>
public delegate void LeadVisitor(in LeadView lead);

/// <summary>Goes over all leads of a list in list order, in memory for one group of pages. Any thread; each walk on one loop.</summary>
/// <param name="pages">Lead pages.</param>
/// <param name="keys">Opens the list's data key.</param>
/// <param name="random">Nonces, which reading never draws.</param>
public sealed class LeadPages(ILeadPageStore pages, KeyRing keys, IRandom random)
{
    private const int PagesPerRead = 64;

    /// <summary>Shows every live lead to <paramref name="visit"/>.</summary>
    /// <param name="list">The list.</param>
    /// <param name="visit">Called lead by lead; what it is shown is valid during the call.</param>
    /// <param name="rest">Called between groups of pages with the leads seen so far: to write out, to report, to give way.</param>
    /// <param name="cancellation">Ends the walk.</param>
    /// <returns>Live leads seen.</returns>
    public async Task<long> WalkAsync(LeadList list, LeadVisitor visit, Func<long, ValueTask>? rest, CancellationToken cancellation)
    {
        using var tools = new PageTools(list, keys, random);
        var walked = 0L;
        for (var next = 0; ; next = tools.Batch[^1].PageNo + 1)
        {
            cancellation.ThrowIfCancellationRequested();
            await pages.ReadAsync(list.Id, next, PagesPerRead, tools.Batch, cancellation);
            if (tools.Batch.Count == 0)
                return walked;
            for (var i = 0; i < tools.Batch.Count; i++)
                walked += Visit(tools, list.Id, tools.Batch[i], visit);
            if (rest is not null)
                await rest(walked);
        }
    }

    private static int Visit(PageTools tools, ListId list, in SealedPage sealedPage, LeadVisitor visit)
    {
        var page = tools.Page;
        page.Open(tools.Cipher, list, sealedPage);
        var live = 0;
        for (var i = 0; i < page.Count; i++)
        {
            if (!page.Flags(i).Live)
                continue;
            live++;
            visit(page[i]);
        }
        return live;
    }
}

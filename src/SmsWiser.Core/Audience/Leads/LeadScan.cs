namespace SmsWiser.Core.Audience;

/// <summary>Finds leads by their numbers. No number keys are stored beside leads, so it opens the pages of the list one after the other:
/// memory is bounded by one group of pages. One owner.</summary>
internal static class LeadScan
{
    private const int PagesPerRead = 64;

    /// <summary>The first live leads with these numbers; null where there is none. Ends as soon as all are found.</summary>
    public static async Task<LeadPlace?[]> FindAsync(
        ListId list, ILeadPageStore pages, PageTools tools, ulong[] numbers, CancellationToken cancellation)
    {
        var found = new LeadPlace?[numbers.Length];
        for (var next = 0; Array.IndexOf(found, null) >= 0;)
        {
            await pages.ReadAsync(list, next, PagesPerRead, tools.Batch, cancellation);
            if (tools.Batch.Count == 0)
                break;
            for (var i = 0; i < tools.Batch.Count; i++)
            {
                tools.Page.Open(tools.Cipher, list, tools.Batch[i]);
                Look(tools.Page, numbers, found);
            }
            next = tools.Batch[^1].PageNo + 1;
        }
        return found;
    }

    private static void Look(LeadPage page, ulong[] numbers, LeadPlace?[] found)
    {
        for (var i = 0; i < page.Count; i++)
        {
            var at = numbers.AsSpan().IndexOf(page.Number(i));
            if (at >= 0 && found[at] is null && page.Flags(i).Live)
                found[at] = new(page.PageNo, i, numbers[at], page.Record(i).ToArray());
        }
    }
}

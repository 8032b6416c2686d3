namespace SmsWiser.Core.Audience;

/// <summary>
/// Rows for leads that the list has, gathered in windows of up to 65,536 and written page by page with compare-and-set: a page that
/// somebody else changes in between is read again, three times, then its rows are rejected. A value that the file leaves empty stays as it
/// is.
/// </summary>
/// <param name="list">The list.</param>
/// <param name="pages">Its pages.</param>
/// <param name="tools">Cipher and page memory of the import.</param>
/// <param name="errors">Gets the rows that could not be written.</param>
/// <param name="change">What becomes of the leads.</param>
internal sealed class ChangedLeads(ListId list, ILeadPageStore pages, PageTools tools, ImportErrors errors, LeadChange change)
{
    private const int Window = 65_536;
    private const int Most = Window + RowBatch.Rows;
    private const int PagesPerWrite = 32;
    private readonly ulong[] keys = new ulong[Most];
    private readonly ulong[] numbers = new ulong[Most];
    private readonly long[] rows = new long[Most];
    private readonly LeadConsent[] consents = new LeadConsent[Most];
    private readonly int[] pageNos = new int[PagesPerWrite];
    private readonly RecordArena records = new(Most);
    private readonly List<(long Row, string Reason)> refused = [];
    private readonly byte[] merged = new byte[(2 * PageWriter.MaxRecordBytes) + LeadConsent.Bytes];
    private int count;
    private int changed;
    private int same;
    private int keptLeft;

    /// <summary>Leads that got new values, or were removed.</summary>
    public long Changed { get; private set; }

    /// <summary>Leads that had those values already.</summary>
    public long Unchanged { get; private set; }

    /// <summary>Leads that had left and stay so, though their row says otherwise.</summary>
    public long KeptLeft { get; private set; }

    /// <summary>True when the window is to be stored; one batch of rows still fits.</summary>
    public bool IsFull => count >= Window || records.IsFull;

    /// <summary>Adds the values of a row for a lead of the list.</summary>
    public void Add(uint leadNo, long row, ulong number, LeadConsent consent, ReadOnlySpan<byte> record)
    {
        consents[count] = consent;
        // Sorting by lead number brings the rows of a page together; the low half finds the row again.
        keys[count] = (ulong)leadNo << 32 | (uint)count;
        numbers[count] = number;
        rows[count++] = row;
        records.Add(record);
    }

    /// <summary>Stores the window.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        keys.AsSpan(0, count).Sort();
        for (var at = 0; at < count;)
        {
            var end = EndOfPages(at, PagesPerWrite);
            await WriteAsync(at, end, cancellation);
            at = end;
        }
        count = 0;
        records.Clear();
    }

    private async Task WriteAsync(int from, int end, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < PageTools.Attempts; attempt++)
        {
            await BuildAsync(from, end, cancellation);
            if (tools.Sealed.Count == 0 || await pages.WriteAsync(list, tools.Sealed.Pages, cancellation))
            {
                Settle();
                return;
            }
            if (EndOfPages(from, 1) == end)
                continue;
            for (var at = from; at < end;)
            {
                var endOfPage = EndOfPages(at, 1);
                await WriteAsync(at, endOfPage, cancellation);
                at = endOfPage;
            }
            return;
        }
        for (var at = from; at < end; at++)
            errors.Add(rows[(uint)keys[at]], "", "the lead was changed by somebody else at the same time; import this row again");
    }

    private async Task BuildAsync(int from, int end, CancellationToken cancellation)
    {
        var wanted = 0;
        for (var at = from; at < end; at = EndOfPages(at, 1))
            pageNos[wanted++] = PageOf(at);
        await pages.ReadAsync(list, pageNos.AsMemory(0, wanted), tools.Batch, cancellation);
        tools.Sealed.Clear();
        refused.Clear();
        (changed, same, keptLeft) = (0, 0, 0);
        var next = from;
        for (var i = 0; i < tools.Batch.Count; i++)
        {
            var page = tools.Batch[i];
            while (next < end && PageOf(next) < page.PageNo)
                Refuse(next++);
            var endOfPage = EndOfPages(next, 1);
            BuildPage(page, next, endOfPage);
            next = endOfPage;
        }
        while (next < end)
            Refuse(next++);
    }

    private void BuildPage(in SealedPage sealedPage, int next, int end)
    {
        var page = tools.Page;
        page.Open(tools.Cipher, list, sealedPage);
        tools.Writer.Reset();
        var changedBefore = changed;
        for (var i = 0; i < page.Count; i++)
        {
            if (next >= end || IndexOf(next) != i)
                tools.Writer.Add(page.Number(i), page.Record(i), page.Flags(i));
            else if (change == LeadChange.Remove)
                Remove(page, i, next++);
            else
                tools.Writer.Add(page.Number(i), NewRecord(page, i, next++, out var flags), flags);
        }
        while (next < end)
            Refuse(next++);
        if (changed > changedBefore)
            tools.Sealed.Add(page.PageNo, page.Version + 1, tools.Writer);
    }

    private ReadOnlySpan<byte> NewRecord(LeadPage page, int index, int at, out LeadFlags flags)
    {
        var entry = (int)(uint)keys[at];
        var old = page.Record(index);
        flags = page.Flags(index);
        if (!flags.Live || page.Number(index) != numbers[entry])
        {
            Refuse(at);
            return old;
        }
        var length = change == LeadChange.FillIn
            ? RecordMerge.Merge(records[entry], old, merged)
            : RecordMerge.Merge(old, records[entry], merged);
        var (before, row) = (LeadConsent.Of(flags, page[index]), consents[entry]);
        var after = before.After(row);
        if (after != before)
            length = after.Write(merged, length);
        if (length > PageWriter.MaxRecordBytes)
        {
            refused.Add((rows[entry], $"the lead's values would have {length} octets together; at most {PageWriter.MaxRecordBytes} fit"));
            return old;
        }
        keptLeft += before.KeepsLeft(row) ? 1 : 0;
        flags = flags with { Consent = (byte)after.State };
        if (after.State == before.State && old.SequenceEqual(merged.AsSpan(0, length)))
        {
            same++;
            return old;
        }
        changed++;
        return merged.AsSpan(0, length);
    }

    private void Remove(LeadPage page, int index, int at)
    {
        if (page.Flags(index).Live && page.Number(index) == numbers[(uint)keys[at]])
        {
            tools.Writer.Remove();
            changed++;
            return;
        }
        Refuse(at);
        tools.Writer.Add(page.Number(index), page.Record(index), page.Flags(index));
    }

    private void Settle()
    {
        Changed += changed;
        Unchanged += same;
        KeptLeft += keptLeft;
        foreach (var (row, reason) in refused)
            errors.Add(row, "", reason);
    }

    private void Refuse(int at) => refused.Add((rows[(uint)keys[at]], "the lead was removed from the list at the same time"));

    private int PageOf(int at) => (int)((uint)(keys[at] >> 32) / PageWriter.MaxLeads);

    private int IndexOf(int at) => (int)((uint)(keys[at] >> 32) % PageWriter.MaxLeads);

    private int EndOfPages(int at, int most)
    {
        for (var seen = 0; at < count; at++)
        {
            if ((at == 0 || seen == 0 || PageOf(at) != PageOf(at - 1)) && ++seen > most)
                return at;
        }
        return at;
    }
}

/// <summary>What becomes of a lead that a row names.</summary>
internal enum LeadChange : byte
{
    /// <summary>The row's values go over those it has.</summary>
    Overwrite,

    /// <summary>The row's values fill those it has not.</summary>
    FillIn,

    /// <summary>It is removed.</summary>
    Remove,
}

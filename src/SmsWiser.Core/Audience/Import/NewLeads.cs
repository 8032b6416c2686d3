using System.Runtime.InteropServices;
using SmsWiser.Core.Chance;

namespace SmsWiser.Core.Audience;

/// <summary>
/// Leads that are new to a list, gathered in windows of up to 65,536, shuffled, so that neither lead numbers nor the order of sending
/// follow the file, and appended in pages: first into the last page while it has room, then into new ones. Every write is one
/// compare-and-set transaction.
/// </summary>
/// <param name="list">The list.</param>
/// <param name="pages">Its pages.</param>
/// <param name="tools">Cipher and page memory of the import.</param>
/// <param name="random">Draws the order.</param>
internal sealed class NewLeads(ListId list, ILeadPageStore pages, PageTools tools, IRandom random)
{
    private const int Window = 65_536;
    private const int Most = Window + RowBatch.Rows;
    private const int PrefetchAhead = 8;
    private readonly ulong[] numbers = new ulong[Most];
    private readonly int[] order = new int[Most];
    private readonly LeadFlags[] flags = new LeadFlags[Most];
    private readonly uint[] chance = new uint[Most];
    private readonly RecordArena records = new(Most);
    private int count;

    /// <summary>Leads stored so far.</summary>
    public long Created { get; private set; }

    /// <summary>True when the window is to be stored; one batch of rows still fits.</summary>
    public bool IsFull => count >= Window || records.IsFull;

    /// <summary>Adds a lead.</summary>
    public void Add(ulong number, LeadFlags clear, ReadOnlySpan<byte> record)
    {
        flags[count] = clear;
        numbers[count++] = number;
        records.Add(record);
    }

    /// <summary>Stores the window.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        if (count == 0)
            return;
        Shuffle();
        var at = await FillLastPageAsync(cancellation);
        while (at < count)
            at += await AppendAsync(at, cancellation);
        count = 0;
        records.Clear();
    }

    private async Task<int> FillLastPageAsync(CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < PageTools.Attempts; attempt++)
        {
            var next = await pages.CountPagesAsync(list, cancellation);
            if (next == 0)
                return 0;
            await pages.ReadAsync(list, next - 1, 1, tools.Batch, cancellation);
            if (tools.Batch.Count == 0 || tools.Batch[0].Count == PageWriter.MaxLeads)
                return 0;
            var added = BuildOnto(tools.Batch[0]);
            if (await pages.WriteAsync(list, tools.Sealed.Pages, cancellation))
                return Store(added);
        }
        throw Conflict();
    }

    private int BuildOnto(in SealedPage last)
    {
        tools.Page.Open(tools.Cipher, list, last);
        var writer = tools.Writer;
        writer.Reset();
        for (var i = 0; i < tools.Page.Count; i++)
            writer.Add(tools.Page.Number(i), tools.Page.Record(i), tools.Page.Flags(i));
        var added = 0;
        while (added < count && !writer.IsFull)
            AddTo(writer, added++);
        tools.Sealed.Clear();
        tools.Sealed.Add(last.PageNo, last.Version + 1, writer);
        return added;
    }

    private async Task<int> AppendAsync(int from, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < PageTools.Attempts; attempt++)
        {
            var end = Build(from, await pages.CountPagesAsync(list, cancellation));
            if (await pages.WriteAsync(list, tools.Sealed.Pages, cancellation))
                return Store(end - from);
        }
        throw Conflict();
    }

    private int Build(int at, int pageNo)
    {
        tools.Sealed.Clear();
        while (at < count && !tools.Sealed.IsFull)
        {
            tools.Writer.Reset();
            while (at < count && !tools.Writer.IsFull)
                AddTo(tools.Writer, at++);
            tools.Sealed.Add(pageNo++, version: 1, tools.Writer);
        }
        return at;
    }

    private void AddTo(PageWriter writer, int at)
    {
        records.Prefetch(order[Math.Min(at + PrefetchAhead, count - 1)]);
        writer.Add(numbers[order[at]], records[order[at]], flags[order[at]]);
    }

    private int Store(int leads)
    {
        Created += leads;
        return leads;
    }

    private void Shuffle()
    {
        random.Fill(MemoryMarshal.AsBytes(chance.AsSpan(0, count)));
        for (var i = 0; i < count; i++)
        {
            // Fisher–Yates from the inside out.
            var other = (int)((ulong)chance[i] * (ulong)(i + 1) >> 32);
            order[i] = order[other];
            order[other] = i;
        }
    }

    private static ImportException Conflict() => new(ErrorCode.Conflict,
        $"somebody else kept adding leads to this list ({PageTools.Attempts} attempts); "
        + "import the file again, rows stored already stay as they are");
}

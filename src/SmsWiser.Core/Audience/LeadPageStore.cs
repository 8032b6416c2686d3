namespace SmsWiser.Core.Audience;

/// <summary>One page of up to 256 leads as it lies in the store: sealed, but for the clear flags.</summary>
/// <param name="PageNo">From 0 within the list. A lead's number is <c>PageNo × 256 + index</c> and is never reused.</param>
/// <param name="Version">1 for a new page, +1 with every rewrite; part of the additional authenticated data.</param>
/// <param name="Count">Leads in the page, 1 to 256.</param>
/// <param name="Clear">Four octets of clear flags per lead (state, consent, zone); no personal data.</param>
/// <param name="Sealed">Nonce ‖ tag ‖ ciphertext.</param>
public readonly record struct SealedPage(int PageNo, int Version, int Count, ReadOnlyMemory<byte> Clear, ReadOnlyMemory<byte> Sealed);

/// <summary>Reusable memory for pages read from the store. One owner; not thread-safe. Pages are valid until the next read into the
/// batch.</summary>
public sealed class PageBatch
{
    private readonly List<(int PageNo, int Version, int Count, int Clear, int ClearLength, int Sealed, int SealedLength)> rows = [];
    private byte[] octets = new byte[256 * 1024];
    private int used;

    /// <summary>Pages in the batch.</summary>
    public int Count => rows.Count;

    /// <summary>The page at <paramref name="index"/>, in ascending order of page numbers.</summary>
    public SealedPage this[int index]
    {
        get
        {
            var row = rows[index];
            return new(row.PageNo, row.Version, row.Count, octets.AsMemory(row.Clear, row.ClearLength),
                octets.AsMemory(row.Sealed, row.SealedLength));
        }
    }

    /// <summary>Forgets all pages; their memory is used again.</summary>
    public void Clear()
    {
        rows.Clear();
        used = 0;
    }

    /// <summary>Copies a page into the batch. Called by the store.</summary>
    public void Add(int pageNo, int version, int count, ReadOnlySpan<byte> clear, ReadOnlySpan<byte> sealedOctets)
    {
        var needed = used + clear.Length + sealedOctets.Length;
        if (needed > octets.Length)
            Array.Resize(ref octets, Math.Max(needed, octets.Length * 2));
        var clearAt = used;
        clear.CopyTo(octets.AsSpan(clearAt));
        var sealedAt = clearAt + clear.Length;
        sealedOctets.CopyTo(octets.AsSpan(sealedAt));
        used = needed;
        rows.Add((pageNo, version, count, clearAt, clear.Length, sealedAt, sealedOctets.Length));
    }
}

/// <summary>Sealed lead pages: the only thing in the leads file. Every method is one transaction. Any thread.</summary>
public interface ILeadPageStore
{
    /// <summary>Highest page number of a list plus one; 0 for an empty list.</summary>
    Task<int> CountPagesAsync(ListId list, CancellationToken cancellation);

    /// <summary>Replaces the content of <paramref name="batch"/> by up to <paramref name="maxPages"/> pages from
    /// <paramref name="firstPage"/> on.</summary>
    ValueTask ReadAsync(ListId list, int firstPage, int maxPages, PageBatch batch, CancellationToken cancellation);

    /// <summary>Replaces the content of <paramref name="batch"/> by the pages named, which are distinct and ascending.</summary>
    ValueTask ReadAsync(ListId list, ReadOnlyMemory<int> pageNos, PageBatch batch, CancellationToken cancellation);

    /// <summary>Writes pages in one transaction: version 1 inserts, a higher version replaces its predecessor by compare-and-set.</summary>
    /// <returns>False, and nothing written, when a page was changed by somebody else in between.</returns>
    Task<bool> WriteAsync(ListId list, ReadOnlyMemory<SealedPage> pages, CancellationToken cancellation);

    /// <summary>Removes up to <paramref name="maxPages"/> pages of an erased list.</summary>
    /// <returns>How many; 0 when none is left.</returns>
    Task<int> RemoveAsync(ListId list, int maxPages, CancellationToken cancellation);
}

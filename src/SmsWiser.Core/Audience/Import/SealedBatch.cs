using SmsWiser.Core.Sealing;

namespace SmsWiser.Core.Audience;

/// <summary>Pages sealed for one write. One owner.</summary>
/// <param name="list">Their list.</param>
/// <param name="cipher">Seals them.</param>
internal sealed class SealedBatch(ListId list, PageCipher cipher)
{
    /// <summary>Most pages in one write, so that no transaction is long.</summary>
    public const int MaxPages = 64;

    private const int MaxBytes = 4 * 1024 * 1024;
    private readonly SealedPage[] pages = new SealedPage[MaxPages];
    private byte[] octets = new byte[1024 * 1024];
    private int used;

    /// <summary>Pages so far.</summary>
    public int Count { get; private set; }

    /// <summary>True when the batch is to be written.</summary>
    public bool IsFull => Count == MaxPages || used >= MaxBytes;

    /// <summary>The pages; valid until the batch is cleared.</summary>
    public ReadOnlyMemory<SealedPage> Pages => pages.AsMemory(0, Count);

    /// <summary>Begins an empty batch.</summary>
    public void Clear() => (Count, used) = (0, 0);

    /// <summary>Seals the page that the writer holds.</summary>
    public void Add(int pageNo, int version, PageWriter writer)
    {
        var clear = Take(writer.Clear.Length);
        writer.Clear.CopyTo(clear.Span);
        var plain = writer.Finish();
        var target = Take(plain.Length + PageCipher.Overhead);
        cipher.Seal(list, pageNo, version, plain, target.Span);
        pages[Count++] = new(pageNo, version, writer.Count, clear, target);
    }

    private Memory<byte> Take(int length)
    {
        // Earlier pages of the batch keep the memory they lie in.
        if (octets.Length - used < length)
            (octets, used) = (new byte[Math.Max(octets.Length * 2, length)], 0);
        var taken = octets.AsMemory(used, length);
        used += length;
        return taken;
    }
}

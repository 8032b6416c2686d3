using SmsWiser.Core.Audience;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Sealing;

namespace SmsWiser.Engine.Audience;

/// <summary>Reads leads of one list by their numbers in it, page by page: ask in ascending order. One owner; not thread-safe.</summary>
internal sealed class OpenList : IDisposable
{
    private readonly ILeadPageStore pages;
    private readonly PageCipher cipher;
    private readonly PageBatch batch = new();
    private readonly LeadPage page = new();
    private int pageNo = -1;
    private bool isThere;

    public OpenList(LeadList list, ILeadPageStore pages, KeyRing keys, IRandom random)
    {
        (List, this.pages) = (list, pages);
        Span<byte> dataKey = stackalloc byte[MasterKey.Size];
        keys.Unwrap(list.Id, list.WrappedKey, dataKey);
        cipher = new(dataKey, new NonceSource(random));
        dataKey.Clear();
    }

    public LeadList List { get; }

    /// <summary>The phone number of a lead; 0 when it is not there any more.</summary>
    /// <exception cref="SealBrokenException">Its page does not open.</exception>
    public async ValueTask<ulong> NumberAsync(uint leadNo, CancellationToken cancellation)
    {
        var wanted = (int)(leadNo / PageWriter.MaxLeads);
        if (pageNo != wanted)
        {
            await pages.ReadAsync(List.Id, wanted, 1, batch, cancellation);
            isThere = batch.Count > 0 && batch[0].PageNo == wanted;
            if (isThere)
                page.Open(cipher, List.Id, batch[0]);
            pageNo = wanted;
        }
        var index = (int)(leadNo % PageWriter.MaxLeads);
        return isThere && index < page.Count && page.Flags(index).Live ? page.Number(index) : 0;
    }

    public void Dispose() => cipher.Dispose();
}

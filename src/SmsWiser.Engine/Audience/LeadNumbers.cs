using System.Security.Cryptography;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Sealing;

namespace SmsWiser.Engine.Audience;

/// <summary>Finds the number of one lead. One owner; not thread-safe.</summary>
internal sealed class LeadNumbers(ILeadPageStore pages, KeyRing keys, IRandom random)
{
    private readonly NonceSource nonces = new(random);
    private readonly PageBatch batch = new();
    private readonly LeadPage page = new();

    /// <summary>The number of a lead; 0 when there is none.</summary>
    public async Task<ulong> FindAsync(LeadList list, uint leadNo)
    {
        await pages.ReadAsync(list.Id, (int)(leadNo / PageWriter.MaxLeads), 1, batch, CancellationToken.None);
        var index = (int)(leadNo % PageWriter.MaxLeads);
        if (batch.Count == 0 || batch[0].PageNo != leadNo / PageWriter.MaxLeads)
            return 0;
        var dataKey = new byte[MasterKey.Size];
        keys.Unwrap(list.Id, list.WrappedKey, dataKey);
        using var cipher = new PageCipher(dataKey, nonces);
        CryptographicOperations.ZeroMemory(dataKey);
        page.Open(cipher, list.Id, batch[0]);
        return index < page.Count ? page.Number(index) : 0;
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SmsWiser.Contracts.Audience;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Sealing;

namespace SmsWiser.Engine.Audience;

/// <summary>Reads leads of a list in list order, for its owner. Pages are counted by their clear flags; only those that hold a wanted
/// lead are
/// opened. Any thread.</summary>
internal sealed class LeadRows(ILeadPageStore pages, KeyRing keys, IRandom random)
{
    private const int PagesPerRead = 16;

    /// <summary>Up to <paramref name="take"/> leads behind the first <paramref name="skip"/>.</summary>
    public async Task<IReadOnlyList<LeadRow>> ReadAsync(LeadList list, int skip, int take)
    {
        var rows = new List<LeadRow>(take);
        var batch = new PageBatch();
        var page = new LeadPage();
        using var cipher = Open(list);
        for (var first = 0; rows.Count < take; first += PagesPerRead)
        {
            await pages.ReadAsync(list.Id, first, PagesPerRead, batch, CancellationToken.None);
            if (batch.Count == 0)
                break;
            for (var i = 0; i < batch.Count && rows.Count < take; i++)
            {
                var live = CountLive(batch[i]);
                if (skip < live)
                {
                    page.Open(cipher, list.Id, batch[i]);
                    Collect(page, list, skip, take, rows);
                }
                skip = Math.Max(0, skip - live);
            }
        }
        return rows;
    }

    private static int CountLive(in SealedPage page)
    {
        var live = 0;
        for (var i = 0; i < page.Count; i++)
            live += LeadFlags.Read(page.Clear.Span, i).Live ? 1 : 0;
        return live;
    }

    private static void Collect(LeadPage page, LeadList list, int skip, int take, List<LeadRow> rows)
    {
        for (var i = 0; i < page.Count && rows.Count < take; i++)
        {
            if (!page.Flags(i).Live || skip-- > 0)
                continue;
            rows.Add(Row(list, page[i]));
        }
    }

    /// <summary>A lead as its owner sees it.</summary>
    public static LeadRow Row(LeadList list, in LeadView lead)
    {
        var values = new string[list.Fields.Count];
        for (var field = 0; field < values.Length; field++)
            values[field] = Encoding.UTF8.GetString(lead.Field(field));
        return new() { Number = "+" + lead.Number.ToString(CultureInfo.InvariantCulture), Values = values };
    }

    private PageCipher Open(LeadList list)
    {
        Span<byte> dataKey = stackalloc byte[MasterKey.Size];
        keys.Unwrap(list.Id, list.WrappedKey, dataKey);
        var cipher = new PageCipher(dataKey, new NonceSource(random));
        CryptographicOperations.ZeroMemory(dataKey);
        return cipher;
    }
}

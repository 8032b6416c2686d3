using System.Text;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Sealing;
using SmsWiser.Storage.Sqlite;
using SmsWiser.Testing;
using SmsWiser.Testing.Chance;
using SmsWiser.Tests.Storage;

namespace SmsWiser.Tests.Audience.Import;

public sealed class ImporterOnSqliteTests
{
    private readonly SeededRandom random = new(1);

    [Fact]
    public async Task Embedded_store_keeps_leads_fields_counts_and_errors()
    {
        await using var store = await StoreInMemory.OpenAsync();
        var keys = new KeyRing([new MasterKey(1, new byte[32])], random);
        var list = await AddListAsync(store, keys);
        var importer = new Importer(store.Lists, store.Pages, store.Imports, keys, random, new CountingIds(), new ManualTimeProvider());

        await importer.RunAsync(list, Leads(1_000, points: 1), Options(), null, StoreInMemory.None);
        var again = await importer.RunAsync((await FindAsync(store))!, Leads(1_500, points: 2), Options(), null, StoreInMemory.None);

        Assert.Equal((ImportState.Done, new ImportCounts(1_501, 500, 1_000, 0, 1)), (again.State, again.Counts));
        var stored = await store.Imports.FindAsync(again.PublicId, StoreInMemory.None);
        Assert.Equal(again.Counts, stored!.Counts);
        Assert.Equal([new ImportError(1_502, "", "duplicate of row 2")],
            await store.Imports.ErrorsAsync(again.Id, 0, 10, StoreInMemory.None));
        var after = (await FindAsync(store))!;
        Assert.Equal(1_500, after.Leads);
        Assert.Equal([new FieldDefinition(0, "points", FieldType.Number)], after.Fields);
        Assert.Equal(Enumerable.Range(0, 1_500).Select(i => (33600000000UL + (ulong)i, "2")),
            (await ReadAsync(store, keys, after)).Order());
    }

    private static ImportOptions Options() => new() { Source = "leads.csv" };

    // The first number stands at the end of the longer file once more.
    private static MemoryStream Leads(int count, int points)
    {
        var file = new StringBuilder("number,points\n");
        for (var i = 0; i < count; i++)
            file.Append($"+{33600000000 + i},{points}\n");
        if (count > 1_000)
            file.Append("+33600000000,9\n");
        return new(Encoding.UTF8.GetBytes(file.ToString()));
    }

    private static Task<LeadList?> FindAsync(SqliteStore store) => store.Lists.FindAsync("list", StoreInMemory.None);

    private static async Task<LeadList> AddListAsync(SqliteStore store, KeyRing keys)
    {
        await store.Accounts.AddAsync(new(new(1), "AAAAAAAA", "Owner", StoreInMemory.Now), StoreInMemory.None);
        var list = new LeadList(new(7), "list", new(1), "List", [], 0, keys.NewDataKey(new(7)), 1, StoreInMemory.Now);
        await store.Lists.AddAsync(list, StoreInMemory.None);
        return list;
    }

    private async Task<List<(ulong Number, string Points)>> ReadAsync(SqliteStore store, KeyRing keys, LeadList list)
    {
        using var tools = new PageTools(list, keys, random);
        await store.Pages.ReadAsync(list.Id, 0, 100, tools.Batch, StoreInMemory.None);
        var leads = new List<(ulong, string)>();
        for (var i = 0; i < tools.Batch.Count; i++)
        {
            tools.Page.Open(tools.Cipher, list.Id, tools.Batch[i]);
            for (var lead = 0; lead < tools.Page.Count; lead++)
                leads.Add((tools.Page.Number(lead), Encoding.UTF8.GetString(tools.Page[lead].Field(0))));
        }
        return leads;
    }
}

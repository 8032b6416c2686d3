using System.Text;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Sealing;
using SmsWiser.Testing.Chance;

namespace SmsWiser.Testing.Audience;

/// <summary>One empty list with its stores, importer and keys: what tests of the audience stand on.</summary>
public sealed class AudienceBench
{
    private readonly SeededRandom random = new(1);

    public AudienceBench(TimeProvider time)
    {
        Keys = new([new MasterKey(1, new byte[32])], random);
        Imports = new(Lists);
        Importer = new(Lists, Pages, Imports, Keys, random, new CountingIds(), time);
        var id = new ListId(7);
        Lists.AddAsync(new(id, "list", new(1), "List", [], 0, Keys.NewDataKey(id), 1, time.GetUtcNow()), default).GetAwaiter().GetResult();
    }

    public KeyRing Keys { get; }

    public MemoryListStore Lists { get; } = new();

    public MemoryPageStore Pages { get; } = new();

    public MemoryImportStore Imports { get; }

    public Importer Importer { get; }

    public LeadList List => Lists.FindAsync("list", default).GetAwaiter().GetResult()!;

    public Task<ImportRun> ImportAsync(string csv, ImportOptions? options = null) => ImportAsync(Encoding.UTF8.GetBytes(csv), options);

    public Task<ImportRun> ImportAsync(byte[] csv, ImportOptions? options = null) =>
        Importer.RunAsync(List, new MemoryStream(csv), options ?? new ImportOptions { Source = "test.csv" }, null, default);

    public Task<IReadOnlyList<ImportError>> ErrorsAsync(ImportRun run) => Imports.ErrorsAsync(run.Id, 0, int.MaxValue, default);

    /// <summary>All live leads: number, then <c>field=value</c> in order of the fields, in order of the leads.</summary>
    public async Task<List<(ulong Number, string Values)>> LeadsAsync()
    {
        var list = List;
        var leads = new List<(ulong, string)>();
        var batch = new PageBatch();
        var page = new LeadPage();
        using var cipher = NewCipher();
        await Pages.ReadAsync(list.Id, 0, int.MaxValue, batch, default);
        for (var i = 0; i < batch.Count; i++)
        {
            page.Open(cipher, list.Id, batch[i]);
            for (var lead = 0; lead < page.Count; lead++)
            {
                if (page.Flags(lead).Live)
                    leads.Add((page.Number(lead), Values(list, page, lead)));
            }
        }
        return leads;
    }

    /// <summary>Gives every lead of a list's first page these flags, and returns those it has after an action.</summary>
    public async Task<List<LeadFlags>> WithFlagsAsync(LeadList list, LeadFlags flags, LeadList read, Func<Task> action)
    {
        await RewriteAsync(list, flags);
        await action();
        var batch = new PageBatch();
        await Pages.ReadAsync(read.Id, 0, 1, batch, default);
        return [.. Enumerable.Range(0, batch[0].Count).Select(i => LeadFlags.Read(batch[0].Clear.Span, i))];
    }

    private async Task RewriteAsync(LeadList list, LeadFlags flags)
    {
        var batch = new PageBatch();
        await Pages.ReadAsync(list.Id, 0, 1, batch, default);
        var clear = batch[0].Clear.ToArray();
        for (var i = 0; i < batch[0].Count; i++)
            flags.Write(clear, i);
        var plain = new byte[batch[0].Sealed.Length];
        var key = new byte[MasterKey.Size];
        Keys.Unwrap(list.Id, list.WrappedKey, key);
        using var cipher = new PageCipher(key, new NonceSource(random));
        var length = cipher.Open(list.Id, 0, batch[0].Version, batch[0].Sealed.Span, plain);
        var octets = new byte[length + PageCipher.Overhead];
        cipher.Seal(list.Id, 0, batch[0].Version + 1, plain.AsSpan(0, length), octets);
        var page = batch[0] with { Version = batch[0].Version + 1, Clear = clear, Sealed = octets };
        await Pages.WriteAsync(list.Id, new[] { page }, default);
    }

    public PageCipher NewCipher()
    {
        var key = new byte[MasterKey.Size];
        Keys.Unwrap(List.Id, List.WrappedKey, key);
        return new(key, new NonceSource(random));
    }

    private static string Values(LeadList list, LeadPage page, int lead)
    {
        var values = new StringBuilder();
        foreach (var field in list.Fields)
        {
            var value = page[lead].Field(field.No);
            if (!value.IsEmpty)
                values.Append(values.Length > 0 ? " " : "").Append(field.Name).Append('=').Append(Encoding.UTF8.GetString(value));
        }
        return values.ToString();
    }
}

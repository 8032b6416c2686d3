using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine.Audience;
using SmsWiser.Host;
using SmsWiser.Host.Chance;
using SmsWiser.Host.Demo;
using SmsWiser.Host.Time;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Load;

/// <summary>Imports made-up leads into the embedded store and prints, one JSON line each, how fast the list is searched, counted, exported
/// and edited.</summary>
internal static class ListLoad
{
    private static readonly AccountId Owner = new(1);
    private static readonly Dictionary<string, string> NoValues = [];

    public static async Task<int> RunAsync(string[] args)
    {
        var leads = Option(args, "--leads", 1_000_000);
        var directory = Directory.CreateTempSubdirectory("smswiser-load-").FullName;
        try
        {
            await using var store = await SqliteStore.OpenAsync(directory, new ThreadLoops(), new LoopTime(), new SqliteStoreOptions(),
                default);
            await store.Accounts.AddAsync(new(Owner, "7GKT5V2A", "Load", DateTimeOffset.UnixEpoch), default);
            using var ids = new BlockIds(store.Accounts);
            var random = new SystemRandom();
            var keys = new KeyRing([new MasterKey(1, new byte[MasterKey.Size])], random);
            var importer = new Importer(store.Lists, store.Pages, store.Imports, keys, random, ids, TimeProvider.System);
            var list = await ImportAsync(directory, store, keys, importer, leads, (uint)Option(args, "--seed", 1));
            var walk = new LeadPages(store.Pages, keys, random);
            await CountAsync(store, walk, list);
            await ExportAsync(walk, list);
            await EditAsync(new LeadEditor(store.Lists, store.Pages, store.Imports, importer, keys, random, TimeProvider.System), list);
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<LeadList> ImportAsync(
        string directory, SqliteStore store, KeyRing keys, Importer importer, int leads, uint seed)
    {
        var path = Path.Combine(directory, "leads.csv");
        await using (var file = File.Create(path))
            new LeadGenerator(seed, LeadRegion.Europe).Write(file, leads);
        var id = new ListId(7);
        await store.Lists.AddAsync(
            new(id, "list", Owner, "Leads", [], 0, keys.NewDataKey(id), 1, DateTimeOffset.UnixEpoch), default);
        await using var csv = File.OpenRead(path);
        await importer.RunAsync((await store.Lists.FindAsync(id, default))!, csv, new() { Source = "leads.csv" }, null, default);
        return (await store.Lists.FindAsync(id, default))!;
    }

    private static async Task CountAsync(SqliteStore store, LeadPages walk, LeadList list)
    {
        var conditions = new Conditions(
            new JournalHistory(store.Campaigns, store.Sendouts, store.Dispatch), walk, TimeProvider.System);
        var number = list.Fields.First(field => field.Type == FieldType.Number).Name;
        var text = list.Fields.First(field => field.Type == FieldType.Text).Name;
        foreach (var condition in new[]
        {
            $"{number} > 100", $"{text} starts_with 'A' and {number} between 10 and 500 or {text} contains 'an'", "random 10 %",
            $"top 100000 by {number}",
        })
        {
            var matching = 0L;
            await TimeAsync($"count {condition}", list.Leads, async () =>
            {
                var filter = await conditions.PrepareAsync(condition, list, Owner, "", default);
                matching = 0;
                await walk.WalkAsync(list, Visit, null, default);

                void Visit(in LeadView lead) => matching += filter.Matches(lead) ? 1 : 0;
            });
        }
    }

    private static Task ExportAsync(LeadPages walk, LeadList list) => TimeAsync("export", list.Leads, async () =>
    {
        var output = PipeWriter.Create(Stream.Null);
        await new ListExporter(walk).WriteAsync(list, output, new(), null, default);
        await output.CompleteAsync();
    });

    private static async Task EditAsync(LeadEditor editor, LeadList list)
    {
        await TimeAsync("find a number that is not there", list.Leads, () => editor.FindAsync(list, 1, default));
        await TimeAsync("add one lead", list.Leads, () => editor.AddAsync(list, 33_699_999_999, NoValues, default), runs: 1);
        await TimeAsync("change one lead", list.Leads, () => editor.ChangeAsync(list, 33_699_999_999, NoValues, null, default), runs: 1);
        await TimeAsync("remove one lead", list.Leads, () => editor.RemoveAsync(list, 33_699_999_999, default), runs: 1);
    }

    private static async Task TimeAsync(string what, long leads, Func<Task> work, int runs = 3)
    {
        var best = double.MaxValue;
        var cpu = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        for (var run = 0; run < runs; run++)
        {
            var started = Stopwatch.GetTimestamp();
            await work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
        allocated = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / runs;
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            load = "lists",
            what,
            leads,
            runs,
            milliseconds = Math.Round(best * 1_000, 1),
            leads_per_second = Math.Round(leads / best),
            cpu_ns_per_lead = Math.Round((Environment.CpuUsage.TotalTime - cpu).TotalNanoseconds / runs / leads),
            allocated_bytes_per_lead = Math.Round((double)allocated / leads, 2),
            peak_rss_mib = Process.GetCurrentProcess().PeakWorkingSet64 >> 20,
        }));
    }

    private static int Option(string[] args, string name, int standard)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : standard;
    }
}

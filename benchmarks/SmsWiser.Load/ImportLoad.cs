using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Sealing;
using SmsWiser.Host;
using SmsWiser.Host.Chance;
using SmsWiser.Host.Demo;
using SmsWiser.Host.Time;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Load;

/// <summary>Imports made-up leads into the embedded store, each run into a list of its own, and prints one JSON line.</summary>
internal static class ImportLoad
{
    private static readonly AccountId Owner = new(1);

    public static async Task<int> RunAsync(string[] args)
    {
        var leads = Option(args, "--leads", 1_000_000);
        var directory = Directory.CreateTempSubdirectory("smswiser-load-").FullName;
        try
        {
            var path = Path.Combine(directory, "leads.csv");
            await using (var file = File.Create(path))
                new LeadGenerator((uint)Option(args, "--seed", 1), LeadRegion.Europe).Write(file, leads);
            await using var store = await SqliteStore.OpenAsync(directory, new ThreadLoops(), new LoopTime(), new SqliteStoreOptions(),
                default);
            await store.Accounts.AddAsync(new(Owner, "7GKT5V2A", "Load", DateTimeOffset.UnixEpoch), default);
            var results = new List<Result>();
            for (var run = Option(args, "--runs", 3); run > 0; run--)
                results.Add(await ImportAsync(path, store));
            Print(leads, new FileInfo(path).Length, results);
            return results.TrueForAll(result => result.Created == leads) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<Result> ImportAsync(string path, SqliteStore store)
    {
        var random = new SystemRandom();
        var keys = new KeyRing([new MasterKey(1, new byte[MasterKey.Size])], random);
        using var ids = new BlockIds(store.Accounts);
        var id = new ListId(await ids.NextAsync(default));
        var list = new LeadList(id, $"list{id.Value}", Owner, "Leads", [], 0, keys.NewDataKey(id), 1, DateTimeOffset.UnixEpoch);
        await store.Lists.AddAsync(list, default);
        var importer = new Importer(store.Lists, store.Pages, store.Imports, keys, random, ids, TimeProvider.System);
        await using var file = File.OpenRead(path);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var (cpu, started) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var run = await importer.RunAsync(list, file, new ImportOptions { Source = Path.GetFileName(path) }, null, default);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (run.Error is not null)
            throw new InvalidOperationException(run.Error);
        var cpuSeconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        return new(run.Counts.Created, seconds, cpuSeconds, GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }

    private static void Print(int leads, long fileBytes, List<Result> results)
    {
        var best = results.MinBy(result => result.Seconds)!;
        var median = results.OrderBy(result => result.Seconds).ElementAt(results.Count / 2);
        var line = new Dictionary<string, object>
        {
            ["load"] = "import",
            ["store"] = "sqlite",
            ["leads"] = leads,
            ["file_bytes"] = fileBytes,
            ["runs"] = results.Count,
            ["leads_per_second"] = Math.Round(leads / best.Seconds),
            ["leads_per_second_median"] = Math.Round(leads / median.Seconds),
            ["cpu_ns_per_lead"] = Math.Round(best.CpuSeconds * 1e9 / leads),
            ["allocated_bytes_per_lead"] = Math.Round((double)best.Allocated / leads, 1),
            ["created"] = best.Created,
        };
        Console.WriteLine(JsonSerializer.Serialize(line));
    }

    private static int Option(string[] args, string name, int standard)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : standard;
    }

    private sealed record Result(long Created, double Seconds, double CpuSeconds, long Allocated);
}

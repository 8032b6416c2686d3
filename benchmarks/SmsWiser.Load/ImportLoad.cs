using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Sealing;
using SmsWiser.Host.Chance;
using SmsWiser.Host.Demo;

namespace SmsWiser.Load;

/// <summary>Imports made-up leads and prints one JSON line.</summary>
internal static class ImportLoad
{
    /// <summary>Imports into the pages given, each run into a list of its own.</summary>
    /// <param name="args">Options.</param>
    /// <param name="store">Name of the store, for the result.</param>
    /// <param name="pages">Gives the pages of a run: where lists 1, 2, … are empty.</param>
    public static async Task<int> RunAsync(string[] args, string store, Func<ILeadPageStore> pages)
    {
        var leads = Option(args, "--leads", 1_000_000);
        var runs = Option(args, "--runs", 3);
        var path = Path.GetTempFileName();
        try
        {
            await using (var file = File.Create(path))
                new LeadGenerator((uint)Option(args, "--seed", 1)).Write(file, leads);
            var results = new List<Result>();
            for (var run = 0; run < runs; run++)
                results.Add(await ImportAsync(path, pages(), new ListId(run + 1)));
            Print(store, leads, new FileInfo(path).Length, results);
            return results.TrueForAll(result => result.Created == leads) ? 0 : 1;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<Result> ImportAsync(string path, ILeadPageStore pages, ListId id)
    {
        var random = new SystemRandom();
        var keys = new KeyRing([new MasterKey(1, new byte[MasterKey.Size])], random);
        var store = new OneList(new(id, "list", new(1), "Leads", [], 0, keys.NewDataKey(id), 1, DateTimeOffset.UnixEpoch));
        var importer = new Importer(store, pages, store, keys, random, store, TimeProvider.System);
        var options = new ImportOptions { Source = Path.GetFileName(path) };
        await using var file = File.OpenRead(path);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var (cpu, started) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var run = await importer.RunAsync(store.List, file, options, null, default);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (run.Error is not null)
            throw new InvalidOperationException(run.Error);
        var cpuSeconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        return new(run.Counts.Created, seconds, cpuSeconds, GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }

    private static void Print(string store, int leads, long fileBytes, List<Result> results)
    {
        var best = results.MinBy(result => result.Seconds)!;
        var median = results.OrderBy(result => result.Seconds).ElementAt(results.Count / 2);
        var line = new Dictionary<string, object>
        {
            ["load"] = "import",
            ["store"] = store,
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

    /// <summary>The list, run and ids that an import asks for.</summary>
    private sealed class OneList(LeadList list) : IListStore, IImportStore, IIds
    {
        private long lastId;

        public LeadList List { get; private set; } = list;

        public Task<LeadList?> FindAsync(ListId id, CancellationToken cancellation) => Task.FromResult<LeadList?>(List);

        public Task<bool> AddFieldsAsync(ListId list, int version, IReadOnlyList<FieldDefinition> fields, CancellationToken cancellation)
        {
            List = List with { Fields = [.. List.Fields, .. fields], Version = version + 1 };
            return Task.FromResult(true);
        }

        public Task<bool> BeginAsync(ImportRun run, CancellationToken cancellation) => Task.FromResult(true);

        public Task ProgressAsync(
            ImportRunId run, ImportCounts counts, long listLeads, IReadOnlyList<ImportError> errors, CancellationToken cancellation) =>
            Task.CompletedTask;

        public Task FinishAsync(ImportRunId run, ImportState state, string? error, DateTimeOffset at, CancellationToken cancellation) =>
            Task.CompletedTask;

        public ValueTask<long> NextAsync(CancellationToken cancellation) => new(++lastId);

        Task IListStore.AddAsync(LeadList list, CancellationToken cancellation) => throw new NotSupportedException();

        Task<LeadList?> IListStore.FindAsync(string publicId, CancellationToken cancellation) => throw new NotSupportedException();

        Task<IReadOnlyList<LeadList>> IListStore.ListAsync(AccountId owner, CancellationToken cancellation) =>
            throw new NotSupportedException();

        Task IListStore.AddSegmentAsync(Segment segment, CancellationToken cancellation) => throw new NotSupportedException();

        Task<Segment?> IListStore.FindSegmentAsync(string publicId, CancellationToken cancellation) => throw new NotSupportedException();

        Task<IReadOnlyList<Segment>> IListStore.ListSegmentsAsync(AccountId account, ListId list, CancellationToken cancellation) =>
            throw new NotSupportedException();

        Task<ImportRun?> IImportStore.FindAsync(string publicId, CancellationToken cancellation) => throw new NotSupportedException();

        Task<IReadOnlyList<ImportError>> IImportStore.ErrorsAsync(ImportRunId run, int skip, int take, CancellationToken cancellation) =>
            throw new NotSupportedException();
    }
}

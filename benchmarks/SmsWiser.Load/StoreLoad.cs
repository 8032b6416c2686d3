using System.Diagnostics;
using System.Text.Json;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Host.Time;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Load;

/// <summary>Measures the embedded store alone: flushes, lead pages, plans, claims, a large cancel. One JSON object on the last
/// line.</summary>
internal static class StoreLoad
{
    private const int EntriesPerFlush = 2_000;
    private const int BytesPerEntry = 20;
    private const int PagesPerWrite = 64;
    private const int PageBytes = 12_000;
    private const int ChunksPerAppend = 256;
    private const int ChunksPerClaim = 4;
    private const int LeadsPerChunk = 256;

    private static readonly SendoutId Sendout = new(4);
    private static readonly ListId List = new(2);
    private static readonly NodeId Node = new(5);
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    /// <summary>Runs against <c>args[0]</c> or a temporary directory.</summary>
    /// <returns>Exit code: 0 done, 2 bad usage.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length > 1)
        {
            await Console.Error.WriteLineAsync("usage: store [DIRECTORY]");
            return 2;
        }
        var directory = args.Length == 1 ? args[0] : Directory.CreateTempSubdirectory("smswiser-load-").FullName;
        await using (var store =
            await SqliteStore.OpenAsync(directory, new ThreadLoops(), TimeProvider.System, new SqliteStoreOptions(), default))
        {
            var figures = new Dictionary<string, double>();
            await PrepareAsync(store);
            await MeasurePagesAsync(store, figures, pages: 8_192);
            await MeasurePlanAsync(store, figures, chunks: 40_000);
            await MeasureClaimsAsync(store, figures, claims: 2_000);
            await MeasureFlushesAsync(store, figures, flushes: 3_000);
            var started = Stopwatch.GetTimestamp();
            await store.Sendouts.ChangeStateAsync(Sendout, [SendoutState.Sending], SendoutState.Cancelled, Start, default);
            figures["cancel_32000_chunks_ms"] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            figures["cpu_seconds"] = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
            figures["peak_rss_mib"] = Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;
            Console.WriteLine(JsonSerializer.Serialize(figures.ToDictionary(figure => figure.Key, figure => Math.Round(figure.Value, 2))));
        }
        if (args.Length == 0)
            Directory.Delete(directory, recursive: true);
        return 0;
    }

    private static async Task PrepareAsync(SqliteStore store)
    {
        await store.Accounts.AddAsync(new(new(1), "AAAAAAAA", "Sender", Start), default);
        await store.Lists.AddAsync(new(List, "list", new(1), "Guests", [], 0, new(1, new byte[60]), 1, Start), default);
        await store.Campaigns.AddAsync(
            new(new(3), "campaign", new(1), "Spring", "SHOP", "Hi", TrafficClass.Marketing, [new(List, new(0), null)], Start), default);
        await store.Sendouts.BeginAsync(
            new(Sendout, new(3), new(1), TrafficClass.Marketing, SendoutState.Planning, 0, 0, 0, null, Start, null), default);
    }

    private static async Task MeasurePagesAsync(SqliteStore store, Dictionary<string, double> figures, int pages)
    {
        var clear = new byte[LeadsPerChunk * 4];
        var sealedOctets = new byte[PageBytes];
        Random.Shared.NextBytes(sealedOctets);
        var batch = new SealedPage[PagesPerWrite];
        var started = Stopwatch.GetTimestamp();
        var longest = TimeSpan.Zero;
        for (var first = 0; first < pages; first += PagesPerWrite)
        {
            for (var i = 0; i < PagesPerWrite; i++)
                batch[i] = new(first + i, 1, LeadsPerChunk, clear, sealedOctets);
            var one = Stopwatch.GetTimestamp();
            await store.Pages.WriteAsync(List, batch, default);
            longest = Longer(longest, one);
        }
        figures["pages_written_per_second"] = pages / Stopwatch.GetElapsedTime(started).TotalSeconds;
        figures["pages_write_longest_ms"] = longest.TotalMilliseconds;

        var read = new PageBatch();
        started = Stopwatch.GetTimestamp();
        for (var first = 0; first < pages; first += PagesPerWrite)
            await store.Pages.ReadAsync(List, first, PagesPerWrite, read, default);
        figures["pages_read_per_second"] = pages / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task MeasurePlanAsync(SqliteStore store, Dictionary<string, double> figures, int chunks)
    {
        var body = new byte[LeadsPerChunk * 8];
        var started = Stopwatch.GetTimestamp();
        var longest = TimeSpan.Zero;
        for (var first = 0; first < chunks; first += ChunksPerAppend)
        {
            var count = Math.Min(ChunksPerAppend, chunks - first);
            var batch = Enumerable.Range(first, count)
                .Select(no => new PlannedChunk(new(Sendout, no), new(1 + (no % 3)), List, new(0), 0, 0, LeadsPerChunk, null, body))
                .ToArray();
            var one = Stopwatch.GetTimestamp();
            await store.Sendouts.AppendAsync(batch, default);
            longest = Longer(longest, one);
        }
        figures["chunks_planned_per_second"] = chunks / Stopwatch.GetElapsedTime(started).TotalSeconds;
        figures["chunks_plan_longest_ms"] = longest.TotalMilliseconds;
        started = Stopwatch.GetTimestamp();
        await store.Sendouts.FinishPlanAsync(Sendout, [new(new(0), (long)chunks * LeadsPerChunk, 0)], Start, default);
        figures["finish_plan_ms"] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task MeasureClaimsAsync(SqliteStore store, Dictionary<string, double> figures, int claims)
    {
        var times = new double[claims];
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < claims; i++)
        {
            var one = Stopwatch.GetTimestamp();
            await store.Dispatch.ClaimAsync(Node, Sendout, [new(1), new(2), new(3)], ChunksPerClaim, Start, default);
            times[i] = Stopwatch.GetElapsedTime(one).TotalMilliseconds;
        }
        figures["claims_per_second"] = claims / Stopwatch.GetElapsedTime(started).TotalSeconds;
        figures["chunks_claimed_per_second"] = figures["claims_per_second"] * ChunksPerClaim;
        AddTimes(figures, "claim", times);
    }

    private static async Task MeasureFlushesAsync(SqliteStore store, Dictionary<string, double> figures, int flushes)
    {
        const int DonePerFlush = EntriesPerFlush / LeadsPerChunk / 3;
        var body = new byte[EntriesPerFlush * BytesPerEntry];
        Random.Shared.NextBytes(body);
        var times = new double[flushes];
        var started = Stopwatch.GetTimestamp();
        for (var no = 1; no <= flushes; no++)
        {
            var delta = new SendoutCounter(Sendout, new(0), 0, new OutcomeCounts { [Outcome.Accepted] = DonePerFlush * LeadsPerChunk },
                EntriesPerFlush);
            var first = (no - 1) * DonePerFlush;
            var done = Enumerable.Range(first, DonePerFlush).Select(chunk => new ChunkKey(Sendout, chunk)).ToArray();
            var one = Stopwatch.GetTimestamp();
            await store.Dispatch.CommitFlushAsync(new(Node, no, Start, EntriesPerFlush, body, [delta], done), default);
            times[no - 1] = Stopwatch.GetElapsedTime(one).TotalMilliseconds;
        }
        figures["flushes_per_second"] = flushes / Stopwatch.GetElapsedTime(started).TotalSeconds;
        figures["entries_per_second"] = figures["flushes_per_second"] * EntriesPerFlush;
        AddTimes(figures, "flush", times);
    }

    private static void AddTimes(Dictionary<string, double> figures, string what, double[] times)
    {
        Array.Sort(times);
        figures[what + "_p50_ms"] = times[times.Length / 2];
        figures[what + "_p99_ms"] = times[times.Length * 99 / 100];
        figures[what + "_longest_ms"] = times[^1];
    }

    private static TimeSpan Longer(TimeSpan longest, long started)
    {
        var elapsed = Stopwatch.GetElapsedTime(started);
        return elapsed > longest ? elapsed : longest;
    }
}

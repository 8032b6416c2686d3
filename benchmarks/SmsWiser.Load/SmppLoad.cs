using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SmsWiser.Engine.Carriers;
using SmsWiser.Smpp;

namespace SmsWiser.Load;

/// <summary>
/// Measures the SMPP client alone: N binds submit as fast as their windows (or a rate) allow, against a simulated carrier in a process
/// of its
/// own or a foreign one. Prints one JSON line. The first messages warm up and are left out of rates and costs.
/// </summary>
internal static class SmppLoad
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ReceiptPatience = TimeSpan.FromSeconds(30);

    public static int Run(string[] args)
    {
        var binds = new Option<int>("--binds") { DefaultValueFactory = _ => 1 };
        var window = new Option<int>("--window") { DefaultValueFactory = _ => 100 };
        var messages = new Option<long>("--messages") { DefaultValueFactory = _ => 2_000_000 };
        var warmUp = new Option<long>("--warm-up") { DefaultValueFactory = _ => 500_000 };
        var rate = new Option<int>("--rate") { Description = "messages per second over all binds; 0 = no limit" };
        var receipts = new Option<bool>("--receipts") { Description = "ask for receipts and answer them" };
        var smsc = new Option<string?>("--smsc") { Description = "HOST:PORT of a foreign message centre" };
        var tls = new Option<string?>("--tls-ca") { Description = "PEM file of the authority of a foreign message centre with TLS" };
        var root = new RootCommand("The SMPP client alone.") { binds, window, messages, warmUp, rate, receipts, smsc, tls };
        root.SetAction(parsed =>
        {
            var options = new SmppLoadOptions(
                parsed.GetValue(binds),
                parsed.GetValue(window),
                parsed.GetValue(messages),
                parsed.GetValue(warmUp),
                parsed.GetValue(rate),
                parsed.GetValue(receipts),
                parsed.GetValue(tls));
            using var carrier = parsed.GetValue(smsc) is { } address ? SmppCarrier.At(address) : SmppCarrier.Spawn();
            Console.WriteLine(Measure(options, carrier));
        });
        return root.Parse(args).Invoke();
    }

    private static string Measure(SmppLoadOptions options, SmppCarrier carrier)
    {
        var total = options.WarmUp + options.Messages;
        var progress = new SmppLoadProgress(options.WarmUp, total);
        var handlers = Enumerable.Range(0, options.Binds).Select(i => new SmppLoadBind(options, carrier, progress, i)).ToArray();
        foreach (var handler in handlers) handler.Start();

        progress.Warm.Wait(Patience);
        var before = SmppLoadCost.Now();
        if (!progress.Answered.Wait(Patience)) throw new InvalidOperationException("The run did not end in ten minutes.");
        var after = SmppLoadCost.Now();
        if (options.Receipts) progress.Receipted.Wait(ReceiptPatience);
        foreach (var handler in handlers) handler.Stop();
        if (handlers.FirstOrDefault(handler => handler.Fault is not null)?.Fault is { } fault)
        {
            carrier.Stop();
            throw new InvalidOperationException($"A bind ended in mid-run: {fault.Reason}. {fault.Detail}");
        }

        var counters = carrier.Stop();

        var seconds = Stopwatch.GetElapsedTime(before.Timestamp, after.Timestamp).TotalSeconds;
        var measured = Math.Max(1, total - options.WarmUp);
        var roundTrips = new RoundTrips();
        foreach (var handler in handlers) handler.Latency.AddTo(roundTrips);
        return JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["binds"] = options.Binds,
            ["window"] = options.Window,
            ["messages"] = measured,
            ["messages_per_second"] = Math.Round(measured / seconds),
            ["cpu_seconds_per_1000"] = Math.Round((after.Cpu - before.Cpu).TotalSeconds * 1000 / measured, 6),
            ["allocated_bytes_per_message"] = Math.Round((after.Allocated - before.Allocated) / (double)measured, 3),
            ["peak_rss_mib"] = Math.Round(SmppLoadCost.PeakRssMib(), 1),
            ["submit_p50_ms"] = Milliseconds(roundTrips, 50),
            ["submit_p99_ms"] = Milliseconds(roundTrips, 99),
            ["accepted"] = handlers.Sum(handler => handler.Accepted),
            ["receipts"] = handlers.Sum(handler => handler.ReceiptCount),
            ["duplicates"] = counters?.Duplicates,
            ["missing"] = counters is { } seen ? total - seen.DistinctParts : total - handlers.Sum(handler => handler.Accepted),
        });
    }

    private static double Milliseconds(RoundTrips roundTrips, double percent) =>
        Math.Round(roundTrips.Percentile(percent) * 1000.0 / Stopwatch.Frequency, 3);
}

/// <summary>One run.</summary>
internal sealed record SmppLoadOptions(
    int Binds, int Window, long Messages, long WarmUp, int Rate, bool Receipts, string? TlsAuthority);

/// <summary>What the process has used so far.</summary>
internal readonly record struct SmppLoadCost(long Timestamp, TimeSpan Cpu, long Allocated)
{
    public static SmppLoadCost Now() =>
        new(Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));

    /// <summary>Peak resident set of this process; from /proc where there is one.</summary>
    public static double PeakRssMib()
    {
        const string status = "/proc/self/status";
        if (!File.Exists(status)) return Process.GetCurrentProcess().PeakWorkingSet64 / (1024.0 * 1024);
        var line = File.ReadLines(status).First(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(6, line.Length - 8).Trim(), CultureInfo.InvariantCulture) / 1024.0;
    }
}

/// <summary>How far all binds together are. Any thread.</summary>
internal sealed class SmppLoadProgress(long warmUp, long total)
{
    private long answered;
    private long receipts;

    public ManualResetEventSlim Warm { get; } = new(warmUp == 0);

    public ManualResetEventSlim Answered { get; } = new();

    public ManualResetEventSlim Receipted { get; } = new();

    public void Answer(int count)
    {
        var now = Interlocked.Add(ref answered, count);
        if (now >= warmUp && !Warm.IsSet) Warm.Set();
        if (now >= total) Answered.Set();
    }

    public void Receipt(int count)
    {
        if (Interlocked.Add(ref receipts, count) >= total) Receipted.Set();
    }
}


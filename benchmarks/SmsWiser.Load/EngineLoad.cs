using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Host;
using SmsWiser.Host.Demo;
using SmsWiser.Smsc;

namespace SmsWiser.Load;

/// <summary>The whole engine: leads imported, planned, claimed, prepared, submitted, journalled (SQLite, synchronous=FULL), receipts on.
/// The carrier is a process of its own. Rates and costs are taken from the first part on the wire to the last answer, of this process
/// alone.</summary>
internal static class EngineLoad
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    public static Command Create()
    {
        var messages = new Option<int>("--messages") { Description = "Leads to generate and send to.", DefaultValueFactory = _ => 500_000 };
        var price = new Option<long>("--price") { Description = "Micro-units per part that the sender pays; 0 = unbilled." };
        var options = new DemoCommandOptions();
        var command = new RootCommand("Measures the whole engine and prints one JSON line.") { messages, price };
        foreach (var option in options.All)
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) =>
            RunAsync(options.Read(parsed) with { Leads = parsed.GetValue(messages) }, parsed.GetValue(price), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(DemoOptions options, long price, CancellationToken cancellation)
    {
        options.Validate();
        using var carrier = options.Smsc is null ? SmppCarrier.Spawn() : SmppCarrier.At(options.Smsc);
        options = options with { Smsc = $"{carrier.Host}:{carrier.Port}" };
        var screen = new DemoScreen(isSilent: true);
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(new ErrorLog()));
        Figures figures;
        DemoTotals totals;
        await using (var site = await DemoSite.OpenAsync(options, new SmscOptions(), logging, cancellation))
        {
            await site.ConnectAsync("load", options, options.SystemId, options.Binds, options.Rate, [""]);
            if (price > 0)
                await BillAsync(site, price, options.Leads);
            using var file = LeadFile.Take(options, LeadRegion.AwakeAt(options.Clock.GetUtcNow()), screen);
            var (list, _) = await site.ImportAsync("Load", file.Path, null, static _ => { }, cancellation);
            var campaign = await site.OwnerAccount.CreateCampaignAsync(new()
            {
                Name = "Load",
                Sender = "Load",
                Template = options.Template,
                Class = "marketing",
                Targets = [new() { ListId = list }],
            });
            await site.Campaign(campaign).StartAsync(DemoSite.Owner);
            figures = await MeasureAsync(site, campaign, cancellation);
            var result = await new DemoRun(site, campaign, options.ReceiptWait).FollowAsync(cancellation);
            totals = result.Totals;
        }
        Print(figures, totals, carrier.Stop());
        return totals.Outcomes[Outcome.Open] == 0 ? 0 : 1;
    }

    /// <summary>Has the sender pay in advance, enough for the most parts a text may have.</summary>
    private static async Task BillAsync(DemoSite site, long price, int leads)
    {
        const int MaxParts = 10;
        await site.Carrier("load").SetPricesAsync([new() { Prefix = "", Micros = price }]);
        await site.OwnerAccount.SetTermsAsync(new() { Kind = "prepaid" });
        await site.OwnerAccount.TopUpAsync("load", checked(price * leads * MaxParts));
    }

    private static async Task<Figures> MeasureAsync(DemoSite site, string campaign, CancellationToken cancellation)
    {
        var engine = site.Host.Engine;
        while (engine.Submitted == 0 && !await IsOverAsync())
            await Task.Delay(Look, cancellation);
        var started = Stopwatch.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetTotalAllocatedBytes();
        var first = engine.Submitted;
        while (!await IsOverAsync())
            await Task.Delay(Look, cancellation);
        return new(
            engine.Submitted - first, Stopwatch.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds,
            GC.GetTotalAllocatedBytes() - allocated, engine.RoundTrip(50).TotalMilliseconds, engine.RoundTrip(99).TotalMilliseconds);

        async Task<bool> IsOverAsync() =>
            (await DemoTotals.LatestAsync(site.Host, campaign, cancellation)).State is SendoutState.Sent or SendoutState.Failed;
    }

    private static void Print(Figures figures, DemoTotals totals, (long Duplicates, long DistinctParts)? counted)
    {
        var accepted = totals.PartsSubmitted - totals.Outcomes[Outcome.Rejected] - totals.Outcomes[Outcome.Unknown]
            - totals.Outcomes[Outcome.Failed];
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["messages"] = totals.Planned,
            ["messages_per_second"] = Math.Round(figures.Parts / figures.Seconds),
            ["cpu_seconds_per_1000"] = Math.Round(figures.CpuSeconds * 1_000 / figures.Parts, 6),
            ["allocated_bytes_per_message"] = Math.Round(figures.AllocatedBytes / (double)figures.Parts, 1),
            ["peak_rss_mib"] = PeakRss(),
            ["submit_p50_ms"] = Math.Round(figures.SubmitP50, 3),
            ["submit_p99_ms"] = Math.Round(figures.SubmitP99, 3),
            ["delivered"] = totals.Outcomes[Outcome.Delivered],
            ["open"] = totals.Outcomes[Outcome.Open],
            ["duplicates"] = counted?.Duplicates,
            ["missing"] = counted is { } known ? accepted - known.DistinctParts : null,
        }));
    }

    private static long PeakRss()
    {
        var line = File.ReadLines("/proc/self/status").First(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;
    }

    private sealed record Figures(long Parts, double Seconds, double CpuSeconds, long AllocatedBytes, double SubmitP50, double SubmitP99);
}

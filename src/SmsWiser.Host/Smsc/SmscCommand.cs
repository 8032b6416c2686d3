using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using SmsWiser.Smsc;

namespace SmsWiser.Host.Smsc;

/// <summary>The command <c>smswiser smsc</c>: the simulated carrier alone, until it is interrupted.</summary>
internal static class SmscCommand
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int BadUsage = 2;
    private static readonly TimeSpan CounterInterval = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var options = new SmscCommandOptions();
        var command = new Command("smsc", """
            Runs a simulated carrier (SMSC) that accepts SMPP binds, answers messages by its script and sends receipts, until interrupted.

            Example: smswiser smsc --port 2775 --throttle 500 --fail 0.01 --receipt-delay-ms 200
            """);
        foreach (var option in options.All) command.Options.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                return await RunAsync(options.Read(parsed), parsed.GetValue(options.Json), cancellation);
            }
            catch (UsageException error)
            {
                await Console.Error.WriteLineAsync($"smswiser smsc: {error.Message}");
                return BadUsage;
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(SmscOptions options, bool json, CancellationToken cancellation)
    {
        SmscSimulator simulator;
        try
        {
            simulator = SmscSimulator.Start(options, TimeProvider.System);
        }
        catch (SocketException error)
        {
            await Console.Error.WriteLineAsync($"smswiser smsc: cannot listen on {options.Address}:{options.Port}: {error.Message}.");
            return BadUsage;
        }
        catch (ArgumentException error)
        {
            await Console.Error.WriteLineAsync($"smswiser smsc: {SmscCommandOptions.Explain(error)}");
            return BadUsage;
        }

        await using (simulator)
        {
            var listening = $"{options.Address}:{simulator.Port}";
            Console.WriteLine(json ? JsonSerializer.Serialize(new Listening(listening), SmscJson.Default.Listening)
                : $"Listening on {listening}.");
            await ShowCountersAsync(simulator, json, cancellation);
            var counters = simulator.Snapshot();
            foreach (var fault in simulator.Faults) await Console.Error.WriteLineAsync($"smswiser smsc: {fault.Detail}");
            Console.WriteLine(json ? JsonSerializer.Serialize(counters, SmscJson.Default.SmscCounters) : Line(counters));
        }

        return simulator.Faults.Count == 0 ? Done : Failed;
    }

    /// <summary>Waits for the interruption; on a terminal with a line of counters a second.</summary>
    private static async Task ShowCountersAsync(SmscSimulator simulator, bool json, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(CounterInterval);
        var last = -1L;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                if (json || Console.IsOutputRedirected) continue;
                var counters = simulator.Snapshot();
                var moved = counters.Submits + counters.ReceiptsAcked + counters.BindsAccepted;
                if (moved != last) Console.WriteLine(Line(counters));
                last = moved;
            }
        }
        catch (OperationCanceledException)
        {
            // The interruption is how this command ends.
        }
    }

    private static string Line(SmscCounters counters) =>
        $"binds {counters.Binds}  submits {counters.Submits:N0}  accepted {counters.Accepted:N0}  throttled {counters.Throttled:N0}  " +
        $"failed {counters.Failed:N0}  receipts {counters.ReceiptsAcked:N0}/{counters.ReceiptsSent:N0}  " +
        $"pending {counters.ReceiptsPending:N0}" +
        (counters.DistinctParts > 0 ? $"  distinct {counters.DistinctParts:N0}  duplicates {counters.Duplicates:N0}" : "");
}

/// <summary>The first line with --json.</summary>
/// <param name="Address">Address and port listened on.</param>
internal sealed record Listening([property: JsonPropertyName("listening")] string Address);

/// <summary>JSON of the command, snake case.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SmscCounters))]
[JsonSerializable(typeof(Listening))]
internal sealed partial class SmscJson : JsonSerializerContext;


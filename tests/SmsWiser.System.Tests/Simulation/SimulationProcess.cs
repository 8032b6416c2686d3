using System.Diagnostics;
using System.Reflection;

namespace SmsWiser.System.Tests.Simulation;

/// <summary>What a run of the simulator said: its lines that begin with <c>seed</c>, all lines, and its exit code.</summary>
internal sealed record SimulationEnd(IReadOnlyList<string> Seeds, string Output, int ExitCode);

/// <summary>The simulator as a child process: it needs a thread pool of its own.</summary>
internal static class SimulationProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);
    private static readonly string Simulator = typeof(SimulationProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(one => one.Key == "Simulator").Value!;

    /// <summary>Runs it to its end; the arguments are split at blanks.</summary>
    public static async Task<SimulationEnd> RunAsync(string arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Simulator, .. arguments.Split(' ')])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"dotnet {Simulator} did not start");
        try
        {
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token) + await error;
            await process.WaitForExitAsync(patience.Token);
            return new([.. output.Split('\n').Where(line => line.StartsWith("seed ", StringComparison.Ordinal))], output, process.ExitCode);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}

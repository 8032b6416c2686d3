using SmsWiser.Simulation.Campaigns;
using SmsWiser.Simulation.Time;

namespace SmsWiser.Simulation;

/// <summary>What one seed came to.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Hash">Hash of all events.</param>
/// <param name="VirtualSeconds">How long it took in the simulated world.</param>
/// <param name="Events">Events in it.</param>
/// <param name="Failures">What went wrong; none when all promises held.</param>
/// <param name="Last">The last events, when something went wrong.</param>
internal sealed record SeedResult(
    ulong Seed, ulong Hash, double VirtualSeconds, long Events, IReadOnlyList<string> Failures, IReadOnlyList<string> Last);

/// <summary>Runs one seed from the first account to the closed store.</summary>
internal static class SeedRun
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromHours(6);

    public static SeedResult Run(ulong seed, Mutant mutant)
    {
        var world = new World(seed, mutant);
        var failures = new List<string>();
        Watchdog.Watch(world.Schedule.Log);
        try
        {
            world.Schedule.Run("main", () => RunAsync(world), LongestRun);
        }
        catch (Exception error) when (error is EscapeException or TimeoutException)
        {
            failures.Add(error.Message);
        }
#pragma warning disable CA1031 // the edge of a seed: whatever the product or the model threw is its result
        catch (Exception error)
#pragma warning restore CA1031
        {
            failures.Add(error.ToString());
        }
        failures.AddRange(world.Judge.Violations);
        failures.AddRange(world.Schedule.Failures);
        failures.AddRange(world.Errors.Errors);
        var log = world.Schedule.Log;
        return new(
            seed, log.Hash, world.Schedule.World.GetTimestamp() / (double)TimeSpan.TicksPerSecond, log.Count, failures,
            failures.Count > 0 ? [.. log.Last()] : []);
    }

    private static async Task RunAsync(World world)
    {
        var node = await Node.StartAsync(world);
        Leak.Start(world);
        var workload = new Workload(world, node);
        await workload.RunAsync();
        await new Verdict(world, node).CheckAsync(workload.Site, workload.Stops);
        await node.StopAsync();
    }
}

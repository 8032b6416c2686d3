namespace SmsWiser.Simulation;

/// <summary>The mutants that escape: a loop that after a second goes on where the seed does not decide.</summary>
internal static class Leak
{
    /// <summary>Starts the loop, if its mutant was asked for.</summary>
    public static void Start(World world)
    {
        if (world.Mutant is Mutant.EscapeToPool or Mutant.EscapeToThread or Mutant.EscapeFromLane)
            _ = world.Schedule.Start("leaky loop", () => RunAsync(world));
    }

    private static async Task RunAsync(World world)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), world.Schedule.Time);
        switch (world.Mutant)
        {
            case Mutant.EscapeToPool:
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                break;
            case Mutant.EscapeToThread:
                var lane = SynchronizationContext.Current!;
                var thread = new Thread(() => lane.Post(static _ => { }, null));
                thread.Start();
                thread.Join();
                await Task.Delay(TimeSpan.FromSeconds(1), world.Schedule.Time);
                break;
            default:
                await Task.Delay(TimeSpan.FromSeconds(1), world.Schedule.Time).ConfigureAwait(false);
                await Task.Delay(TimeSpan.FromSeconds(1), world.Schedule.Time);
                break;
        }
    }
}

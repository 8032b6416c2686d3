namespace SmsWiser.System.Tests.Simulation;

/// <summary>The whole node on the seeded scheduler: every promise holds at every seed, one seed is one run, and what is planted is found.
/// With SMSWISER_LONG set, many more seeds.</summary>
public sealed class SimulationTests
{
    private static readonly int Seeds = Environment.GetEnvironmentVariable("SMSWISER_LONG") is null ? 15 : 500;

    [Fact]
    public async Task Campaign_share_and_stop_keep_their_promises_at_every_seed()
    {
        var end = await SimulationProcess.RunAsync($"--seed 1 --seeds {Seeds}");

        Assert.True(end.ExitCode == 0, end.Output);
        Assert.Equal(Seeds, end.Seeds.Count);
        Assert.All(end.Seeds, line => Assert.EndsWith(", ok", line, StringComparison.Ordinal));
        Assert.Equal(Seeds, end.Seeds.Select(Hash).Distinct().Count());
    }

    [Fact]
    public async Task A_seed_has_the_same_hash_in_another_process_alone_or_among_others()
    {
        var batch = await SimulationProcess.RunAsync("--seed 3 --seeds 3");
        var again = await SimulationProcess.RunAsync("--seed 3 --seeds 3");
        var alone = await SimulationProcess.RunAsync("--seed 5");

        Assert.Equal(3, batch.Seeds.Count);
        Assert.Equal(batch.Seeds, again.Seeds);
        Assert.Equal([batch.Seeds[2]], alone.Seeds);
    }

    [Theory]
    [InlineData("StopEarly", 12, "relies on a share and arrived after its stop had returned")]
    [InlineData("AcksEarly", 12, "relies on a share and arrived after its stop had returned")]
    [InlineData("PauseEarly", 12, "was sent after its pause or cancel had returned")]
    [InlineData("FlushEarly", 2, "was answered before it was durable")]
    [InlineData("DoubleRate", 2, "parts within 100 ms; it grants")]
    public async Task A_planted_race_is_found_and_its_replay_told(string mutant, int seeds, string violation)
    {
        var end = await SimulationProcess.RunAsync($"--seeds {seeds} --mutant {mutant}");

        Assert.Equal(1, end.ExitCode);
        Assert.Contains(violation, end.Output, StringComparison.Ordinal);
        var found = end.Seeds.First(line => line.EndsWith("FAILED", StringComparison.Ordinal)).Split(' ', ',')[1];
        Assert.Contains($"replay: SmsWiser.Simulation --seed {found} --mutant {mutant}", end.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EscapeToPool", "a step of leaky loop queued work on the thread pool")]
    [InlineData("EscapeToThread", "leaky loop was reached from a thread that is not the simulation's")]
    [InlineData("EscapeFromLane", "leaky loop: a timer was asked for by code that runs in no lane")]
    public async Task A_planted_escape_is_seen_and_named(string mutant, string named)
    {
        var end = await SimulationProcess.RunAsync($"--seed 1 --mutant {mutant}");

        Assert.Equal(1, end.ExitCode);
        Assert.Contains($"Escape: {named}", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_arguments_are_refused_with_the_usage()
    {
        var end = await SimulationProcess.RunAsync("--seed many");

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("'--seed many' is not understood. Usage: SmsWiser.Simulation", end.Output, StringComparison.Ordinal);
    }

    private static string Hash(string line) => line.Split(", ")[1];
}

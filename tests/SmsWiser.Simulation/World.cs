using SmsWiser.Simulation.Carriers;
using SmsWiser.Simulation.Chance;
using SmsWiser.Simulation.Storage;
using SmsWiser.Simulation.Time;

namespace SmsWiser.Simulation;

/// <summary>What one simulation is made of besides the product.</summary>
internal sealed class World
{
    private static readonly DateTimeOffset Morning = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);

    /// <summary>When marketing to the leads of the simulation, all French, has to end that day.</summary>
    public static readonly DateTimeOffset Closing = Morning.AddHours(10);

    public World(ulong seed, Mutant mutant)
    {
        (Seed, Mutant, IsEvening) = (seed, mutant, (mutant == Mutant.None && seed % 4 == 0) || mutant == Mutant.ClosesLate);
        Schedule = new(seed, IsEvening ? Closing.AddSeconds(-90) : Morning.AddHours(2));
        StoreDice = new(seed, Dice.Stream.Store);
        Judge = new(Schedule.Time, Journal, mutant == Mutant.ClosesLate ? Closing.AddSeconds(-60) : Closing);
        foreach (var (name, number) in new[] { ("alpha", 1UL), ("beta", 2UL) })
        {
            Carriers.Add(name, new(
                Schedule, new(seed + number, Dice.Stream.Carriers), new(seed + number, Dice.Stream.Network), Judge, name));
        }
    }

    public ulong Seed { get; }

    public Mutant Mutant { get; }

    /// <summary>True when quiet hours begin in mid-run.</summary>
    public bool IsEvening { get; }

    public Schedule Schedule { get; }

    public Dice StoreDice { get; }

    public StoreWeather StoreWeather { get; } = new();

    public JournalTap Journal { get; } = new();

    public Judge Judge { get; }

    public ErrorBook Errors { get; } = new();

    /// <summary>By name, which is also their host.</summary>
    public SortedDictionary<string, CarrierModel> Carriers { get; } = new(StringComparer.Ordinal);
}

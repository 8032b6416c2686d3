using SmsWiser.Simulation.Carriers;
using SmsWiser.Simulation.Chance;
using SmsWiser.Simulation.Storage;
using SmsWiser.Simulation.Time;

namespace SmsWiser.Simulation;

/// <summary>What one simulation is made of besides the product.</summary>
internal sealed class World
{
    public static readonly DateTimeOffset Start = new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero);

    public World(ulong seed, Mutant mutant)
    {
        (Seed, Mutant) = (seed, mutant);
        Schedule = new(seed, Start);
        StoreDice = new(seed, Dice.Stream.Store);
        Judge = new(Schedule.Time, Journal);
        foreach (var (name, number) in new[] { ("alpha", 1UL), ("beta", 2UL) })
        {
            Carriers.Add(name, new(
                Schedule, new(seed + number, Dice.Stream.Carriers), new(seed + number, Dice.Stream.Network), Judge, name));
        }
    }

    public ulong Seed { get; }

    public Mutant Mutant { get; }

    public Schedule Schedule { get; }

    public Dice StoreDice { get; }

    public StoreWeather StoreWeather { get; } = new();

    public JournalTap Journal { get; } = new();

    public Judge Judge { get; }

    public ErrorBook Errors { get; } = new();

    /// <summary>By name, which is also their host.</summary>
    public SortedDictionary<string, CarrierModel> Carriers { get; } = new(StringComparer.Ordinal);
}

using SmsWiser.Simulation.Chance;
using SmsWiser.Simulation.Time;

namespace SmsWiser.Simulation.Network;

/// <summary>One simulated TCP connection between a bind and its carrier.</summary>
internal sealed class Connection
{
    public Connection(Schedule schedule, Dice dice, NetworkWeather weather, string name, int capacity)
    {
        Name = name;
        Up = new(schedule, dice, weather, $"{name} up", capacity);
        Down = new(schedule, dice, weather, $"{name} down", capacity);
    }

    public string Name { get; }

    /// <summary>From the bind to the carrier.</summary>
    public OctetStream Up { get; }

    /// <summary>From the carrier to the bind.</summary>
    public OctetStream Down { get; }

    /// <summary>Cuts the connection in both directions.</summary>
    public void Cut()
    {
        Up.Break();
        Down.Break();
    }
}

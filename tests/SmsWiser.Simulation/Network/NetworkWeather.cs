namespace SmsWiser.Simulation.Network;

/// <summary>How the network of one host behaves now. The workload changes it.</summary>
internal sealed class NetworkWeather
{
    /// <summary>Shortest way from end to end.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(2);

    /// <summary>What chance adds to the delay at most.</summary>
    public int JitterMilliseconds { get; set; } = 20;

    /// <summary>Share of sends delivered in small pieces.</summary>
    public double Cuts { get; set; } = 0.2;

    /// <summary>Nothing arrives before; a timestamp.</summary>
    public long StuckUntil { get; set; }
}

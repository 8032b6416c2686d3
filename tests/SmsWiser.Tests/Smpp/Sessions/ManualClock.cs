namespace SmsWiser.Tests.Smpp.Sessions;

/// <summary>Timestamps that move only by hand; 1,000 ticks a second.</summary>
internal sealed class ManualClock : TimeProvider
{
    private long now = 1_000_000;

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => now;

    public void Advance(TimeSpan by) => now += (long)by.TotalMilliseconds;
}


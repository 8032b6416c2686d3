using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Links;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Host.Time;

namespace SmsWiser.Host.Demo;

/// <summary>What a demo runs on. Bounds are checked before anything starts.</summary>
internal sealed record DemoOptions
{
    /// <summary>Leads to generate, 1 to 10,000,000. Default 100,000. Not together with a file.</summary>
    public int Leads { get; init; } = 100_000;

    /// <summary>CSV file to import instead, or null.</summary>
    public string? Csv { get; init; }

    /// <summary>Country of numbers without a country code in the file, or null.</summary>
    public string? Country { get; init; }

    /// <summary>Data directory; null: a temporary one that is removed afterwards.</summary>
    public string? Data { get; init; }

    /// <summary>SMSC to use instead of the simulator, <c>HOST:PORT</c>, or null.</summary>
    public string? Smsc { get; init; }

    /// <summary>system_id for a foreign SMSC.</summary>
    public string SystemId { get; init; } = "smswiser";

    /// <summary>Password for a foreign SMSC.</summary>
    public string Password { get; init; } = "secret";

    /// <summary>Binds, 1 to 64. Default 4.</summary>
    public int Binds { get; init; } = 4;

    /// <summary>Window of each bind, 1 to 1,000. Default 100.</summary>
    public int Window { get; init; } = 100;

    /// <summary>Parts per second over all binds; 0 = unlimited.</summary>
    public int Rate { get; init; }

    /// <summary>Stop the share after so many parts; null: no share is involved.</summary>
    public long? StopShareAfter { get; init; }

    /// <summary>Text to send.</summary>
    public string Template { get; init; } =
        "Hi {first_name|there}, autumn sale at our {city|local} shop: 20 % off with this text. Reply STOP to leave.";

    /// <summary>Segment filter over the leads, or null for all.</summary>
    public string? Filter { get; init; }

    /// <summary>How long to wait for receipts after the last response. Default 5 s.</summary>
    public TimeSpan ReceiptWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Bounds of the data plane. An interrupted demo waits 2 s for answers, not 30: with the unbind after it, it must be down
    /// before the process is ended by force, which would leave all that was claimed unknown.</summary>
    public DispatchOptions Dispatch { get; init; } = new() { StopTime = TimeSpan.FromSeconds(2) };

    /// <summary>Where short links lead.</summary>
    public LinkOptions Links { get; init; } = new();

    /// <summary>Clock of the node, always the system's; only tests within the process have one on which it is never night.</summary>
    public TimeProvider Clock { get; init; } = new LoopTime();

    /// <summary>One plain run instead of the story.</summary>
    public bool NoStory { get; init; }

    /// <summary>One JSON object on the last line, nothing else on standard output; a plain run, for a story has no figures of its
    /// own.</summary>
    public bool Json { get; init; }

    /// <summary>Host and port of the foreign SMSC.</summary>
    public (string Host, int Port)? SmscAddress
    {
        get
        {
            if (Smsc is null)
                return null;
            var colon = Smsc.LastIndexOf(':');
            return (Smsc[..colon], int.Parse(Smsc[(colon + 1)..]));
        }
    }

    /// <summary>Checks every value.</summary>
    /// <exception cref="UsageException">One message for all that is wrong.</exception>
    public void Validate()
    {
        List<string> wrong = [];
        Check(Leads, 1, 10_000_000, "--leads");
        Check(Binds, 1, 64, "--binds");
        Check(Window, 1, 1000, "--window");
        Check(Rate, 0, 10_000_000, "--rate");
        if (Rate > 0 && Rate < Binds)
            wrong.Add($"--rate {Rate} is too small for {Binds} binds; give at least {Binds}, or 0 for no limit");
        if (StopShareAfter is < 1)
            wrong.Add($"--stop-share-after {StopShareAfter} must be at least 1");
        if (ReceiptWait < TimeSpan.Zero || ReceiptWait > TimeSpan.FromHours(1))
            wrong.Add($"--receipt-wait {ReceiptWait.TotalSeconds} must be 0 to 3600 seconds");
        if (Csv is not null && !File.Exists(Csv))
            wrong.Add($"--csv {Csv}: there is no such file; give the path of a CSV file with a column of phone numbers");
        if (File.Exists(Data))
            wrong.Add($"--data {Data} is a file; give a directory");
        if (Smsc is not null && !IsAddress(Smsc))
            wrong.Add($"--smsc {Smsc} must be HOST:PORT, for example 127.0.0.1:2775");
        if (Country is not null && !Core.Audience.Country.TryFind(Country, out _))
            wrong.Add($"--country {Country} must be a two-letter code of ISO 3166, for example FR");
        if (SmsTemplate.Parse(Template).Error is { } error)
            wrong.Add($"--template cannot be used: {error}");
        if (File.Exists(Data))
            wrong.Add($"--data {Data} is a file; give a directory, it is created if need be");
        if (wrong.Count > 0)
            throw new UsageException(string.Join("; ", wrong));

        void Check(int value, int min, int max, string name)
        {
            if (value < min || value > max)
                wrong.Add($"{name} {value} must be {min} to {max}");
        }
    }

    private static bool IsAddress(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), out var port) && port is > 0 and <= 65_535;
    }
}

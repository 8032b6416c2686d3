using System.Net;

namespace SmsWiser.Web;

/// <summary>How a node answers over HTTP.</summary>
public sealed record HttpOptions
{
    /// <summary>Address and port; port 0 takes a free one. Loopback unless told otherwise.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 8080);

    /// <summary>PEM file with the certificate, and those above it behind; null = no TLS.</summary>
    public string? TlsCertificate { get; init; }

    /// <summary>PEM file with the certificate's private key; null = it is in the same file.</summary>
    public string? TlsKey { get; init; }

    /// <summary>Requests per second of one API key in the long run, 1 to 100,000; more are answered 429.</summary>
    public int RequestsPerSecond { get; init; } = 100;

    /// <summary>Requests of one API key at once after a pause, 1 to 100,000.</summary>
    public int Burst { get; init; } = 200;

    /// <summary>The same for what is never throttled with the rest, stops and opt-outs: a bound of their own, 1 to 100,000 per
    /// second.</summary>
    public int StopsPerSecond { get; init; } = 1_000;

    /// <summary>Refused keys per minute of one address, 1 to 10,000; then its unknown keys are answered 429 unseen.</summary>
    public int RefusedKeysPerMinute { get; init; } = 30;

    /// <summary>Octets of a request's body, files to import apart, 1,024 to 67,108,864; larger ones are answered 413.</summary>
    public int MaxBodyBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Octets of a file to import, at least 1; larger ones are answered 413.</summary>
    public long MaxImportBytes { get; init; } = 64L * 1024 * 1024 * 1024;

    /// <summary>Connections at a time, 1 to 100,000; more are closed at once.</summary>
    public int MaxConnections { get; init; } = 5_000;

    /// <summary>Open streams of events, 1 to 100,000; more are answered 503.</summary>
    public int MaxStreams { get; init; } = 2_000;

    /// <summary>Time between two looks at what a stream of events tells, 100 ms to 1 min.</summary>
    public TimeSpan StreamPeriod { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Says what cannot work: one line per wrong option.</summary>
    /// <exception cref="ArgumentException">At least one value is out of its bounds.</exception>
    public void Validate()
    {
        var wrong = new List<string>();
        Check(nameof(RequestsPerSecond), RequestsPerSecond, 1, 100_000);
        Check(nameof(Burst), Burst, 1, 100_000);
        Check(nameof(StopsPerSecond), StopsPerSecond, 1, 100_000);
        Check(nameof(RefusedKeysPerMinute), RefusedKeysPerMinute, 1, 10_000);
        Check(nameof(MaxBodyBytes), MaxBodyBytes, 1_024, 64 * 1024 * 1024);
        Check(nameof(MaxImportBytes), MaxImportBytes, 1, long.MaxValue);
        Check(nameof(MaxConnections), MaxConnections, 1, 100_000);
        Check(nameof(MaxStreams), MaxStreams, 1, 100_000);
        Check($"{nameof(StreamPeriod)} in milliseconds", (long)StreamPeriod.TotalMilliseconds, 100, 60_000);
        if (TlsKey is not null && TlsCertificate is null)
            wrong.Add("TlsKey is given without TlsCertificate; give both, or neither");
        if (wrong.Count > 0)
            throw new ArgumentException(string.Join(Environment.NewLine, wrong));

        void Check(string name, long value, long least, long most)
        {
            if (value < least || value > most)
                wrong.Add($"{name} is {value}; give {least} to {most}");
        }
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SmsWiser.Smsc;

namespace SmsWiser.Host.Smsc;

/// <summary>The options of <c>smswiser smsc</c> and how they are read.</summary>
internal sealed class SmscCommandOptions
{
    private static readonly SmscOptions Defaults = new();

    public Option<bool> Json { get; } = new("--json") { Description = "Print JSON lines: where it listens, and the counters at the end." };

    private Option<int> Port { get; } = new("--port") { Description = "TCP port; 0 takes a free one.", DefaultValueFactory = _ => 2775 };

    private Option<IPAddress> Address { get; } = new("--address")
    {
        Description = "Address to listen on.",
        DefaultValueFactory = _ => IPAddress.Loopback,
        CustomParser = ParseAddress,
    };

    private Option<string?> SystemId { get; } = new("--system-id") { Description = "The only system_id that may bind (default: any)." };

    private Option<string?> Password { get; } = new("--password") { Description = "The password asked for (default: any)." };

    private Option<string?> TlsCertificate { get; } = new("--tls-certificate")
    {
        Description = "PEM or PKCS #12 file with certificate and key: all connections are encrypted (default: none).",
    };

    private Option<int> Throttle { get; } = new("--throttle")
    {
        Description = "Messages per second and bind before ESME_RTHROTTLED; 0 = no limit.",
    };

    private Option<int> DelayMs { get; } = new("--delay-ms") { Description = "Milliseconds from a message to its response." };

    private Option<double> Fail { get; } = new("--fail") { Description = "Share of messages refused, 0..1." };

    private Option<double> Receipts { get; } = new("--receipts")
    {
        Description = "Share of messages that get a receipt if they asked for one, 0..1.",
        DefaultValueFactory = _ => Defaults.ReceiptRatio,
    };

    private Option<double> Undelivered { get; } = new("--undelivered") { Description = "Share of receipts that say UNDELIV, 0..1." };

    private Option<int> ReceiptDelayMs { get; } = new("--receipt-delay-ms") { Description = "Milliseconds from a message to its receipt." };

    private Option<int> DropEvery { get; } = new("--drop-every")
    {
        Description = "Leave every n-th message of a bind unanswered; 0 = none.",
    };

    private Option<int> MaxBinds { get; } = new("--max-binds") { Description = "Binds at once; 0 = no limit." };

    private Option<int> Seed { get; } = new("--seed") { Description = "Seed of all chance.", DefaultValueFactory = _ => Defaults.Seed };

    private Option<bool> CountDestinations { get; } = new("--count-destinations") { Description = "Count distinct parts and duplicates." };

    /// <summary>All options, in the order of the help.</summary>
    public IEnumerable<Option> All =>
    [
        Port, Address, SystemId, Password, TlsCertificate, Throttle, DelayMs, Fail, Receipts, Undelivered, ReceiptDelayMs, DropEvery,
        MaxBinds, Seed, CountDestinations, Json,
    ];

    /// <summary>The simulator's options; ranges are checked when it starts.</summary>
    public SmscOptions Read(ParseResult parsed) => new()
    {
        Port = parsed.GetValue(Port),
        Address = parsed.GetValue(Address)!,
        SystemId = parsed.GetValue(SystemId),
        Password = parsed.GetValue(Password),
        Tls = parsed.GetValue(TlsCertificate) is { } file ? new(Certificate(file), ClientAuthority: null) : null,
        ThrottleRate = parsed.GetValue(Throttle),
        ResponseDelay = TimeSpan.FromMilliseconds(parsed.GetValue(DelayMs)),
        FailureRatio = parsed.GetValue(Fail),
        ReceiptRatio = parsed.GetValue(Receipts),
        UndeliveredRatio = parsed.GetValue(Undelivered),
        ReceiptDelay = TimeSpan.FromMilliseconds(parsed.GetValue(ReceiptDelayMs)),
        DropEvery = parsed.GetValue(DropEvery),
        MaxBinds = parsed.GetValue(MaxBinds),
        Seed = parsed.GetValue(Seed),
        CountDestinations = parsed.GetValue(CountDestinations),
    };

    /// <summary>The message of a value out of its range, under the name that the option has here.</summary>
    public static string Explain(ArgumentException error)
    {
        var option = error.ParamName switch
        {
            nameof(SmscOptions.ThrottleRate) => "--throttle",
            nameof(SmscOptions.ResponseDelay) => "--delay-ms",
            nameof(SmscOptions.FailureRatio) => "--fail",
            nameof(SmscOptions.ReceiptRatio) => "--receipts",
            nameof(SmscOptions.UndeliveredRatio) => "--undelivered",
            nameof(SmscOptions.ReceiptDelay) => "--receipt-delay-ms",
            nameof(SmscOptions.DropEvery) => "--drop-every",
            nameof(SmscOptions.MaxBinds) => "--max-binds",
            nameof(SmscOptions.Port) => "--port",
            _ => null,
        };
        var text = error.Message.Replace($" (Parameter '{error.ParamName}')", "", StringComparison.Ordinal);
        return option is null ? text : $"{option}: {text}";
    }

    private static X509Certificate2 Certificate(string file)
    {
        try
        {
            if (!File.ReadAllText(file).StartsWith("-----BEGIN", StringComparison.Ordinal))
                return X509CertificateLoader.LoadPkcs12FromFile(file, null);
            // A key read from PEM lives in memory only, which not every platform's TLS takes; one from PKCS #12 is taken by all.
            using var pem = X509Certificate2.CreateFromPemFile(file);
            return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pfx), null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new UsageException($"--tls-certificate {file}: {error.Message}");
        }
    }

    private static IPAddress? ParseAddress(ArgumentResult result)
    {
        if (IPAddress.TryParse(result.Tokens.Single().Value, out var address)) return address;
        result.AddError($"--address {result.Tokens.Single().Value} is not an IP address.");
        return null;
    }
}


using System.Net;
using SmsWiser.Smpp;

namespace SmsWiser.Smsc;

/// <summary>How the simulated carrier behaves. All that happens by chance follows from <see cref="Seed"/>.</summary>
public sealed record SmscOptions
{
    /// <summary>Address to listen on. Default 127.0.0.1.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>TCP port; 0 (default) takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The only system_id that may bind; null (default): any.</summary>
    public string? SystemId { get; init; }

    /// <summary>The password asked for; null (default): any.</summary>
    public string? Password { get; init; }

    /// <summary>TLS on every connection; null (default): none.</summary>
    public SmscTls? Tls { get; init; }

    /// <summary>Time from a submit_sm to its response. Default none.</summary>
    public TimeSpan ResponseDelay { get; init; }

    /// <summary>submit_sm per second that each bind may send; what is over it gets ESME_RTHROTTLED. 0 (default): no limit.</summary>
    public int ThrottleRate { get; init; }

    /// <summary>Share of submit_sm refused with <see cref="FailureStatus"/>, 0..1. Default 0.</summary>
    public double FailureRatio { get; init; }

    /// <summary>The status of a refused submit_sm. Default ESME_RSUBMITFAIL.</summary>
    public CommandStatus FailureStatus { get; init; } = CommandStatus.SubmitFailed;

    /// <summary>Share of accepted messages that asked for a receipt and get one, 0..1. Default 1.</summary>
    public double ReceiptRatio { get; init; } = 1;

    /// <summary>Share of receipts that say UNDELIV instead of DELIVRD, 0..1. Default 0.</summary>
    public double UndeliveredRatio { get; init; }

    /// <summary>Time from a submit_sm to its receipt. Default none.</summary>
    public TimeSpan ReceiptDelay { get; init; }

    /// <summary>Sends the receipt ahead of the response it belongs to. Default false.</summary>
    public bool ReceiptBeforeResponse { get; init; }

    /// <summary>Every n-th submit_sm of a bind is accepted but never answered. 0 (default): none.</summary>
    public int DropEvery { get; init; }

    /// <summary>Resets a connection when this many submit_sm have come over it. 0 (default): never.</summary>
    public int DisconnectAfter { get; init; }

    /// <summary>Binds at once; one more gets ESME_RALYBND. 0 (default): no limit.</summary>
    public int MaxBinds { get; init; }

    /// <summary>deliver_sm that may be unanswered at once on a bind, 1..1000. Default 100.</summary>
    public int ReceiptWindow { get; init; } = 100;

    /// <summary>Receipts that may wait on a bind; at the bound responses are held back until some are gone. Default 200,000.</summary>
    public int MaxPendingReceipts { get; init; } = 200_000;

    /// <summary>Writes message ids as upper-case hexadecimal instead of decimal digits. Default false.</summary>
    public bool HexMessageIds { get; init; }

    /// <summary>Writes message ids in receipts as decimal digits even with <see cref="HexMessageIds"/>, as some carriers do. Default
    /// false.</summary>
    public bool DecimalReceiptIds { get; init; }

    /// <summary>The first message id; 0 (default): from the clock, so that ids of an earlier run do not come again.</summary>
    public ulong FirstMessageId { get; init; }

    /// <summary>Seed of everything that happens by chance. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// Keeps every accepted (source, destination, part) as a 64-bit hash to count duplicates exactly but for one in 10^12 or so; about 16
    /// octets each. Default false.
    /// </summary>
    public bool CountDestinations { get; init; }

    /// <summary>
    /// Receive times to keep: of the first so many submit_sm, at 16 octets a receive; later ones are not kept. 0 (default): none.
    /// </summary>
    public int TraceSubmits { get; init; }

    /// <summary>
    /// Other behaviour for single accounts, by system_id; address, port, limits of binds, ids and counting stay those of this record.
    /// </summary>
    public IReadOnlyDictionary<string, SmscOptions> BySystemId { get; init; } = new Dictionary<string, SmscOptions>();

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names option, value and bound.</exception>
    public void Validate()
    {
        CheckCount(Port, 65535, nameof(Port));
        CheckCount(ThrottleRate, int.MaxValue, nameof(ThrottleRate));
        CheckCount(DropEvery, int.MaxValue, nameof(DropEvery));
        CheckCount(DisconnectAfter, int.MaxValue, nameof(DisconnectAfter));
        CheckCount(MaxBinds, int.MaxValue, nameof(MaxBinds));
        CheckCount(TraceSubmits, 100_000_000, nameof(TraceSubmits));
        CheckCount(ReceiptWindow, 1000, nameof(ReceiptWindow), min: 1);
        CheckCount(MaxPendingReceipts, int.MaxValue, nameof(MaxPendingReceipts), min: 1);
        CheckRatio(FailureRatio, nameof(FailureRatio));
        CheckRatio(ReceiptRatio, nameof(ReceiptRatio));
        CheckRatio(UndeliveredRatio, nameof(UndeliveredRatio));
        CheckDelay(ResponseDelay, nameof(ResponseDelay));
        CheckDelay(ReceiptDelay, nameof(ReceiptDelay));
        foreach (var (_, options) in BySystemId) options.Validate();
    }

    private static void CheckCount(int value, int max, string name, int min = 0)
    {
        if (value < min || value > max) throw new ArgumentException($"{name} is {value}; it must be {min}..{max}.", name);
    }

    private static void CheckRatio(double value, string name)
    {
        if (value is not (>= 0 and <= 1)) throw new ArgumentException($"{name} is {value}; it must be 0..1.", name);
    }

    private static void CheckDelay(TimeSpan value, string name)
    {
        if (value >= TimeSpan.Zero && value <= TimeSpan.FromDays(1)) return;
        throw new ArgumentException($"{name} is {value}; it must be 0..1 day.", name);
    }
}

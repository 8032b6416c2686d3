using SmsWiser.Smpp;

namespace SmsWiser.Simulation.Carriers;

/// <summary>How a simulated carrier treats what it gets now. The workload changes it.</summary>
internal sealed record CarrierMood
{
    /// <summary>Longest time from a submit_sm to its response, in milliseconds; each takes what chance says, so they overtake one
    /// another.</summary>
    public int ResponseMilliseconds { get; init; } = 60;

    /// <summary>submit_sm per second over all binds; what is over it gets ESME_RTHROTTLED. 0: no limit.</summary>
    public int ThrottleRate { get; init; }

    /// <summary>Share refused for a passing reason.</summary>
    public double Passing { get; init; }

    /// <summary>Share refused for good.</summary>
    public double ForGood { get; init; }

    /// <summary>Share accepted and never answered.</summary>
    public double Silent { get; init; }

    /// <summary>Share of receipts that say UNDELIV.</summary>
    public double Undelivered { get; init; }

    /// <summary>Longest time from a submit_sm to its receipt, in milliseconds; short ones overtake the response.</summary>
    public int ReceiptMilliseconds { get; init; } = 3_000;

    /// <summary>Refuses connections.</summary>
    public bool IsDown { get; init; }

    /// <summary>The status of a refused submit_sm.</summary>
    public static CommandStatus Refusal(bool passing) => passing ? CommandStatus.SystemError : CommandStatus.InvalidDestinationAddress;
}

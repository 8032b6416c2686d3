namespace SmsWiser.Smsc;

/// <summary>What the simulated carrier has seen so far, over all connections.</summary>
/// <param name="Binds">Binds open now.</param>
/// <param name="BindsAccepted">Binds accepted so far.</param>
/// <param name="Submits">submit_sm received, well-formed ones.</param>
/// <param name="Accepted">Of these, accepted (answered or left unanswered on purpose).</param>
/// <param name="Throttled">Refused with ESME_RTHROTTLED.</param>
/// <param name="Failed">Refused by chance.</param>
/// <param name="Unanswered">Accepted but left unanswered on purpose.</param>
/// <param name="ReceiptsSent">Receipts sent, repetitions included.</param>
/// <param name="ReceiptsAcked">Receipts that the ESME answered with Ok.</param>
/// <param name="ReceiptsRefused">Receipts that the ESME answered with an error; they are not sent again.</param>
/// <param name="ReceiptsPending">Receipts that wait to be sent or answered.</param>
/// <param name="InboundSent">Inbound messages sent, repetitions included.</param>
/// <param name="InboundAcked">Inbound messages that the ESME answered with Ok.</param>
/// <param name="Duplicates">Accepted parts whose (source, destination, part) was accepted before; 0 when not counted.</param>
/// <param name="DistinctParts">Distinct (source, destination, part) accepted; 0 when not counted.</param>
public readonly record struct SmscCounters(
    long Binds,
    long BindsAccepted,
    long Submits,
    long Accepted,
    long Throttled,
    long Failed,
    long Unanswered,
    long ReceiptsSent,
    long ReceiptsAcked,
    long ReceiptsRefused,
    long ReceiptsPending,
    long InboundSent,
    long InboundAcked,
    long Duplicates,
    long DistinctParts);

/// <summary>What came from one source address, over all connections.</summary>
/// <param name="Received">submit_sm received.</param>
/// <param name="Accepted">submit_sm accepted.</param>
/// <param name="FirstAt">
/// When the first was received, as a timestamp of the simulator's clock (CLOCK_MONOTONIC in nanoseconds on Linux); 0 if none.
/// </param>
/// <param name="LastAt">When the last was received.</param>
public readonly record struct SourceCounters(long Received, long Accepted, long FirstAt, long LastAt);

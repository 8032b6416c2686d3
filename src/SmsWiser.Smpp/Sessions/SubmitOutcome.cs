namespace SmsWiser.Smpp;

/// <summary>How a submit_sm ended, as far as this session knows.</summary>
public enum SubmitOutcomeKind : byte
{
    /// <summary>The message centre answered; the status tells.</summary>
    Answered,

    /// <summary>No answer in time, or the session ended first: the message may or may not have been taken (SMPP 5.0 §2.6.3).</summary>
    Unanswered,

    /// <summary>An answer to one that was reported unanswered before, with the same cookie: it resolves the unknown outcome.</summary>
    Late,
}

/// <summary>What became of one submit_sm. Valid during <see cref="IEsmeHandler.OnOutcomes"/> only.</summary>
public readonly struct SubmitOutcome
{
    /// <summary>The cookie given to <see cref="SubmitBatch.TryAdd"/>.</summary>
    public ulong Cookie { get; init; }

    /// <summary>How it ended.</summary>
    public SubmitOutcomeKind Kind { get; init; }

    /// <summary>The status of submit_sm_resp or of the generic_nack that answered; Ok when unanswered.</summary>
    public CommandStatus Status { get; init; }

    /// <summary>Start of message_id in the received octets.</summary>
    public int MessageIdOffset { get; init; }

    /// <summary>Octets of message_id without its NUL; 0 when there is none.</summary>
    public int MessageIdLength { get; init; }

    /// <summary>
    /// From the send section to the receive, in ticks of the <see cref="TimeProvider"/>; to the end of waiting when unanswered.
    /// </summary>
    public long RoundTripTicks { get; init; }
}

namespace SmsWiser.Smpp;

/// <summary>
/// What a message centre does in one session. All methods run on the session's pump, <see cref="Fill"/> also on whichever thread kicks;
/// none may block. An exception from any of them ends the session.
/// </summary>
public interface ISmscHandler
{
    /// <summary>An ESME binds. Returns Ok to accept it, else the status to refuse it with; a refused session is closed.</summary>
    CommandStatus OnBind(SmscCore session, BindPdu bind);

    /// <summary>
    /// submit_sm received: once per receive. Each must be answered in a later <see cref="Fill"/>, or be left unanswered on purpose.
    /// </summary>
    /// <param name="submits">Where they stand; valid during the call only.</param>
    /// <param name="received">The received octets; valid during the call only.</param>
    /// <param name="now">Timestamp of the receive.</param>
    void OnSubmits(ReadOnlySpan<Submission> submits, ReadOnlySpan<byte> received, long now);

    /// <summary>Writes responses and deliver_sm while the batch takes them. Runs inside the exclusive send section.</summary>
    void Fill(ref SmscBatch batch);

    /// <summary>
    /// What became of deliver_sm, with the cookies given to <see cref="SmscBatch.TryDeliver"/>; valid during the call only.
    /// </summary>
    void OnDeliverOutcomes(ReadOnlySpan<SubmitOutcome> outcomes);

    /// <summary>The session is over; its socket is about to be closed. Exactly once, last, also for connections that never bound.</summary>
    void OnClosed(SessionClose close);
}

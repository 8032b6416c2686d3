namespace SmsWiser.Smpp;

/// <summary>
/// What the owner of an ESME session does. All methods but <see cref="FillSubmits"/> run on the session's pump; none may block.
/// An exception from any of them ends the session with <see cref="SessionCloseReason.HandlerFault"/>.
/// </summary>
public interface IEsmeHandler
{
    /// <summary>The message centre accepted the bind. Called once at most, on the pump.</summary>
    void OnBound(BindResult result);

    /// <summary>
    /// Adds prepared submit_sm while <see cref="SubmitBatch.TryAdd"/> returns true. Runs inside the exclusive send section (fill and send,
    /// never two at once), on the pump or on whichever thread called <see cref="EsmeSession.Kick"/>; what is added here is handed to the
    /// socket before the section ends. Called only when a slot is free.
    /// </summary>
    void FillSubmits(ref SubmitBatch batch);

    /// <summary>
    /// What became of submit_sm: once per receive, on the pump; also for time-outs and at the end, then with empty
    /// <paramref name="received"/>. Both spans are valid during the call only.
    /// </summary>
    void OnOutcomes(ReadOnlySpan<SubmitOutcome> outcomes, ReadOnlySpan<byte> received);

    /// <summary>
    /// Receipts and mobile-originated messages: once per receive, on the pump, after the outcomes of the same receive. Each must be
    /// answered with <see cref="EsmeSession.Respond(uint, CommandStatus)"/>, then or later. Both spans are valid during the call only.
    /// </summary>
    void OnDeliveries(ReadOnlySpan<Delivery> deliveries, ReadOnlySpan<byte> received);

    /// <summary>
    /// The session is over and its socket closed. Called exactly once, last, on the pump; every occupied slot was given as an
    /// <see cref="SubmitOutcomeKind.Unanswered"/> outcome before.
    /// </summary>
    void OnClosed(SessionClose close);
}

namespace SmsWiser.Smpp;

/// <summary>
/// The responses and deliver_sm of one <c>send</c> of a message centre, being filled. Lives on the stack of the send section.
/// </summary>
public ref struct SmscBatch
{
    private readonly SmscCore core;

    internal SmscBatch(SmscCore core, long now, bool mayDeliver)
    {
        this.core = core;
        Now = now;
        MayDeliver = mayDeliver;
        WakeAt = long.MaxValue;
    }

    /// <summary>Timestamp, taken once per section.</summary>
    public long Now { get; }

    /// <summary>Whether deliver_sm may be sent at all: the bind receives, and nobody has unbound.</summary>
    public bool MayDeliver { get; }

    /// <summary>When to come back without input, as a timestamp; default only on input.</summary>
    public long WakeAt { get; set; }

    /// <summary>Whether the buffer had no room for something.</summary>
    internal bool Full { get; private set; }

    /// <summary>Answers one submit_sm; false when the buffer is full.</summary>
    /// <param name="sequence">Its sequence number.</param>
    /// <param name="status">The result.</param>
    /// <param name="messageId">
    /// message_id without NUL, at most 64 octets; with an error status and no id the response is a header only.
    /// </param>
    public bool TryRespond(uint sequence, CommandStatus status, scoped ReadOnlySpan<byte> messageId)
    {
        if (core.TryAppendResponse(sequence, status, messageId)) return true;
        Full = true;
        return false;
    }

    /// <summary>Counts one submit_sm as settled without any response.</summary>
    public readonly void LeaveUnanswered() => core.ForgetOwed();

    /// <summary>Sends one deliver_sm; false when the window or the buffer is full, or <see cref="MayDeliver"/> is false.</summary>
    /// <param name="body">Its body, after the header.</param>
    /// <param name="cookie">Comes back in the outcome.</param>
    public bool TryDeliver(scoped ReadOnlySpan<byte> body, ulong cookie)
    {
        if (!MayDeliver) return false;
        var result = core.TryAppendDelivery(body, cookie, Now);
        if (result is null) Full = true;
        return result ?? false;
    }
}


using System.Text;

namespace SmsWiser.Smpp.Receipts;

/// <summary>Which states are final, and which of two receipts for one message counts.</summary>
public static class MessageStates
{
    /// <summary>
    /// Whether nothing more is to come after this state, except that <see cref="MessageState.Unknown"/> may still be bettered.
    /// </summary>
    public static bool IsFinal(MessageState state) =>
        state is MessageState.Delivered or MessageState.Expired or MessageState.Deleted or MessageState.Undeliverable
            or MessageState.Unknown or MessageState.Rejected or MessageState.Skipped;

    /// <summary>
    /// Whether a later receipt replaces the state known so far. A final state replaces one that is not; the first final state stays, except
    /// that any definite one replaces unknown, and delivered replaces undeliverable and expired (the sibling of a doubled message).
    /// </summary>
    /// <param name="known">State of the receipt that came first.</param>
    /// <param name="isKnownFinal">Its <see cref="Receipt.IsFinal"/>.</param>
    /// <param name="later">State of the receipt that came now.</param>
    /// <param name="isLaterFinal">Its <see cref="Receipt.IsFinal"/>.</param>
    public static bool Replaces(MessageState known, bool isKnownFinal, MessageState later, bool isLaterFinal)
    {
        if (!isKnownFinal) return isLaterFinal || later != known;
        if (!isLaterFinal || later == known) return false;
        if (known == MessageState.Unknown) return true;
        return later == MessageState.Delivered && known is MessageState.Undeliverable or MessageState.Expired;
    }

    /// <summary>Reads the word behind "stat:" without regard to case; false for a word that is not known.</summary>
    /// <remarks>
    /// SMPP 3.4 Appendix B and words met in practice. SKIPPED reads as rejected: receipts of 3.4 have no such state, and both mean that the
    /// SMSC chose not to try.
    /// </remarks>
    internal static bool TryRead(ReadOnlySpan<byte> word, out MessageState state)
    {
        state = MessageState.Unknown;
        if (word.Length is < 4 or > 13) return false;
        Span<byte> upper = stackalloc byte[word.Length];
        if (Ascii.ToUpper(word, upper, out _) != System.Buffers.OperationStatus.Done) return false;
        if (upper.SequenceEqual("DELIVRD"u8) || upper.SequenceEqual("DELIVERED"u8)) state = MessageState.Delivered;
        else if (upper.SequenceEqual("UNDELIV"u8) || upper.SequenceEqual("FAILED"u8) || upper.SequenceEqual("UNDELIVERABLE"u8)
            || upper.SequenceEqual("UNDELIVERED"u8)) state = MessageState.Undeliverable;
        else if (upper.SequenceEqual("EXPIRED"u8)) state = MessageState.Expired;
        else if (upper.SequenceEqual("REJECTD"u8) || upper.SequenceEqual("REJECTED"u8) || upper.SequenceEqual("SKIPPED"u8))
            state = MessageState.Rejected;
        else if (upper.SequenceEqual("DELETED"u8) || upper.SequenceEqual("CANCELED"u8) || upper.SequenceEqual("CANCELLED"u8))
            state = MessageState.Deleted;
        else if (upper.SequenceEqual("ACCEPTD"u8) || upper.SequenceEqual("ACCEPTED"u8) || upper.SequenceEqual("ACKED"u8))
            state = MessageState.Accepted;
        else if (IsOnItsWay(upper)) state = MessageState.Enroute;
        else if (upper.SequenceEqual("SCHEDULED"u8)) state = MessageState.Scheduled;
        else return upper.SequenceEqual("UNKNOWN"u8);
        return true;
    }

    private static bool IsOnItsWay(ReadOnlySpan<byte> upper) =>
        upper.SequenceEqual("ENROUTE"u8) || upper.SequenceEqual("BUFFRED"u8) || upper.SequenceEqual("BUFFERD"u8)
        || upper.SequenceEqual("BUFFERED"u8) || upper.SequenceEqual("SENT"u8) || upper.SequenceEqual("SUBMITD"u8);
}

using SmsWiser.Core.Dispatch;

namespace SmsWiser.Engine.Dispatch;

/// <summary>Why unsent leads of a chunk will never go on the wire.</summary>
internal static class Withholding
{
    /// <summary>Revoked or cancelled; null when the chunk is merely paused, or free to go.</summary>
    public static EntryState? Reason(ChunkBoard board)
    {
        if (!board.Authority.Word.IsOpen)
            return EntryState.Revoked;
        return board.Run.IsCancelled ? EntryState.Cancelled : null;
    }
}

using SmsWiser.Core.Carriers;
using SmsWiser.Smpp;

namespace SmsWiser.Engine.Dispatch;

/// <summary>What to do with a part that the carrier refused.</summary>
internal enum SubmitDecision
{
    /// <summary>The bind slows; the part goes back to its head. Not an attempt.</summary>
    Throttle,

    /// <summary>Another attempt later.</summary>
    Retry,

    /// <summary>The last attempt is spent.</summary>
    GiveUp,

    /// <summary>Refused for good.</summary>
    Reject,
}

/// <summary>Decides by what the carrier means by a command_status, else by its class (SMPP 3.4 §5.1.3).</summary>
internal static class SubmitPolicy
{
    public static SubmitDecision Decide(
        CommandStatus status, int attempt, int maxAttempts, IReadOnlyDictionary<CommandStatus, ErrorMeaning> errors)
    {
        if (errors.TryGetValue(status, out var meaning))
        {
            return meaning switch
            {
                ErrorMeaning.Throttle => SubmitDecision.Throttle,
                ErrorMeaning.Retry => Again(attempt, maxAttempts),
                _ => SubmitDecision.Reject,
            };
        }
        return status.Classify() switch
        {
            CommandStatusClass.Throttle => SubmitDecision.Throttle,
            CommandStatusClass.Later => Again(attempt, maxAttempts),
            CommandStatusClass.Delivery when status == CommandStatus.TemporaryReceiverError => Again(attempt, maxAttempts),
            _ => SubmitDecision.Reject,
        };
    }

    private static SubmitDecision Again(int attempt, int maxAttempts) =>
        attempt < maxAttempts ? SubmitDecision.Retry : SubmitDecision.GiveUp;
}

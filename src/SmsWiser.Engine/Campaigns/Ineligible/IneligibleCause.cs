using SmsWiser.Core;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Carriers;
using SmsWiser.Smpp;

namespace SmsWiser.Engine.Campaigns;

/// <summary>Why an SMS did not reach a lead.</summary>
/// <param name="Outcome">Suppressed, rejected, failed, undelivered or expired.</param>
/// <param name="Code">Suppression reason, command_status, or error code of a receipt; 0 = none given.</param>
/// <param name="Carrier">Who said so; 0 = nobody but this program.</param>
/// <param name="At">When it was journalled, UTC.</param>
internal readonly record struct IneligibleCause(Outcome Outcome, uint Code, CarrierId Carrier, DateTimeOffset At)
{
    /// <summary>The reason in words, with the code.</summary>
    public string Reason => Outcome switch
    {
        Outcome.Suppressed => SuppressionReasons.NameOf((SuppressionReason)Code),
        _ when Code == 0 => "",
        Outcome.Rejected or Outcome.Failed => StatusAdvice.Name((CommandStatus)Code),
        _ => $"error {Code}",
    };

    /// <summary>True when it speaks of the number, not of the person, the text, the account or what others sent.</summary>
    public bool IsOfNumber => Outcome != Outcome.Suppressed || (SuppressionReason)Code is SuppressionReason.InvalidNumber
        or SuppressionReason.NoRoute or SuppressionReason.SenderNotAllowed or SuppressionReason.ZoneUnknown;

    /// <summary>True when it says that the number can receive no SMS, whoever sends. Of the statuses that are permanent for a message
    /// (SMPP 3.4 §5.1.3) only two speak of the destination; error codes of receipts mean another thing at every carrier and count only
    /// where the account says so.</summary>
    public bool CannotReceive(IReadOnlyCollection<long> receiptCodes) => Outcome switch
    {
        Outcome.Suppressed => (SuppressionReason)Code == SuppressionReason.InvalidNumber,
        Outcome.Rejected => (CommandStatus)Code is CommandStatus.InvalidDestinationAddress or CommandStatus.PermanentReceiverError,
        Outcome.Undelivered => Code != 0 && receiptCodes.Contains(Code),
        _ => false,
    };
}

namespace SmsWiser.Smpp;

/// <summary>Reads <see cref="CommandStatus"/> values.</summary>
public static class CommandStatuses
{
    private const uint FirstVendorStatus = 0x400;
    private const uint LastVendorStatus = 0x4FF;

    /// <summary>
    /// The class of a status, after SMPP 5.0 §4.7.6 and the practice of carriers. A vendor status (0x400–0x4FF) is
    /// <see cref="CommandStatusClass.Route"/>; any other unknown value counts as ESME_RUNKNOWNERR. Never throws.
    /// </summary>
    public static CommandStatusClass Classify(this CommandStatus status) => (uint)status is >= FirstVendorStatus and <= LastVendorStatus
        ? CommandStatusClass.Route
        : status switch
        {
            CommandStatus.Ok => CommandStatusClass.Ok,
            CommandStatus.Throttled => CommandStatusClass.Throttle,
            CommandStatus.InvalidSourceAddress or CommandStatus.ServiceDenied => CommandStatusClass.Route,
            CommandStatus.InvalidMessageLength or CommandStatus.InvalidDestinationAddress or
                CommandStatus.InvalidDistributionList or CommandStatus.CannotSubmitToList => CommandStatusClass.Message,
            CommandStatus.AlreadyBound or CommandStatus.BindFailed or CommandStatus.InvalidPassword or
                CommandStatus.InvalidSystemId or CommandStatus.InvalidSystemType or CommandStatus.Prohibited => CommandStatusClass.Bind,
            CommandStatus.InvalidCommandLength or CommandStatus.InvalidCommandId or CommandStatus.InvalidBindStatus or
                CommandStatus.InvalidPriorityFlag or CommandStatus.InvalidRegisteredDelivery or
                CommandStatus.InvalidServiceType or CommandStatus.InvalidNumberOfDestinations or
                CommandStatus.InvalidDestinationFlag or CommandStatus.InvalidReplaceRequest or CommandStatus.InvalidEsmClass or
                CommandStatus.InvalidSourceTon or CommandStatus.InvalidSourceNpi or CommandStatus.InvalidDestinationTon or
                CommandStatus.InvalidDestinationNpi or CommandStatus.InvalidReplaceFlag or
                CommandStatus.InvalidNumberOfMessages or CommandStatus.InvalidScheduledTime or CommandStatus.InvalidExpiryTime or
                CommandStatus.InvalidDefaultMessageId or CommandStatus.InvalidTlvStream or CommandStatus.TlvNotAllowed or
                CommandStatus.InvalidTlvLength or CommandStatus.MissingTlv or CommandStatus.InvalidTlvValue or
                CommandStatus.ServiceNotAuthorised or CommandStatus.InvalidDataCoding or CommandStatus.InvalidSourceSubunit or
                CommandStatus.InvalidDestinationSubunit or CommandStatus.InvalidBroadcastFrequency or
                CommandStatus.InvalidBroadcastAlias or CommandStatus.InvalidBroadcastAreaFormat or
                CommandStatus.InvalidNumberOfBroadcastAreas or CommandStatus.InvalidBroadcastContentType or
                CommandStatus.InvalidBroadcastMessageClass or CommandStatus.InvalidBroadcastRepetition or
                CommandStatus.InvalidBroadcastServiceGroup or CommandStatus.InvalidBroadcastChannel => CommandStatusClass.Configuration,
            CommandStatus.InvalidMessageId or CommandStatus.CancelFailed or CommandStatus.ReplaceFailed or
                CommandStatus.QueryFailed or CommandStatus.BroadcastQueryFailed
                or CommandStatus.BroadcastCancelFailed => CommandStatusClass.Stored,
            CommandStatus.TemporaryReceiverError or CommandStatus.PermanentReceiverError
                or CommandStatus.RejectedByReceiver => CommandStatusClass.Delivery,
            _ => CommandStatusClass.Later,
        };
}

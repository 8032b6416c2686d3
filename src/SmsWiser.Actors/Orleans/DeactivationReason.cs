namespace Orleans;

/// <summary>Why an activation ended.</summary>
[GenerateSerializer]
public enum DeactivationReasonCode : byte
{
    None, ShuttingDown, ActivationFailed, DirectoryFailure, ActivationIdle, ActivationUnresponsive, DuplicateActivation,
    IncompatibleRequest, ApplicationError, ApplicationRequested, Migrating, RuntimeRequested, HighMemoryPressure,
}

/// <summary>Why an activation ended, with words and perhaps an error.</summary>
public readonly record struct DeactivationReason
{
    public DeactivationReason(DeactivationReasonCode code, string text) => (ReasonCode, Description) = (code, text);

    public DeactivationReason(DeactivationReasonCode code, Exception? exception, string text) : this(code, text) => Exception = exception;

    public DeactivationReasonCode ReasonCode { get; }
    public string Description { get; }
    public Exception? Exception { get; }
}

namespace SmsWiser.Core.Audience;

/// <summary>A file or its options cannot be imported. The message is for the person who imports it and holds no value of the
/// file.</summary>
/// <param name="code">What kind of refusal it is.</param>
/// <param name="message">What is wrong, where, and what was expected.</param>
public sealed class ImportException(ErrorCode code, string message) : Exception(message)
{
    /// <summary>What kind of refusal it is.</summary>
    public ErrorCode Code { get; } = code;
}

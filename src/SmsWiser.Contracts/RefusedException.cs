namespace SmsWiser.Contracts;

/// <summary>An operation was refused for a reason the caller can act on. Thrown by grains; crosses grain calls unchanged.</summary>
[GenerateSerializer, Alias("smswiser.refused")]
public sealed class RefusedException : Exception
{
    /// <summary>Makes a refusal.</summary>
    /// <param name="code">Stable code in snake case, for example <c>share_not_active</c>.</param>
    /// <param name="message">What was expected, what came, and what to do, in one sentence. Never a secret or a number of a lead.</param>
    public RefusedException(string code, string message)
        : base(message) => Code = code;

    /// <summary>Stable code in snake case.</summary>
    [Id(0)]
    public string Code { get; private set; }
}

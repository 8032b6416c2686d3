using SmsWiser.Core;

namespace SmsWiser.Web.Requests;

/// <summary>A request that is answered with a problem. Its message is for the caller.</summary>
internal sealed class ProblemException(ErrorCode code, string message) : Exception(message)
{
    public ErrorCode Code => code;

    /// <summary>What is wrong by field, all at once.</summary>
    public IReadOnlyDictionary<string, string>? Errors { get; init; }

    /// <summary>When to ask again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static ProblemException NotFound(string noun) =>
        new(ErrorCode.NotFound, $"there is no such {noun} for this account; check its id");

    public static ProblemException Invalid(string field, string reason) =>
        new(ErrorCode.InvalidValue, $"{field} {reason}") { Errors = new Dictionary<string, string> { [field] = reason } };
}

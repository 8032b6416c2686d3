using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SmsWiser.Contracts;
using SmsWiser.Core;

namespace SmsWiser.Web.Requests;

/// <summary>Problems as RFC 9457 writes them, with a stable <c>code</c>: the snake-case name of an <see cref="ErrorCode"/>.</summary>
internal static class Problems
{
    public const string ContentType = "application/problem+json";

    private static readonly Dictionary<string, ErrorCode> ByName =
        Enum.GetValues<ErrorCode>().ToDictionary(NameOf, StringComparer.Ordinal);

    public static string NameOf(ErrorCode code) => JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString());

    /// <summary>HTTP status of a code.</summary>
    public static int StatusOf(ErrorCode code) => code switch
    {
        ErrorCode.InvalidValue or ErrorCode.InvalidTemplate or ErrorCode.InvalidFilter => StatusCodes.Status400BadRequest,
        ErrorCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorCode.InsufficientCredit => StatusCodes.Status402PaymentRequired,
        ErrorCode.Forbidden or ErrorCode.Suspended => StatusCodes.Status403Forbidden,
        ErrorCode.NotFound => StatusCodes.Status404NotFound,
        ErrorCode.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        ErrorCode.PreconditionFailed => StatusCodes.Status412PreconditionFailed,
        ErrorCode.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorCode.UnsupportedMedia => StatusCodes.Status415UnsupportedMediaType,
        ErrorCode.IdempotencyMismatch => StatusCodes.Status422UnprocessableEntity,
        ErrorCode.RateLimited => StatusCodes.Status429TooManyRequests,
        ErrorCode.Internal => StatusCodes.Status500InternalServerError,
        ErrorCode.CarrierUnavailable or ErrorCode.Overloaded => StatusCodes.Status503ServiceUnavailable,
        ErrorCode.TimedOut => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status409Conflict,
    };

    /// <summary>A grain's refusal.</summary>
    public static ProblemException Of(RefusedException refused) => ByName.TryGetValue(refused.Code, out var code)
        ? new(code, refused.Message) { RetryAfter = code == ErrorCode.Overloaded ? TimeSpan.FromSeconds(1) : null }
        : new(ErrorCode.Conflict, $"{refused.Code}: {refused.Message}");

    /// <summary>Answers with a problem, unless an answer has begun.</summary>
    public static async Task WriteAsync(HttpContext http, ProblemException problem)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }
        http.Response.StatusCode = StatusOf(problem.Code);
        http.Response.ContentType = ContentType;
        if (problem.Code == ErrorCode.Unauthenticated)
            http.Response.Headers.WWWAuthenticate = "Bearer";
        if (problem.RetryAfter is { } wait)
            http.Response.Headers.RetryAfter = $"{Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds))}";
        await http.Response.Body.WriteAsync(Body(problem, http.TraceIdentifier), http.RequestAborted);
    }

    private static byte[] Body(ProblemException problem, string requestId)
    {
        var code = NameOf(problem.Code);
        return JsonSerializer.SerializeToUtf8Bytes(new Problem(
            $"urn:smswiser:problem:{code}", code.Replace('_', ' '), StatusOf(problem.Code), problem.Message, code, requestId,
            problem.Errors), ApiJson.Options);
    }
}

/// <summary>A problem.</summary>
/// <param name="Type">A URI that names its kind.</param>
/// <param name="Title">Its kind in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What was expected, what came, and what to do.</param>
/// <param name="Code">Its kind: stable.</param>
/// <param name="RequestId">Names the request in the node's log.</param>
/// <param name="Errors">What is wrong by field.</param>
internal sealed record Problem(
    string Type, string Title, int Status, string Detail, string Code, string RequestId,
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyDictionary<string, string>? Errors);

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using SmsWiser.Contracts;
using SmsWiser.Core;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Hashing;
using SmsWiser.Web.Audience;

namespace SmsWiser.Web.Requests;

/// <summary>Takes each request its way: admitted, read, done once, answered. Any thread.</summary>
internal sealed partial class Endpoints(HttpOptions options, NodeParts parts, Spool spool, ILogger<Endpoints> log)
{
    private const string RequestId = "X-Request-Id";
    private const int MaxRequestIdLength = 64;

    private readonly Gatekeeper gate = new(options, parts);
    private readonly Idempotency idempotency = new(parts.Idempotency, parts.Keys, parts.Time);
    private int streams;

    /// <summary>Maps the routes, and a problem for everything else.</summary>
    public void Map(WebApplication application)
    {
        application.Use(OutsideAsync);
        foreach (var route in ApiRoutes.All)
            application.MapMethods(route.Path, [route.Method], http => RunAsync(route, http)).WithMetadata(route);
    }

    /// <summary>Names the request, and sees to it that no answer is without a problem's form.</summary>
    private async Task OutsideAsync(HttpContext http, RequestDelegate next)
    {
        var given = http.Request.Headers[RequestId].ToString();
        var isUsable = given.Length is > 0 and <= MaxRequestIdLength
            && given.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
        http.TraceIdentifier = isUsable ? given : PublicId.New(parts.Random);
        http.Response.Headers[RequestId] = http.TraceIdentifier;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "no-store";
        await next(http);
        if (http.Response.HasStarted)
            return;
        if (http.Response.StatusCode == StatusCodes.Status404NotFound && http.GetEndpoint() is null)
            await Problems.WriteAsync(http, new(ErrorCode.NotFound, "there is nothing at this path; see /openapi/v1.json"));
        else if (http.Response.StatusCode == StatusCodes.Status405MethodNotAllowed)
            await Problems.WriteAsync(http, new(ErrorCode.MethodNotAllowed, "this path does not have this method; see the Allow header"));
    }

    private async Task RunAsync(ApiRoute route, HttpContext http)
    {
        try
        {
            var call = await gate.AdmitAsync(route, http);
            CheckQuery(route, http);
            if (route.StreamType is not null)
                await StreamAsync(route, call);
            else
                await WriteAsync(route, http, await AnswerAsync(route, call));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer any more.
        }
        catch (Exception error)
        {
            var problem = ProblemOf(error);
            if (problem.Code == ErrorCode.Internal)
                LogFailed(http.TraceIdentifier, route.Method, route.Path, error);
            await Problems.WriteAsync(http, problem);
        }
    }

    private async Task StreamAsync(ApiRoute route, ApiCall call)
    {
        try
        {
            if (Interlocked.Increment(ref streams) > options.MaxStreams)
                throw new ProblemException(ErrorCode.Overloaded, $"{options.MaxStreams} streams are open already; try again later")
                {
                    RetryAfter = TimeSpan.FromSeconds(5),
                };
            await route.Run(call, null);
        }
        finally
        {
            Interlocked.Decrement(ref streams);
        }
    }

    private static ProblemException ProblemOf(Exception error) => error switch
    {
        ProblemException problem => problem,
        RefusedException refused => Problems.Of(refused),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            new(ErrorCode.TooLarge, "the body has more octets than this node takes; send less at a time"),
        BadHttpRequestException => new(ErrorCode.InvalidValue, "the request cannot be read as HTTP"),
        TimeoutException => new(ErrorCode.TimedOut, "no answer in time; look whether it took effect before asking again"),
        _ => new(ErrorCode.Internal, "the node failed at this request; its log has the request_id"),
    };

    private async Task<StoredAnswer> AnswerAsync(ApiRoute route, ApiCall call)
    {
        var http = call.Http;
        var limit = route.IsUpload ? options.MaxImportBytes : options.MaxBodyBytes;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = limit;
        if (http.Request.Headers.ContentEncoding.Count > 0)
            throw new ProblemException(ErrorCode.UnsupportedMedia, "compressed bodies are not read; send it as it is");
        if (!route.IsUpload)
        {
            var octets = await ReadAsync(http, route.Body is not null);
            return await OnceAsync(route, call, SHA256.HashData(octets),
                () => DoAsync(route, call, route.Body is { } type ? BodyReader.Read(type, octets) : null));
        }
        CheckType(http, "text/csv");
        using var file = await spool.ReceiveAsync(http.Request.Body, limit, http.RequestAborted);
        call.Upload = file;
        return await OnceAsync(route, call, file.Hash, () => DoAsync(route, call, null));
    }

    private Task<StoredAnswer> OnceAsync(ApiRoute route, ApiCall call, byte[] hash, Func<Task<StoredAnswer>> run) =>
        route.Method == "POST" && call.Http.Request.Headers.TryGetValue("Idempotency-Key", out var key)
            ? idempotency.RunAsync(call, key.ToString(), hash, route.IsShownOnce, run)
            : run();

    private static async Task<StoredAnswer> DoAsync(ApiRoute route, ApiCall call, object? body)
    {
        if (route.Current is { } current && call.Http.Request.Headers.IfMatch.ToString() is { Length: > 0 } wanted && wanted != "*")
        {
            var tag = TagOf(Octets(await current(call)));
            if (!wanted.Split(',', StringSplitOptions.TrimEntries).Contains(tag))
                throw new ProblemException(
                    ErrorCode.PreconditionFailed, "the object is not as If-Match says; read it again, then change it");
        }
        var answer = await route.Run(call, body);
        return new(route.Status, route.Answer is null ? [] : Octets(answer));
    }

    private static byte[] Octets(object? answer) => JsonSerializer.SerializeToUtf8Bytes(answer, ApiJson.Options);

    private static async Task<byte[]> ReadAsync(HttpContext http, bool isWanted)
    {
        if (isWanted)
            CheckType(http, "application/json");
        using var octets = new MemoryStream();
        await http.Request.Body.CopyToAsync(octets, http.RequestAborted);
        // Some clients send an empty object with everything.
        if (!isWanted && octets.Length > 0 && !octets.ToArray().AsSpan().SequenceEqual("{}"u8))
            throw new ProblemException(ErrorCode.InvalidValue, "this operation takes no body; send none");
        return octets.ToArray();
    }

    private static void CheckType(HttpContext http, string wanted)
    {
        var type = http.Request.ContentType?.Split(';')[0].Trim();
        if (!string.Equals(type, wanted, StringComparison.OrdinalIgnoreCase))
            throw new ProblemException(ErrorCode.UnsupportedMedia, $"the Content-Type is '{type}'; send {wanted}");
    }

    private static void CheckQuery(ApiRoute route, HttpContext http)
    {
        var errors = http.Request.Query.Keys.Where(name => route.Query.All(one => one.Name != name))
            .ToDictionary(name => name, _ => "is not known here");
        foreach (var (name, values) in http.Request.Query.Where(one => one.Value.Count > 1))
            errors[name] = "is there more than once";
        if (errors.Count > 0)
            throw new ProblemException(ErrorCode.InvalidValue, string.Join("; ", errors.Select(one => $"{one.Key} {one.Value}")))
            {
                Errors = errors,
            };
    }

    private static async Task WriteAsync(ApiRoute route, HttpContext http, StoredAnswer answer)
    {
        http.Response.StatusCode = answer.Status;
        if (route.Answer is null)
            return;
        var tag = TagOf(answer.Body);
        if (route.Method is "GET" or "PATCH" or "PUT")
            http.Response.Headers.ETag = tag;
        if (route.Method == "GET" && http.Request.Headers.IfNoneMatch.ToString() == tag)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = answer.Body.Length;
        await http.Response.Body.WriteAsync(answer.Body, http.RequestAborted);
    }

    private static string TagOf(byte[] body) => $"\"{Xxh64.Hash(body):x16}\"";

    [LoggerMessage(LogLevel.Error, "request {RequestId}, {Method} {Route}, failed")]
    private partial void LogFailed(string requestId, string method, string route, Exception error);
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using SmsWiser.Contracts.Links;
using SmsWiser.Core.Links;

namespace SmsWiser.Web.Links;

/// <summary>The pages behind opt-out links. <c>GET /{code}</c> asks, <c>POST /{code}</c> opts out, so that whatever fetches links ahead of
/// people leaves nobody's list. Anybody may ask: the code is the key.</summary>
public static class OptOutEndpoints
{
    private const string Pattern = "/{code}";
    private const string Links = "all";
    private const int MaxFormBytes = 1_024;

    /// <summary>Maps them, at the root of the platform's domain for links.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="grains">The node.</param>
    /// <param name="time">For the limit of misses.</param>
    public static void MapOptOutLinks(this IEndpointRouteBuilder routes, IGrainFactory grains, TimeProvider time)
    {
        var misses = new MissLimit(time);
        routes.MapGet(Pattern, (RequestDelegate)(http => AnswerAsync(http, misses, AskAsync))).WithMetadata(new PublicPage());
        routes.MapPost(Pattern, (RequestDelegate)(http => AnswerAsync(http, misses, OptOutAsync))).WithMetadata(new PublicPage());

        async Task<string?> AskAsync(HttpContext http, string code) =>
            await grains.GetGrain<ILinksGrain>(Links).FindAsync(code) is { } page ? OptOutHtml.Ask(page) : null;

        async Task<string?> OptOutAsync(HttpContext http, string code)
        {
            var everything = await IsEverythingAsync(http);
            var page = await grains.GetGrain<ILinksGrain>(Links).OptOutAsync(code, everything);
            return page is null ? null : OptOutHtml.Done(page, everything);
        }
    }

    private static async Task AnswerAsync(HttpContext http, MissLimit misses, Func<HttpContext, string, Task<string?>> find)
    {
        Protect(http.Response);
        var (code, address) = ((string)http.Request.RouteValues["code"]!, http.Connection.RemoteIpAddress);
        if (misses.IsOver(address))
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            http.Response.Headers.RetryAfter = "120";
            await http.Response.WriteAsync(OptOutHtml.TooMany, http.RequestAborted);
            return;
        }
        // What has not even the form of a code is no guess.
        var isCode = LinkCodes.IsCode(code);
        var page = isCode ? await find(http, code) : null;
        if (page is null)
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        if (page is null && isCode)
            misses.Add(address);
        await http.Response.WriteAsync(page ?? OptOutHtml.Unknown, http.RequestAborted);
    }

    /// <summary>Whether the person chose to leave everything; a form that says nothing is the narrower choice.</summary>
    private static async Task<bool> IsEverythingAsync(HttpContext http)
    {
        if (http.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
            return false;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = MaxFormBytes;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return form[OptOutHtml.Scope] == OptOutHtml.Everything;
    }

    private static void Protect(HttpResponse response)
    {
        response.ContentType = "text/html; charset=utf-8";
        var headers = response.Headers;
        headers.ContentSecurityPolicy = OptOutHtml.Policy;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
    }
}

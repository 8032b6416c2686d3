using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SmsWiser.Web.Requests;

namespace SmsWiser.Web.Grains;

/// <summary>Grain endpoints, for operators.</summary>
public static class GrainEndpoints
{
    /// <summary>Where the grains are asked for.</summary>
    public const string Path = "/v1/grains";

    /// <summary>Maps them.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="read">Reads what is live now. Any thread.</param>
    public static void MapGrains(this IEndpointRouteBuilder routes, Func<GrainBoard> read) =>
        routes.MapGet(Path, () => Results.Json(read(), ApiJson.Options));
}

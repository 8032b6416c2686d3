using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SmsWiser.Web.Metrics;

/// <summary>The page that Prometheus scrapes.</summary>
public static class MetricEndpoints
{
    /// <summary>Maps it.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes, PrometheusText metrics) =>
        routes.MapGet("/metrics", () => Results.Text(metrics.Render(), PrometheusText.ContentType));
}

using System.Text.Json.Nodes;
using SmsWiser.Core.Accounts;
using SmsWiser.Web.OpenApi;
using SmsWiser.Web.Requests;

namespace SmsWiser.Web.Grains;

/// <summary>What a node says of itself: its grains to the operator, and to everybody whether it lives and can work.</summary>
internal static class GrainListRoutes
{
    public static void Add(ApiRoutes routes)
    {
        var node = routes.Of<INodeStatus>();
        node.Get("/v1/grains", ApiScopes.Operator, nameof(INodeStatus.Grains), call => Task.FromResult(call.Parts.ReadGrains()));
        node.Get("/healthz", ApiScopes.None, nameof(INodeStatus.Alive), _ => Task.FromResult(new NodeHealth("alive", [])));
        node.Get("/openapi/v1.json", ApiScopes.None, nameof(INodeStatus.Document), _ => Task.FromResult(OpenApiDocument.Json));
        node.Get("/readyz", ApiScopes.None, nameof(INodeStatus.ReadyAsync), ReadyAsync);
    }

    /// <summary>The store is asked by way of the routes grain, which reads it.</summary>
    private static async Task<NodeHealth> ReadyAsync(ApiCall call)
    {
        var carriers = await call.Routes.CarriersAsync();
        var (up, all) = (carriers.Sum(carrier => carrier.BindsUp), carriers.Sum(carrier => carrier.Binds));
        var said = all == 0 ? "no carrier is configured" : $"{up} of {all} binds are up";
        if (all > 0 && up == 0)
            throw new ProblemException(Core.ErrorCode.CarrierUnavailable, said);
        return new("ready", ["the store answers", said]);
    }
}

/// <summary>Words for the routes that stand for no grain.</summary>
internal interface INodeStatus
{
    /// <summary>Live grains and the totals of each grain class, for the operator.</summary>
    GrainBoard Grains();

    /// <summary>The API as an OpenAPI 3.1 document.</summary>
    JsonObject Document();

    /// <summary>Whether the process answers.</summary>
    NodeHealth Alive();

    /// <summary>Whether the node can work: its store answers, and a bind is up where carriers are configured.</summary>
    /// <exception cref="Contracts.RefusedException"><c>carrier_unavailable</c>.</exception>
    Task<NodeHealth> ReadyAsync();
}

/// <summary>State of a node.</summary>
/// <param name="State"><c>alive</c> or <c>ready</c>.</param>
/// <param name="Reasons">Why.</param>
internal sealed record NodeHealth(string State, IReadOnlyList<string> Reasons);

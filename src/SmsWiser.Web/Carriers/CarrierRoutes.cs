using SmsWiser.Contracts.Carriers;
using SmsWiser.Contracts.Ledger;
using SmsWiser.Core.Accounts;
using SmsWiser.Web.Requests;

namespace SmsWiser.Web.Carriers;

/// <summary>Carriers, their binds and prices, for the operator.</summary>
internal static class CarrierRoutes
{
    private const string One = "/v1/carriers/{carrier}";

    public static void Add(ApiRoutes routes)
    {
        routes.Of<IRoutesGrain>().Get("/v1/carriers", ApiScopes.Operator, nameof(IRoutesGrain.CarriersAsync),
            call => call.PageAsync(call.Routes.CarriersAsync(), carrier => carrier.Name)).Pages();
        var carrier = routes.Of<ICarrierGrain>();
        carrier.Do<CarrierSpec>("PUT", One, ApiScopes.Operator, nameof(ICarrierGrain.ConfigureAsync),
            (call, body) => call.Carrier.ConfigureAsync(body));
        carrier.Get(One, ApiScopes.Operator, nameof(ICarrierGrain.StatusAsync), call => call.Carrier.StatusAsync());
        carrier.Do("DELETE", One, ApiScopes.Operator, nameof(ICarrierGrain.RemoveAsync), call => call.Carrier.RemoveAsync());
        carrier.Get(One + "/binds", ApiScopes.Operator, nameof(ICarrierGrain.BindsAsync),
            call => call.PageAsync(call.Carrier.BindsAsync(), bind => bind.Name)).Pages();
        carrier.Get(One + "/settings", ApiScopes.Operator, nameof(ICarrierGrain.SettingsAsync),
            call => call.PageAsync(call.Carrier.SettingsAsync(), setting => setting.Name)).Pages();
        carrier.Do<Dictionary<string, string>>("PATCH", One + "/settings", ApiScopes.Operator, nameof(ICarrierGrain.SetAsync),
            (call, body) => call.Carrier.SetAsync(body));
        carrier.Do("POST", One + "/connect", ApiScopes.Operator, nameof(ICarrierGrain.ConnectAsync), call => call.Carrier.ConnectAsync());
        carrier.Do("POST", One + "/disconnect", ApiScopes.Operator, nameof(ICarrierGrain.DisconnectAsync),
            call => call.Carrier.DisconnectAsync());
        carrier.Do<CarrierTestSpec>("POST", One + "/test", ApiScopes.Operator, nameof(ICarrierGrain.StartTestAsync),
            (call, body) => call.Carrier.StartTestAsync(body));
        carrier.Get(One + "/test", ApiScopes.Operator, nameof(ICarrierGrain.TestAsync), call => call.Carrier.TestAsync(knownSteps: -1));
        carrier.Get(One + "/prices", ApiScopes.Operator, nameof(ICarrierGrain.PricesAsync),
            call => call.PageAsync(call.Carrier.PricesAsync(), price => price.Prefix)).Pages();
        carrier.Do<PriceList>("POST", One + "/prices", ApiScopes.Operator, nameof(ICarrierGrain.SetPricesAsync),
            (call, body) => call.Carrier.SetPricesAsync(body.Prices));
    }
}

/// <summary>Prices to add.</summary>
internal sealed record PriceList
{
    /// <summary>The prices.</summary>
    public required IReadOnlyList<PriceSpec> Prices { get; init; }
}

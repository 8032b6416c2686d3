using System.Text;
using SmsWiser.Contracts.Carriers;
using SmsWiser.Contracts.Ledger;
using SmsWiser.Core;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Engine.Ledger;

namespace SmsWiser.Engine.Carriers;

/// <summary>One carrier: its configuration, and its rate divided among its binds.</summary>
internal sealed class CarrierGrain(ICarrierStore carriers, IIds ids, KeyRing keys, Dispatcher dispatcher, CarrierPrices tariff)
    : Grain, ICarrierGrain
{
    private const int MaxBinds = 64;
    private const int MaxWindow = 1000;
    private const int MaxPrefixDigits = 15;
    private const int MaxNameLength = 40;

    /// <summary>What a carrier's password is sealed for.</summary>
    public static string PasswordPlace(string carrier) => $"carrier/{carrier}";

    public async Task ConfigureAsync(CarrierSpec carrier)
    {
        Check(carrier);
        var name = this.GetPrimaryKeyString();
        var known = await FindAsync();
        var binds = new List<Bind>();
        for (var no = 1; no <= carrier.Binds; no++)
        {
            var id = known?.Binds.FirstOrDefault(bind => bind.No == no)?.Id ?? new BindId(await ids.NextAsync(CancellationToken.None));
            binds.Add(new(id, no, BindKind.Transceiver, carrier.WindowSlots, Share(carrier.RatePerSecond, carrier.Binds, no)));
        }
        var carrierId = known?.Id ?? new CarrierId(await ids.NextAsync(CancellationToken.None));
        var password = keys.SealSecret(PasswordPlace(name), Encoding.UTF8.GetBytes(carrier.Password));
        await carriers.SaveAsync(
            new(carrierId, name, carrier.Host, carrier.Port, carrier.SystemId, password, carrier.SystemType, carrier.RatePerSecond, binds),
            CancellationToken.None);
        await AddRoutesAsync(carrierId, carrier.Prefixes);
        await dispatcher.ReloadRoutesAsync();
    }

    public async Task ConnectAsync()
    {
        var carrier = await FindAsync() ?? throw Refusal.Of(ErrorCode.NotFound,
            $"there is no carrier {this.GetPrimaryKeyString()}; configure it first");
        var statuses = await Task.WhenAll(carrier.Binds.Select(bind => Grain(carrier, bind).ConnectAsync(bind.RatePerSecond)));
        if (statuses.Any(status => status.State is "bound" or "throttled"))
            return;
        var reasons = string.Join(" ", statuses.Select(status => status.Detail).Distinct());
        throw Refusal.Of(ErrorCode.CarrierUnavailable, $"no bind of carrier {carrier.Name} came up. {reasons}");
    }

    public async Task DisconnectAsync()
    {
        if (await FindAsync() is { } carrier)
            await Task.WhenAll(carrier.Binds.Select(bind => Grain(carrier, bind).DisconnectAsync()));
    }

    public async Task<IReadOnlyList<BindStatus>> BindsAsync() =>
        await FindAsync() is { } carrier ? await Task.WhenAll(carrier.Binds.Select(bind => Grain(carrier, bind).StatusAsync())) : [];

    public async Task SetPricesAsync(IReadOnlyList<PriceSpec> prices) =>
        await tariff.SetAsync(await KnownAsync(), prices);

    public async Task<IReadOnlyList<PriceSpec>> PricesAsync() => await tariff.ListAsync(await KnownAsync());

    private async Task<CarrierId> KnownAsync() => (await FindAsync() ?? throw Refusal.Of(ErrorCode.NotFound,
        $"there is no carrier {this.GetPrimaryKeyString()}; configure it first")).Id;

    private async Task AddRoutesAsync(CarrierId carrier, IReadOnlyList<string> prefixes)
    {
        var routes = await carriers.ListRoutesAsync(CancellationToken.None);
        foreach (var prefix in prefixes)
        {
            var route = routes.FirstOrDefault(known => known.Prefix == prefix);
            if (route is null)
                await carriers.SaveRouteAsync(new(new(await ids.NextAsync(CancellationToken.None)), prefix, [carrier]),
                    CancellationToken.None);
            else if (!route.Carriers.Contains(carrier))
                await carriers.SaveRouteAsync(route with { Carriers = [.. route.Carriers, carrier] }, CancellationToken.None);
        }
    }

    private async Task<Carrier?> FindAsync()
    {
        var name = this.GetPrimaryKeyString();
        return (await carriers.ListAsync(CancellationToken.None)).FirstOrDefault(carrier => carrier.Name == name);
    }

    private IBindGrain Grain(Carrier carrier, Bind bind) => GrainFactory.GetGrain<IBindGrain>(NodeBinds.NameOf(carrier, bind));

    /// <summary>The rate of one bind: equal shares whose sum is the carrier's rate. 0 = unlimited.</summary>
    private static int Share(int rate, int binds, int no) => rate == 0 ? 0 : (rate / binds) + (no <= rate % binds ? 1 : 0);

    private void Check(CarrierSpec carrier)
    {
        var name = this.GetPrimaryKeyString();
        if (name.Length is 0 or > MaxNameLength || name.Contains('/'))
            throw Refusal.Invalid($"the carrier's name '{name}' must have 1 to {MaxNameLength} characters and no '/'");
        Check(carrier.Port, 1, 65_535, "port");
        Check(carrier.Binds, 1, MaxBinds, "binds");
        Check(carrier.WindowSlots, 1, MaxWindow, "window");
        Check(carrier.RatePerSecond, 0, 10_000_000, "rate");
        if (carrier.RatePerSecond > 0 && carrier.RatePerSecond < carrier.Binds)
            throw Refusal.Invalid(
                $"a rate of {carrier.RatePerSecond} parts/s is too small for {carrier.Binds} binds; give each at least 1");
        foreach (var prefix in carrier.Prefixes)
        {
            if (prefix.Length > MaxPrefixDigits || !prefix.All(char.IsAsciiDigit))
                throw Refusal.Invalid($"prefix '{prefix}' must be up to {MaxPrefixDigits} digits without '+'");
        }
    }

    private static void Check(int value, int min, int max, string name)
    {
        if (value < min || value > max)
            throw Refusal.Invalid($"{name} is {value}; give {min} to {max}");
    }
}

using System.Text;
using SmsWiser.Contracts.Carriers;
using SmsWiser.Contracts.Ledger;
using SmsWiser.Core;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Engine.Ledger;

namespace SmsWiser.Engine.Carriers;

/// <summary>One carrier: its configuration, and its rate divided among its binds, looked at once a second and whenever a bind tells of a
/// change.</summary>
internal sealed class CarrierGrain(
    ICarrierStore carriers, IIds ids, KeyRing keys, Dispatcher dispatcher, CarrierPrices tariff, TimeProvider time)
    : Grain, ICarrierGrain
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private const int MaxBinds = 64;
    private const int MaxWindow = 1000;
    private const int MaxPrefixDigits = 15;
    private const int MaxNameLength = 40;
    private const int MaxAttempts = 3;

    private readonly CarrierRates rates = new(carriers, time);
    private IGrainTimer? timer;
    private bool isDisconnected;

    /// <summary>What a carrier's password is sealed for.</summary>
    public static string PasswordPlace(string carrier) => $"carrier/{carrier}";

    public async Task ConfigureAsync(CarrierSpec carrier)
    {
        Check(carrier);
        var name = this.GetPrimaryKeyString();
        var known = await FindAsync();
        if (known is not null)
            await Task.WhenAll(known.Binds.Where(bind => bind.No > carrier.Binds).Select(bind => Grain(known, bind).DisconnectAsync()));
        var isDivided = known is not null && known.RatePerSecond == carrier.RatePerSecond && known.Binds.Count == carrier.Binds;
        var binds = new List<Bind>();
        for (var no = 1; no <= carrier.Binds; no++)
        {
            var old = known?.Binds.FirstOrDefault(bind => bind.No == no);
            var id = old?.Id ?? new BindId(await ids.NextAsync(CancellationToken.None));
            var share = isDivided ? old!.RatePerSecond : Share(carrier.RatePerSecond, carrier.Binds, no);
            binds.Add(new(id, no, BindKind.Transceiver, carrier.WindowSlots, share));
        }
        var carrierId = known?.Id ?? new CarrierId(await ids.NextAsync(CancellationToken.None));
        var password = keys.SealSecret(PasswordPlace(name), Encoding.UTF8.GetBytes(carrier.Password));
        await carriers.SaveAsync(
            new(carrierId, name, carrier.Host, carrier.Port, carrier.SystemId, password, carrier.SystemType, carrier.RatePerSecond, binds),
            CancellationToken.None);
        await AddRoutesAsync(carrierId, carrier.Prefixes);
        await dispatcher.ReloadRoutesAsync();
        if (timer is not null)
            await DivideAsync(trusted: false);
    }

    public async Task ConnectAsync()
    {
        var carrier = await KnownAsync();
        isDisconnected = false;
        var statuses = await Task.WhenAll(carrier.Binds.Select(bind => Grain(carrier, bind).ConnectAsync(new()
        {
            Version = carrier.RateVersion,
            RatePerSecond = bind.RatePerSecond,
            AccountRatePerSecond = carrier.RatePerSecond,
        })));
        await DivideAsync(trusted: true);
        StartTimer();
        if (statuses.Any(status => status.State is "bound" or "throttled"))
            return;
        var reasons = string.Join(" ", statuses.Select(status => status.Detail).Distinct());
        throw Refusal.Of(ErrorCode.CarrierUnavailable, $"no bind of carrier {carrier.Name} came up. {reasons}");
    }

    public async Task DisconnectAsync()
    {
        isDisconnected = true;
        timer?.Dispose();
        timer = null;
        if (await FindAsync() is { } carrier)
            await Task.WhenAll(carrier.Binds.Select(bind => Grain(carrier, bind).DisconnectAsync()));
    }

    public async Task<IReadOnlyList<BindStatus>> BindsAsync() => await FindAsync() is { } carrier ? await BindsAsync(carrier) : [];

    public async Task<CarrierStatus> StatusAsync()
    {
        var carrier = await KnownAsync();
        var binds = await BindsAsync(carrier);
        return new()
        {
            Name = carrier.Name,
            RatePerSecond = carrier.RatePerSecond,
            EffectiveRate = timer is null ? carrier.RatePerSecond : rates.Effective,
            GrantedRate = binds.Sum(bind => bind.GrantedRate),
            Binds = binds,
        };
    }

    public Task BindChangedAsync()
    {
        if (isDisconnected)
            return Task.CompletedTask;
        StartTimer();
        timer!.Change(TimeSpan.Zero, Tick);
        return Task.CompletedTask;
    }

    private void StartTimer() => timer ??= this.RegisterGrainTimer(_ => DivideAsync(trusted: false),
        new GrainTimerCreationOptions { DueTime = Tick, Period = Tick, KeepAlive = true });

    private async Task DivideAsync(bool trusted)
    {
        for (var attempt = 0; attempt < MaxAttempts && await FindAsync() is { } carrier; attempt++)
        {
            if (await rates.DivideAsync(carrier, [.. carrier.Binds.Select(bind => Grain(carrier, bind))], trusted))
                return;
        }
    }

    private async Task<BindStatus[]> BindsAsync(Carrier carrier)
    {
        var binds = await Task.WhenAll(carrier.Binds.Select(bind => Grain(carrier, bind).StatusAsync()));
        return [.. binds.Zip(carrier.Binds, (status, bind) => status with { Standing = rates.StandingOf(bind) })];
    }

    public async Task SetPricesAsync(IReadOnlyList<PriceSpec> prices) =>
        await tariff.SetAsync((await KnownAsync()).Id, prices);

    public async Task<IReadOnlyList<PriceSpec>> PricesAsync() => await tariff.ListAsync((await KnownAsync()).Id);

    private async Task AddRoutesAsync(CarrierId carrier, IReadOnlyList<string> prefixes)
    {
        var routes = await carriers.ListRoutesAsync(CancellationToken.None);
        foreach (var prefix in prefixes)
        {
            var route = routes.FirstOrDefault(known => known.Prefix == prefix);
            if (route is null)
                await carriers.SaveRouteAsync(
                    new(new(await ids.NextAsync(CancellationToken.None)), prefix, [new RouteCarrier(carrier, Priority: 1, Weight: 1)]),
                    CancellationToken.None);
            else if (route.Carriers.All(member => member.Carrier != carrier))
            {
                var last = new RouteCarrier(carrier, route.Carriers.Max(member => member.Priority) + 1, Weight: 1);
                await carriers.SaveRouteAsync(route with { Carriers = [.. route.Carriers, last] }, CancellationToken.None);
            }
        }
    }

    private async Task<Carrier> KnownAsync() => await FindAsync() ?? throw Refusal.Of(ErrorCode.NotFound,
        $"there is no carrier {this.GetPrimaryKeyString()}; configure it first");

    private async Task<Carrier?> FindAsync()
    {
        var name = this.GetPrimaryKeyString();
        return (await carriers.ListAsync(CancellationToken.None)).FirstOrDefault(carrier => carrier.Name == name);
    }

    private IBindGrain Grain(Carrier carrier, Bind bind) => GrainFactory.GetGrain<IBindGrain>(NodeBinds.NameOf(carrier, bind));

    /// <summary>The share that a bind begins with: equal ones whose sum is the carrier's rate. 0 = unlimited.</summary>
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

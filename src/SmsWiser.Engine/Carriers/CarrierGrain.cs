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
    ICarrierStore carriers, IIds ids, KeyRing keys, Dispatcher dispatcher, SendingPauses pauses, CarrierPrices tariff, OpenSession open,
    DispatchOptions options, TimeProvider time)
    : Grain, ICarrierGrain
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private const int MaxPrefixDigits = 15;
    private const int MaxNameLength = 40;
    private const int MaxAttempts = 3;

    private readonly CarrierRates rates = new(carriers, time);
    private IGrainTimer? timer;
    private CarrierTrial? trial;
    private bool isDisconnected;

    public async Task ConfigureAsync(CarrierSpec carrier)
    {
        Check(carrier);
        var name = this.GetPrimaryKeyString();
        var basics = new CarrierBasics(carrier.Host, carrier.Port, carrier.SystemId, carrier.SystemType, carrier.RatePerSecond,
            carrier.Binds, carrier.WindowSlots);
        var known = await FindAsync();
        var before = known is null ? basics : CarrierBasics.Of(known);
        var type = carrier.BindType ?? before.BindType;
        basics = basics with
        {
            BindType = type,
            Receivers = carrier.Receivers ?? (type == CarrierBasics.Pair ? before.Receivers : 0),
        };
        if (basics.Problems(known?.Profile ?? CarrierProfile.Default).ToList() is { Count: > 0 } problems)
            throw Refusal.Invalid(string.Join("; ", problems));
        var password = keys.SealSecret(Carrier.PasswordPlace(name), Encoding.UTF8.GetBytes(carrier.Password));
        await AddRoutesAsync(await SaveAsync(known, basics, password, known?.Profile ?? CarrierProfile.Default), carrier.Prefixes);
        await UseAsync();
    }

    public async Task<IReadOnlyList<CarrierSetting>> SettingsAsync() => CarrierSettings.List(await KnownAsync());

    public async Task SetAsync(IReadOnlyDictionary<string, string> settings)
    {
        var known = await KnownAsync();
        var (basics, profile) = CarrierSettings.Change(known, settings);
        await SaveAsync(known, basics, known.SealedPassword, profile);
        await UseAsync();
    }

    public async Task RemoveAsync()
    {
        var carrier = await KnownAsync();
        var waiting = await carriers.RemoveAsync(carrier.Id, CancellationToken.None);
        if (waiting.Count > 0)
            throw Refusal.WrongState($"messages wait, or are being planned, that only {carrier.Name} can send, to "
                + $"{string.Join(", ", waiting.Select(Prefix))}; give these prefixes another carrier, or cancel the campaigns");
        await DisconnectAsync(carrier);
        await dispatcher.ReloadRoutesAsync();
    }

    public async Task StartTestAsync(CarrierTestSpec test)
    {
        var carrier = await KnownAsync();
        if (trial is { IsRunning: true })
            throw Refusal.WrongState($"a test of {carrier.Name} is running; wait for its end");
        trial = new(carrier, test, time);
        var kinds = carrier.Binds.Select(bind => bind.Kind).Distinct()
            .Select(kind => CarrierLogin.Options(carrier, kind, 1, 0, keys, options)).ToList();
        _ = trial.RunAsync(open, kinds, await BindsAsync(carrier));
    }

    public Task<CarrierTest> TestAsync(int knownSteps) => trial?.WaitAsync(knownSteps)
        ?? throw Refusal.Of(ErrorCode.NotFound, $"no test of {this.GetPrimaryKeyString()} was begun");

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
        if (await FindAsync() is { } carrier)
            await DisconnectAsync(carrier);
    }

    public async Task<IReadOnlyList<BindStatus>> BindsAsync() => await FindAsync() is { } carrier ? await BindsAsync(carrier) : [];

    public async Task<CarrierStatus> StatusAsync()
    {
        var carrier = await KnownAsync();
        var binds = await BindsAsync(carrier);
        var pause = (await pauses.OfCarriersAsync()).GetValueOrDefault(carrier.Id);
        return new()
        {
            Name = carrier.Name,
            PausedSince = pause?.Since,
            PauseReason = pause?.Reason,
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
            var submitters = carrier.Submitters;
            if (submitters.Binds.Count == 0
                || await rates.DivideAsync(submitters, [.. submitters.Binds.Select(bind => Grain(carrier, bind))], trusted))
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

    private async Task DisconnectAsync(Carrier carrier)
    {
        isDisconnected = true;
        timer?.Dispose();
        timer = null;
        await Task.WhenAll(carrier.Binds.Select(bind => Grain(carrier, bind).DisconnectAsync()));
    }

    /// <summary>Stores it and takes binds down that it no longer has, or has as others. Binds keep ids, and their shares while nothing of
    /// these changes.</summary>
    private async Task<CarrierId> SaveAsync(
        Carrier? known, CarrierBasics basics, ReadOnlyMemory<byte> password, CarrierProfile profile)
    {
        var kinds = basics.Kinds;
        if (known is not null)
            await Task.WhenAll(known.Binds.Where(bind => bind.No > kinds.Count || bind.Kind != kinds[bind.No - 1])
                .Select(bind => Grain(known, bind).DisconnectAsync()));
        var isDivided = known is not null && known.RatePerSecond == basics.RatePerSecond
            && known.Profile.BindRate == profile.BindRate && known.Binds.Select(bind => bind.Kind).SequenceEqual(kinds);
        var binds = new List<Bind>();
        for (var no = 1; no <= kinds.Count; no++)
        {
            var old = known?.Binds.FirstOrDefault(bind => bind.No == no);
            var id = old?.Id ?? new BindId(await ids.NextAsync(CancellationToken.None));
            // Those that submit have the first numbers.
            var isReceiver = kinds[no - 1] == BindKind.Receiver;
            var share = isReceiver ? 0 : isDivided ? old!.RatePerSecond
                : Share(basics.RatePerSecond, basics.Binds, no, profile.BindRate);
            binds.Add(new(id, no, kinds[no - 1], basics.WindowSlots, share));
        }
        var carrierId = known?.Id ?? new CarrierId(await ids.NextAsync(CancellationToken.None));
        await carriers.SaveAsync(
            new(carrierId, this.GetPrimaryKeyString(), basics.Host, basics.Port, basics.SystemId, password, basics.SystemType,
                basics.RatePerSecond, binds)
            {
                Profile = profile,
            },
            CancellationToken.None);
        return carrierId;
    }

    /// <summary>Has this node go by what is stored.</summary>
    private async Task UseAsync()
    {
        await dispatcher.ReloadRoutesAsync();
        if (timer is not null)
            await DivideAsync(trusted: false);
    }

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

    /// <summary>The share that a bind begins with: equal ones whose sum is the carrier's rate, or the most that a bind may have.
    /// 0 = unlimited.</summary>
    private static int Share(int rate, int binds, int no, int most)
    {
        var equal = rate == 0 ? 0 : (rate / binds) + (no <= rate % binds ? 1 : 0);
        return most == 0 ? equal : Math.Min(equal, most);
    }

    private void Check(CarrierSpec carrier)
    {
        var name = this.GetPrimaryKeyString();
        if (name.Length is 0 or > MaxNameLength || name.Contains('/'))
            throw Refusal.Invalid($"the carrier's name '{name}' must have 1 to {MaxNameLength} characters and no '/'");
        foreach (var prefix in carrier.Prefixes)
        {
            if (prefix.Length > MaxPrefixDigits || !prefix.All(char.IsAsciiDigit))
                throw Refusal.Invalid($"prefix '{prefix}' must be up to {MaxPrefixDigits} digits without '+'");
        }
    }

    private static string Prefix(string prefix) => prefix.Length == 0 ? "all numbers" : prefix;
}

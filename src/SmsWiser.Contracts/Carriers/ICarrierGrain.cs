using SmsWiser.Contracts.Ledger;

namespace SmsWiser.Contracts.Carriers;

/// <summary>One carrier, an SMSC account; the key is its name. For operators.</summary>
[Alias("smswiser.carrier")]
public interface ICarrierGrain : IGrainWithStringKey
{
    /// <summary>Stores the carrier with its binds and routes; replaces what was there. Takes effect with the next
    /// <see cref="ConnectAsync"/>.</summary>
    /// <exception cref="RefusedException"><c>invalid_value</c>.</exception>
    [Alias("configure")]
    Task ConfigureAsync(CarrierSpec carrier);

    /// <summary>All its settings but the password.</summary>
    /// <exception cref="RefusedException"><c>not_found</c>.</exception>
    [Alias("settings")]
    Task<IReadOnlyList<CarrierSetting>> SettingsAsync();

    /// <summary>Changes settings by name and leaves the others; an empty value takes one back to its default. Nothing is changed when any
    /// is wrong. Window and rate hold at once, what belongs to a session with the next one, what belongs to messages with the next
    /// chunk.</summary>
    /// <exception cref="RefusedException"><c>not_found</c>; <c>invalid_value</c> with all that is wrong.</exception>
    [Alias("set")]
    Task SetAsync(IReadOnlyDictionary<string, string> settings);

    /// <summary>Disconnects and removes the carrier, with its prices; routes that it served alone go too.</summary>
    /// <exception cref="RefusedException"><c>not_found</c>; <c>wrong_state</c> while messages wait that only it can send.</exception>
    [Alias("remove")]
    Task RemoveAsync();

    /// <summary>Begins a test with one message over a session of its own, beside the binds.</summary>
    /// <exception cref="RefusedException"><c>not_found</c>, <c>invalid_value</c>; <c>wrong_state</c> while another runs.</exception>
    [Alias("start_test")]
    Task StartTestAsync(CarrierTestSpec test);

    /// <summary>The last test: answers when it has more steps than the caller knows or has ended, and after 5 s in any case.</summary>
    /// <exception cref="RefusedException"><c>not_found</c> when none was begun.</exception>
    [AlwaysInterleave]
    [Alias("test")]
    Task<CarrierTest> TestAsync(int knownSteps);

    /// <summary>Brings the binds up on this node and divides the carrier's rate among them; returns when each is bound or has failed
    /// once. From then on the division follows what the binds can use.</summary>
    /// <exception cref="RefusedException"><c>carrier_unavailable</c> when no bind came up; the message says why, for each.</exception>
    [Alias("connect")]
    Task ConnectAsync();

    /// <summary>Unbinds orderly: windows empty, or time-outs.</summary>
    [Alias("disconnect")]
    Task DisconnectAsync();

    /// <summary>Adds prices for parts over this carrier; one of the same prefix and instant is replaced. A sendout is planned at the
    /// highest price of its route's carriers and keeps it.</summary>
    /// <exception cref="RefusedException"><c>invalid_value</c>, <c>not_found</c> (not configured).</exception>
    [Alias("set_prices")]
    Task SetPricesAsync(IReadOnlyList<PriceSpec> prices);

    /// <summary>The prices valid now, by prefix.</summary>
    [Alias("prices")]
    Task<IReadOnlyList<PriceSpec>> PricesAsync();

    /// <summary>Its binds as they are now.</summary>
    [Alias("binds")]
    Task<IReadOnlyList<BindStatus>> BindsAsync();

    /// <summary>The carrier as it is now, with its binds.</summary>
    /// <exception cref="RefusedException"><c>not_found</c>.</exception>
    [Alias("status")]
    Task<CarrierStatus> StatusAsync();

    /// <summary>A bind tells that it came up or went down, is throttled, idle or at work again: the rate is divided anew, soon.</summary>
    [OneWay]
    [Alias("bind_changed")]
    Task BindChangedAsync();
}

/// <summary>One bind, a configured SMPP session slot; the key is <c>carrier/number</c>. Owns rate, window, pause and session of the
/// bind.</summary>
[Alias("smswiser.bind")]
public interface IBindGrain : IGrainWithStringKey
{
    /// <summary>Brings the session up and keeps it up (reconnects with back-off) until <see cref="DisconnectAsync"/>; returns after the
    /// first bind response or failure.</summary>
    /// <param name="grant">Its share at most; a fresh session starts at 1 part/s until granted more.</param>
    [Alias("connect")]
    Task<BindStatus> ConnectAsync(RateGrant grant);

    /// <summary>Changes the granted rate. Returns the grant in force from then on, of version 0 when the bind never connected
    /// here.</summary>
    [AlwaysInterleave]
    [Alias("grant_rate")]
    Task<RateGrant> GrantRateAsync(RateGrant grant);

    /// <summary>Unbinds orderly and stays down.</summary>
    [Alias("disconnect")]
    Task DisconnectAsync();

    /// <summary>The bind as it is now.</summary>
    [AlwaysInterleave]
    [Alias("status")]
    Task<BindStatus> StatusAsync();
}

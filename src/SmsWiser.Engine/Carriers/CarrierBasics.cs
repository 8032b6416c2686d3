using SmsWiser.Core.Carriers;

namespace SmsWiser.Engine.Carriers;

/// <summary>What a carrier is besides its profile: address, account, binds and pace.</summary>
internal sealed record CarrierBasics(
    string Host, int Port, string SystemId, string SystemType, int RatePerSecond, int Binds, int WindowSlots)
{
    public const string Transceiver = "transceiver", Transmitter = "transmitter", Receiver = "receiver", Pair = "pair";
    public const int MaxBinds = 64;
    public const int MaxWindow = 1_000;
    public const int MaxRate = 10_000_000;
    private const int MaxText = 255;

    /// <summary>One of the words above.</summary>
    public string BindType { get; init; } = Transceiver;

    /// <summary>Receivers of a pair; 0 = as many as transmitters.</summary>
    public int Receivers { get; init; }

    /// <summary>The kinds of the binds in order of their numbers: those that submit first.</summary>
    public IReadOnlyList<BindKind> Kinds => BindType switch
    {
        Transmitter => [.. Enumerable.Repeat(BindKind.Transmitter, Binds)],
        Receiver => [.. Enumerable.Repeat(BindKind.Receiver, Binds)],
        Pair =>
        [
            .. Enumerable.Repeat(BindKind.Transmitter, Binds),
            .. Enumerable.Repeat(BindKind.Receiver, Receivers == 0 ? Binds : Receivers),
        ],
        _ => [.. Enumerable.Repeat(BindKind.Transceiver, Binds)],
    };

    public static CarrierBasics Of(Carrier carrier)
    {
        var receivers = carrier.Binds.Count(bind => bind.Kind == BindKind.Receiver);
        var others = carrier.Binds.Count - receivers;
        var type = (others, receivers) switch
        {
            (0, _) => Receiver,
            (_, > 0) => Pair,
            _ => carrier.Binds[0].Kind == BindKind.Transmitter ? Transmitter : Transceiver,
        };
        return new(carrier.Host, carrier.Port, carrier.SystemId, carrier.SystemType, carrier.RatePerSecond,
            type == Receiver ? receivers : others, carrier.Binds[0].WindowSlots)
        {
            BindType = type,
            Receivers = type == Pair && receivers != others ? receivers : 0,
        };
    }

    /// <summary>All that is wrong with it, beside a profile.</summary>
    public IEnumerable<string> Problems(CarrierProfile profile)
    {
        if (Host.Length is 0 or > MaxText)
            yield return $"host must have 1 to {MaxText} characters";
        if (Port is < 1 or > 65_535)
            yield return $"port is {Port}; give 1 to 65535";
        if (SystemId.Length is 0 or > MaxText)
            yield return $"system_id must have 1 to {MaxText} characters";
        if (SystemType.Length > MaxText)
            yield return $"system_type must have up to {MaxText} characters";
        if (WindowSlots is < 1 or > MaxWindow)
            yield return $"window is {WindowSlots}; give 1 to {MaxWindow}";
        foreach (var problem in BindProblems().Concat(RateProblems(profile)))
            yield return problem;
    }

    private IEnumerable<string> BindProblems()
    {
        if (BindType is not (Transceiver or Transmitter or Receiver or Pair))
            yield return $"bind_type is {BindType}; give {Transceiver}, {Transmitter}, {Receiver} or {Pair}";
        if (Binds is < 1 or > MaxBinds)
            yield return $"binds is {Binds}; give 1 to {MaxBinds}";
        else if (Receivers is < 0 or > MaxBinds)
            yield return $"receivers is {Receivers}; give 0 to {MaxBinds}";
        else if (Receivers > 0 && BindType != Pair)
            yield return $"receivers has no use with bind_type={BindType}; set bind_type=pair, or receivers=0";
        else if (Kinds.Count > MaxBinds)
            yield return $"{Kinds.Count} binds in all are more than {MaxBinds}; lower binds or receivers";
    }

    private IEnumerable<string> RateProblems(CarrierProfile profile)
    {
        if (RatePerSecond is < 0 or > MaxRate)
            yield return $"rate is {RatePerSecond}; give 0 to {MaxRate}";
        else if (RatePerSecond > 0 && BindType != Receiver && RatePerSecond < Binds)
            yield return $"a rate of {RatePerSecond} parts/s is too small for {Binds} binds; give each at least 1";
        if (RatePerSecond == 0 && profile.Burst > 0)
            yield return "burst has no use while rate is 0; set rate too";
        else if (profile.Burst > Math.Max(1, RatePerSecond / 10))
            yield return $"burst is {profile.Burst}; with rate={RatePerSecond} give 1 to {Math.Max(1, RatePerSecond / 10)}";
        if (RatePerSecond == 0 && profile.BindRate > 0)
            yield return $"bind_rate needs a rate for all binds together; set rate={(long)profile.BindRate * Binds} or less";
    }
}

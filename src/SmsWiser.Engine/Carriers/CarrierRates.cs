using SmsWiser.Contracts.Carriers;
using SmsWiser.Core;
using SmsWiser.Core.Carriers;

namespace SmsWiser.Engine.Carriers;

/// <summary>Divides one carrier's rate among its binds, over and over, as they can use it. A bind's share in the store is the most that may
/// be in force on it, in every activation's view: shares are lowered on the binds first, then changed in the store by compare-and-set, and
/// raised on the binds last. So the grants in force never sum above the contract, whoever else divides at the same time. Binds
/// that another process holds keep their shares, and what is theirs by equal parts is left to them. One owner.</summary>
/// <param name="carriers">The store.</param>
/// <param name="time">Clock of the looks.</param>
internal sealed class CarrierRates(ICarrierStore carriers, TimeProvider time)
{
    private const double MaterialPart = 0.01;

    private readonly Dictionary<BindId, BindOutlook> outlooks = [];
    private readonly EffectiveRate effective = new(time);

    /// <summary>The rate divided last, parts per second; 0 = unlimited.</summary>
    public int Effective { get; private set; }

    /// <summary>What the last look made of a bind, in the words of <see cref="BindStatus.Standing"/>.</summary>
    public string? StandingOf(Bind bind) => outlooks.GetValueOrDefault(bind.Id)?.Standing switch
    {
        null => null,
        BindStanding.Down => "down",
        BindStanding.Returning => "returning",
        BindStanding.Idle => "idle",
        BindStanding.Slowed => "slowed",
        BindStanding.Paused => "paused",
        _ => "equal",
    };

    /// <summary>Looks at the binds and divides anew where that changes anything. False when another activation divided at the same time:
    /// then look again.</summary>
    /// <param name="carrier">As it is in the store, with its binds that submit, one at least.</param>
    /// <param name="binds">Its binds' grains, in the same order.</param>
    /// <param name="trusted">Binds that are up count as up for long.</param>
    public async Task<bool> DivideAsync(Carrier carrier, IReadOnlyList<IBindGrain> binds, bool trusted)
    {
        var statuses = await Task.WhenAll(binds.Select(bind => bind.StatusAsync()));
        Effective = carrier.RatePerSecond;
        if (carrier.RatePerSecond == 0)
        {
            var old = Where(i => statuses[i].GrantVersion is > 0 and var version && version < carrier.RateVersion);
            await GrantAsync(old, carrier.RateVersion, _ => 0);
            return true;
        }
        var shares = Plan(carrier, statuses, trusted);
        if (!statuses.Any(IsHere) || !IsMaterial(carrier, statuses, shares))
            return true;
        var lowered = Where(i => shares[i] < Math.Max(carrier.Binds[i].RatePerSecond, statuses[i].GrantedRate));
        var taken = await GrantAsync(lowered, carrier.RateVersion, i => shares[i]);
        if (taken.Any(grant => grant.Version > carrier.RateVersion))
            return false;
        var rows = carrier.Binds.Select((bind, i) => new BindShare(bind.Id, shares[i])).ToList();
        if (!await carriers.DivideAsync(carrier.Id, carrier.RateVersion, rows, CancellationToken.None))
            return false;
        await GrantAsync(Where(static _ => true), carrier.RateVersion + 1, i => shares[i]);
        return true;

        List<int> Where(Predicate<int> condition) => [.. Enumerable.Range(0, binds.Count).Where(i => condition(i))];

        Task<RateGrant[]> GrantAsync(IEnumerable<int> to, long version, Func<int, int> share) => Task.WhenAll(to.Select(i =>
            binds[i].GrantRateAsync(new() { Version = version, RatePerSecond = share(i), AccountRatePerSecond = Effective })));
    }

    private int[] Plan(Carrier carrier, BindStatus[] statuses, bool trusted)
    {
        var equal = carrier.RatePerSecond / statuses.Length;
        int[] shares = [.. carrier.Binds.Select(bind => bind.RatePerSecond)];
        List<int> here = [.. Enumerable.Range(0, shares.Length).Where(i => IsHere(statuses[i]))];
        var looks = here.ConvertAll(i => Look(carrier.Binds[i], statuses[i], equal, trusted));
        Effective = effective.Look(
            looks.Select(look => look.ThrottledAt).OfType<long>(), carrier.RatePerSecond, shares.Length * BindRate.Floor);
        var elsewhere = Math.Max(shares.Sum() - here.Sum(i => shares[i]), equal * (shares.Length - here.Count));
        var rate = Math.Max(here.Count * BindRate.Floor, Effective - elsewhere);
        var divided = RateDivision.Divide(rate, Limits(looks, Math.Max(BindRate.Floor, equal / 10), carrier.Profile.BindRate));
        for (var i = 0; i < here.Count; i++)
            shares[here[i]] = divided[i];
        return shares;
    }

    private BindOutlook Look(Bind bind, BindStatus status, int equal, bool trusted)
    {
        if (!outlooks.TryGetValue(bind.Id, out var outlook))
            outlooks[bind.Id] = outlook = new(time);
        outlook.Look(status, equal, trusted);
        return outlook;
    }

    /// <summary>The most that each bind can use.</summary>
    /// <param name="looks">The binds.</param>
    /// <param name="rest">What an idle bind keeps, so that work that comes in the next moment does not wait for its rate.</param>
    /// <param name="most">The most that the carrier takes from any; 0 = all that there is.</param>
    private static List<int> Limits(List<BindOutlook> looks, int rest, int most)
    {
        var anyAtWork = looks.Exists(look => look.Standing is BindStanding.Equal or BindStanding.Slowed);
        return looks.ConvertAll(look => Math.Min(most == 0 ? int.MaxValue : most, look.Standing switch
        {
            BindStanding.Down or BindStanding.Paused => BindRate.Floor,
            BindStanding.Returning when anyAtWork => BindRate.Floor,
            BindStanding.Idle when anyAtWork => Math.Min(rest, look.Learned),
            _ => look.Learned,
        }));
    }

    /// <summary>Whether this process holds a bind: it was granted something here.</summary>
    private static bool IsHere(BindStatus bind) => bind.GrantVersion > 0;

    /// <summary>Whether a division is worth a transaction: it uses more of the rate, a share moves by more than a trifle, or a bind lacks
    /// what it has in the store.</summary>
    private static bool IsMaterial(Carrier carrier, BindStatus[] statuses, int[] shares)
    {
        if (shares.Sum() > carrier.Binds.Sum(bind => bind.RatePerSecond))
            return true;
        var trifle = (int)(carrier.RatePerSecond * MaterialPart / shares.Length);
        for (var i = 0; i < shares.Length; i++)
        {
            var row = carrier.Binds[i].RatePerSecond;
            if (Math.Abs(shares[i] - row) > trifle)
                return true;
            if (IsHere(statuses[i]) && (statuses[i].GrantVersion < carrier.RateVersion || statuses[i].GrantedRate < row))
                return true;
        }
        return false;
    }
}

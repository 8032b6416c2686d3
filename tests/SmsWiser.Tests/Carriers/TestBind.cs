using SmsWiser.Contracts.Carriers;
using SmsWiser.Engine.Carriers;

namespace SmsWiser.Tests.Carriers;

/// <summary>A bind with the real buckets and no session: the test says how it is.</summary>
internal sealed class TestBind(int no, AccountRate account, TimeProvider time) : IBindGrain
{
    public BindRate Rate { get; } = new(time.TimestampFrequency, account);

    public bool IsUp { get; private set; }

    public bool IsIdle { get; set; }

    /// <summary>Runs after each grant that was taken.</summary>
    public Action Granted { get; init; } = static () => { };

    /// <summary>The way of a grant, given what to do when it arrives.</summary>
    public Func<Action, Task> Way { get; set; } = static arrive =>
    {
        arrive();
        return Task.CompletedTask;
    };

    public void ComeUp()
    {
        IsUp = true;
        Rate.Restart(time.GetTimestamp());
    }

    public void GoDown() => IsUp = false;

    public void Throttle() => Rate.OnThrottled(time.GetTimestamp());

    public Task<BindStatus> ConnectAsync(RateGrant grant) => throw new InvalidOperationException("Nobody divides by connecting.");

    public Task DisconnectAsync() => throw new InvalidOperationException("Nobody divides by disconnecting.");

    public async Task<RateGrant> GrantRateAsync(RateGrant grant)
    {
        await Way(() =>
        {
            account.Grant(grant.Version, grant.AccountRatePerSecond, time.GetTimestamp());
            Rate.Grant(grant.Version, grant.RatePerSecond, time.GetTimestamp());
            Granted();
        });
        return grant with { Version = Rate.Version, RatePerSecond = Rate.Granted };
    }

    public Task<BindStatus> StatusAsync() => Task.FromResult(new BindStatus
    {
        Name = $"alpha/{no}",
        State = !IsUp ? "down" : Rate.IsPaused(time.GetTimestamp()) ? "throttled" : "bound",
        GrantedRate = Rate.Granted,
        CurrentRate = Rate.Current,
        Submitted = 0,
        Throttled = Rate.Throttled,
        InFlight = 0,
        WindowSlots = 10,
        IsIdle = IsIdle,
        GrantVersion = Rate.Version,
    });
}

/// <summary>A bind that another process holds, as its grain is seen here: nothing was granted to it.</summary>
internal sealed class BindElsewhere : IBindGrain
{
    public Task<BindStatus> ConnectAsync(RateGrant grant) => throw new InvalidOperationException("Nobody divides by connecting.");

    public Task DisconnectAsync() => throw new InvalidOperationException("Nobody divides by disconnecting.");

    public Task<RateGrant> GrantRateAsync(RateGrant grant) => Task.FromResult(grant with { Version = 0, RatePerSecond = 0 });

    public Task<BindStatus> StatusAsync() => Task.FromResult(new BindStatus
    {
        Name = "alpha/elsewhere",
        State = "down",
        GrantedRate = 0,
        CurrentRate = 0,
        Submitted = 0,
        Throttled = 0,
        InFlight = 0,
        WindowSlots = 0,
    });
}

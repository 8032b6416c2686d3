using SmsWiser.Core;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Carriers;

namespace SmsWiser.Engine.Dispatch;

/// <summary>Chunks that this node has claimed for one carrier and not yet fed to a bind. Dispatcher loop only.</summary>
internal sealed class CarrierStock(CarrierId carrier, GateWord pause, CarrierPresence presence)
{
    public CarrierId Carrier { get; } = carrier;

    /// <summary>How messages are made for it.</summary>
    public CarrierProfile Profile { get; private set; } = CarrierProfile.Default;

    public List<BindWriter> Binds { get; } = [];

    /// <summary>Claimed, not prepared.</summary>
    public Queue<ChunkBoard> Claimed { get; } = [];

    /// <summary>Prepared, taken back from a bind that went down.</summary>
    public Queue<PreparedChunk> Prepared { get; } = [];

    /// <summary>Whether routes count on it.</summary>
    public CarrierPresence Presence { get; } = presence;

    /// <summary>Routes that it serves now.</summary>
    public List<RouteDuty> Duties { get; } = [];

    /// <summary>Those of them of which it may claim now.</summary>
    public List<RouteId> Claimable { get; } = [];

    /// <summary>A claim under way.</summary>
    public Task? Claiming { get; set; }

    public int Chunks => Claimed.Count + Prepared.Count;

    /// <summary>Whether it can send now: a bind that submits is up, and no operator has paused it.</summary>
    public bool IsLive => pause.IsOpen && IsUp;

    private bool IsUp => Binds.Exists(bind => bind is { IsBound: true, Submits: true });

    /// <summary>Notes for the routes how it is now.</summary>
    public void Look(long now) => Presence.Look(IsUp, paused: !pause.IsOpen, now);

    /// <summary>Whether it takes no marketing now.</summary>
    public bool IsQuiet(DateTimeOffset now) => Profile.QuietHours is { } hours && hours.IsQuiet(now);

    /// <summary>Takes a profile for what is prepared and answered from now on.</summary>
    public void Use(CarrierProfile profile)
    {
        Profile = profile;
        foreach (var bind in Binds)
            bind.Use(profile);
    }

    /// <summary>Works out <see cref="Claimable"/>, and how many of so many chunks may be claimed in one go.</summary>
    public int FindClaimable(ActiveRuns runs, int chunks, long now)
    {
        Claimable.Clear();
        var portion = chunks;
        foreach (var duty in Duties)
        {
            if (!runs.MayHaveWork(duty.Route) || !duty.MayClaim(this, now))
                continue;
            Claimable.Add(duty.Route);
            portion = Math.Min(portion, duty.Portion(this, chunks));
        }
        return portion;
    }

    /// <summary>Notes what a claim on these routes brought. They may have gone to others while it was under way.</summary>
    public void Take(RouteId[] routes, IReadOnlyList<PlannedChunk> chunks, long now)
    {
        foreach (var duty in Duties)
        {
            if (Array.IndexOf(routes, duty.Route) >= 0)
                duty.Take(this, chunks.Sum(chunk => chunk.Route == duty.Route ? chunk.Leads : 0), now);
        }
    }
}

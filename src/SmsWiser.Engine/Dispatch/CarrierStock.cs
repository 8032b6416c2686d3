using SmsWiser.Core;
using SmsWiser.Core.Dispatch;

namespace SmsWiser.Engine.Dispatch;

/// <summary>Chunks that this node has claimed for one carrier and not yet fed to a bind. Dispatcher loop only.</summary>
internal sealed class CarrierStock(CarrierId carrier)
{
    public CarrierId Carrier { get; } = carrier;

    public List<BindWriter> Binds { get; } = [];

    /// <summary>Claimed, not prepared.</summary>
    public Queue<ChunkBoard> Claimed { get; } = [];

    /// <summary>Prepared, taken back from a bind that went down.</summary>
    public Queue<PreparedChunk> Prepared { get; } = [];

    /// <summary>Routes of which this carrier is the first with a live bind.</summary>
    public List<RouteId> Routes { get; } = [];

    /// <summary>A claim under way.</summary>
    public Task? Claiming { get; set; }

    public int Chunks => Claimed.Count + Prepared.Count;

    public bool IsLive => Binds.Exists(bind => bind.IsBound);
}

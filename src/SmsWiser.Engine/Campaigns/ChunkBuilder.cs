using System.Buffers.Binary;
using SmsWiser.Core;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Sealing;

namespace SmsWiser.Engine.Campaigns;

/// <summary>Gathers planned leads into chunks of one list, one grant and one route. Chunk bodies are used again once stored: nothing is
/// allocated per lead. One owner; not thread-safe.</summary>
internal sealed class ChunkBuilder(SendoutId sendout, NumberTags tags, long gatePosition)
{
    /// <summary>Leads in a chunk at most.</summary>
    public const int MaxLeads = 256;

    private const int LeadBytes = 2 * sizeof(uint);

    private readonly Dictionary<(RouteId Route, SuppressionReason? Reason), OpenChunk> open = [];
    private readonly List<PlannedChunk> ready = [];
    private readonly List<byte[]> lent = [];
    private readonly Stack<byte[]> free = [];
    private readonly uint[] tagged = new uint[MaxLeads];
    private PlanTarget? target;
    private OpenChunk? latest;
    private int nextNo;

    /// <summary>Chunks complete and not yet stored.</summary>
    public IReadOnlyList<PlannedChunk> Ready => ready;

    /// <summary>Leads to come belong to this target.</summary>
    public void Begin(PlanTarget next) => target = next;

    /// <summary>Adds a lead; route 0 when it is not to be sent to.</summary>
    /// <param name="route">Its route, or 0.</param>
    /// <param name="reason">Why it has no route; null with a route.</param>
    /// <param name="leadNo">Its number in the list.</param>
    /// <param name="number">E.164 digits.</param>
    public void Add(RouteId route, SuppressionReason? reason, uint leadNo, ulong number)
    {
        var chunk = latest;
        if (chunk is null || chunk.Route != route || chunk.Reason != reason)
            latest = chunk = Find(route, reason);
        chunk.LeadNos[chunk.Count] = leadNo;
        chunk.Numbers[chunk.Count++] = number;
        if (chunk.Count == MaxLeads)
            Complete(chunk);
    }

    /// <summary>Completes the target's last, partly filled chunks.</summary>
    public void End()
    {
        foreach (var chunk in open.Values)
        {
            if (chunk.Count > 0)
                Complete(chunk);
        }
        (target, latest) = (null, null);
    }

    /// <summary>The ready chunks are stored; their memory may be used again.</summary>
    public void Recycle()
    {
        ready.Clear();
        foreach (var body in lent)
            free.Push(body);
        lent.Clear();
    }

    private OpenChunk Find(RouteId route, SuppressionReason? reason)
    {
        if (!open.TryGetValue((route, reason), out var chunk))
            open.Add((route, reason), chunk = new(route, reason));
        return chunk;
    }

    private void Complete(OpenChunk chunk)
    {
        var planned = target ?? throw new InvalidOperationException("a lead was added outside of a target");
        if (!free.TryPop(out var body))
            body = new byte[MaxLeads * LeadBytes];
        lent.Add(body);
        tags.Tags(sendout, chunk.Numbers.AsSpan(0, chunk.Count), tagged);
        for (var i = 0; i < chunk.Count; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(i * LeadBytes), chunk.LeadNos[i]);
            BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan((i * LeadBytes) + sizeof(uint)), tagged[i]);
        }
        ready.Add(new(
            new(sendout, nextNo++), chunk.Route, planned.List.Id, planned.Grant, planned.Epoch, gatePosition, chunk.Count, chunk.Reason,
            body.AsMemory(0, chunk.Count * LeadBytes)));
        chunk.Count = 0;
    }

    private sealed class OpenChunk(RouteId route, SuppressionReason? reason)
    {
        public RouteId Route { get; } = route;

        public SuppressionReason? Reason { get; } = reason;

        public ulong[] Numbers { get; } = new ulong[MaxLeads];

        public uint[] LeadNos { get; } = new uint[MaxLeads];

        public int Count { get; set; }
    }
}

using System.Buffers.Binary;
using SmsWiser.Core;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine.Ledger;

namespace SmsWiser.Engine.Campaigns;

/// <summary>Gathers planned leads into chunks of one list, one grant, one route and one price, or one reason for which they are not sent.
/// Chunk bodies are used again once stored: nothing is allocated per lead. One owner; not thread-safe.</summary>
internal sealed class ChunkBuilder(SendoutId sendout, NumberTags tags, long gatePosition)
{
    /// <summary>Leads in a chunk at most.</summary>
    public const int MaxLeads = 256;

    private const int LeadBytes = 2 * sizeof(uint);

    private readonly Dictionary<(Zone, SuppressionReason?), OpenChunk> open = [];
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

    /// <summary>Adds a lead that is to be sent.</summary>
    /// <param name="zone">Its route and price.</param>
    /// <param name="leadNo">Its number in the list.</param>
    /// <param name="number">E.164 digits as an integer.</param>
    /// <param name="parts">Parts of its SMS; 0 when nothing is charged.</param>
    public void Add(Zone zone, uint leadNo, ulong number, int parts) => Add(zone, reason: null, leadNo, number, parts);

    /// <summary>Adds a lead that is not to be sent.</summary>
    public void Add(SuppressionReason reason, uint leadNo, ulong number) => Add(default, reason, leadNo, number, parts: 0);

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

    private void Add(Zone zone, SuppressionReason? reason, uint leadNo, ulong number, int parts)
    {
        var chunk = latest;
        if (chunk is null || chunk.Zone != zone || chunk.Reason != reason)
            latest = chunk = Find(zone, reason);
        chunk.MaxParts = Math.Max(chunk.MaxParts, parts);
        chunk.LeadNos[chunk.Count] = leadNo;
        chunk.Numbers[chunk.Count++] = number;
        if (chunk.Count == MaxLeads)
            Complete(chunk);
    }

    private OpenChunk Find(Zone zone, SuppressionReason? reason)
    {
        if (!open.TryGetValue((zone, reason), out var chunk))
            open.Add((zone, reason), chunk = new(zone, reason));
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
        // Position 0: a plan relies on nothing it read in the gate log, so all of the log applies to its chunks.
        ready.Add(new(
            new(sendout, nextNo++), chunk.Zone.Route, planned.List.Id, planned.Grant, planned.Epoch, gatePosition, chunk.Count,
            chunk.Reason, body.AsMemory(0, chunk.Count * LeadBytes))
        {
            PriceMicros = chunk.Zone.PriceMicros,
            MaxParts = chunk.MaxParts,
        });
        (chunk.Count, chunk.MaxParts) = (0, 0);
    }

    private sealed class OpenChunk(Zone zone, SuppressionReason? reason)
    {
        public Zone Zone { get; } = zone;

        public SuppressionReason? Reason { get; } = reason;

        public ulong[] Numbers { get; } = new ulong[MaxLeads];

        public uint[] LeadNos { get; } = new uint[MaxLeads];

        public int Count { get; set; }

        public int MaxParts { get; set; }
    }
}

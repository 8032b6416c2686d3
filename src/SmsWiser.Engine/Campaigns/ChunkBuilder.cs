using System.Buffers.Binary;
using SmsWiser.Core;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine.Ledger;

namespace SmsWiser.Engine.Campaigns;

/// <summary>Gathers planned leads into chunks of one list, one grant, one route and one price. Chunk bodies are used again once stored:
/// nothing is allocated per lead. One owner; not thread-safe.</summary>
internal sealed class ChunkBuilder(SendoutId sendout, NumberTags tags, long gatePosition)
{
    /// <summary>Leads in a chunk at most.</summary>
    public const int MaxLeads = 256;

    private const int LeadBytes = 2 * sizeof(uint);

    private readonly Dictionary<Zone, OpenChunk> open = [];
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

    /// <summary>Adds a lead; route 0 when none leads to its number.</summary>
    /// <param name="zone">Route and price.</param>
    /// <param name="leadNo">Its number in the list.</param>
    /// <param name="number">E.164 digits as an integer.</param>
    /// <param name="parts">Parts of its SMS; 0 when nothing is charged.</param>
    public void Add(Zone zone, uint leadNo, ulong number, int parts)
    {
        var chunk = latest;
        if (chunk is null || chunk.Zone != zone)
            latest = chunk = Find(zone);
        chunk.MaxParts = Math.Max(chunk.MaxParts, parts);
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

    private OpenChunk Find(Zone zone)
    {
        if (!open.TryGetValue(zone, out var chunk))
            open.Add(zone, chunk = new(zone));
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
        SuppressionReason? reason = chunk.Zone.Route.Value == 0 ? SuppressionReason.NoRoute : null;
        // Position 0: a plan relies on nothing it read in the gate log, so all of the log applies to its chunks.
        ready.Add(new(
            new(sendout, nextNo++), chunk.Zone.Route, planned.List.Id, planned.Grant, planned.Epoch, gatePosition, chunk.Count, reason,
            body.AsMemory(0, chunk.Count * LeadBytes)) { PriceMicros = chunk.Zone.PriceMicros, MaxParts = chunk.MaxParts });
        (chunk.Count, chunk.MaxParts) = (0, 0);
    }

    private sealed class OpenChunk(Zone zone)
    {
        public Zone Zone { get; } = zone;

        public ulong[] Numbers { get; } = new ulong[MaxLeads];

        public uint[] LeadNos { get; } = new uint[MaxLeads];

        public int Count { get; set; }

        public int MaxParts { get; set; }
    }
}

using System.Buffers.Binary;
using SmsWiser.Core;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine.Ledger;

namespace SmsWiser.Engine.Campaigns;

/// <summary>Gathers planned leads into chunks of one list, one grant, one route, one price and one place, so that what is allowed for one
/// lead of a chunk at some hour is allowed for all; or of one reason for which they are not sent. Chunk bodies are used again once stored:
/// nothing is allocated per lead. One owner; not thread-safe.</summary>
internal sealed class ChunkBuilder(SendoutId sendout, NumberTags tags, long gatePosition, ChunkTurns turns)
{
    /// <summary>Leads in a chunk at most.</summary>
    public const int MaxLeads = 256;

    private const int LeadBytes = 2 * sizeof(uint);

    private readonly Dictionary<(Zone Zone, int Place, SuppressionReason? Reason), OpenChunk> open = [];
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
    /// <param name="place">Number of the place whose hours bind it; 0 when none do.</param>
    /// <param name="hold">Why and until when it waits, the same for all leads of a place; null when it may go at once.</param>
    /// <param name="leadNo">Its number in the list.</param>
    /// <param name="number">E.164 digits as an integer.</param>
    /// <param name="parts">Parts of its SMS; 0 when nothing is charged.</param>
    public void Add(Zone zone, int place, ChunkHold? hold, uint leadNo, ulong number, int parts)
    {
        var chunk = Find((zone, place, null));
        if (chunk.Count == 0)
            chunk.Hold = hold;
        Add(chunk, leadNo, number, parts);
        if (turns.IsLastOfPilot())
            EndPilot();
    }

    /// <summary>Adds a lead that is not to be sent.</summary>
    public void Add(SuppressionReason reason, uint leadNo, ulong number) => Add(Find((default, 0, reason)), leadNo, number, parts: 0);

    /// <summary>Completes the target's last, partly filled chunks.</summary>
    public void End()
    {
        CompleteAll();
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

    private void EndPilot()
    {
        CompleteAll();
        turns.EndPilot();
    }

    private void CompleteAll()
    {
        foreach (var chunk in open.Values)
        {
            if (chunk.Count > 0)
                Complete(chunk);
        }
    }

    private void Add(OpenChunk chunk, uint leadNo, ulong number, int parts)
    {
        chunk.MaxParts = Math.Max(chunk.MaxParts, parts);
        chunk.LeadNos[chunk.Count] = leadNo;
        chunk.Numbers[chunk.Count++] = number;
        if (chunk.Count == turns.LeadsPerChunk)
            Complete(chunk);
    }

    private OpenChunk Find((Zone Zone, int Place, SuppressionReason? Reason) key)
    {
        if (latest is not null && latest.Key == key)
            return latest;
        if (!open.TryGetValue(key, out var chunk))
            open.Add(key, chunk = new(key));
        return latest = chunk;
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
        var no = nextNo++;
        ready.Add(new(
            new(sendout, no), chunk.Key.Zone.Route, planned.List.Id, planned.Grant, planned.Epoch, gatePosition, chunk.Count,
            chunk.Key.Reason, body.AsMemory(0, chunk.Count * LeadBytes))
        {
            PriceMicros = chunk.Key.Zone.PriceMicros,
            MaxParts = chunk.MaxParts,
            Hold = chunk.Key.Reason is null ? turns.Of(chunk.Hold, no) : null,
        });
        (chunk.Count, chunk.MaxParts) = (0, 0);
    }

    private sealed class OpenChunk((Zone Zone, int Place, SuppressionReason? Reason) key)
    {
        public (Zone Zone, int Place, SuppressionReason? Reason) Key { get; } = key;

        public ChunkHold? Hold { get; set; }

        public ulong[] Numbers { get; } = new ulong[MaxLeads];

        public uint[] LeadNos { get; } = new uint[MaxLeads];

        public int Count { get; set; }

        public int MaxParts { get; set; }
    }
}

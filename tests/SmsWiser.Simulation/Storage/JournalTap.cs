using System.Text;
using SmsWiser.Core.Dispatch;

namespace SmsWiser.Simulation.Storage;

/// <summary>What the store has been told for good: message ids of accepted parts, and the receipts that it holds.</summary>
internal sealed class JournalTap
{
    private readonly Dictionary<(ChunkKey Chunk, byte Index, byte Part), string> ids = [];
    private readonly HashSet<string> receipts = [];
    private readonly HashSet<(long Node, long No)> flushes = [];

    /// <summary>Message ids that the journal says a carrier gave, in the order of their entries.</summary>
    public List<string> Accepted { get; } = [];

    /// <summary>Message ids of receipts that waited in vain for their response; they change no outcome.</summary>
    public HashSet<string> Orphans { get; } = [];

    /// <summary>Whether the final receipt of that message id is durable: with its part, or as an orphan.</summary>
    public bool Holds(string messageId) => receipts.Contains(messageId) || Orphans.Contains(messageId);

    /// <summary>Hears of every transaction of the dispatch port that has ended well.</summary>
    public void OnDone(string method, object?[] args)
    {
        if (method == nameof(IDispatchStore.CommitFlushAsync) && args[0] is Flush flush && flushes.Add((flush.Node.Value, flush.No)))
            Read(flush.Body.Span);
        if (method == nameof(IDispatchStore.AddOrphansAsync) && args[0] is IReadOnlyList<ReceiptOrphan> orphans)
            Orphans.UnionWith(orphans.Select(orphan => Encoding.ASCII.GetString(orphan.MessageId.Span)));
    }

    private void Read(ReadOnlySpan<byte> body)
    {
        var reader = new EntryReader(body);
        while (reader.TryRead(out var entry))
        {
            var part = (entry.Chunk, entry.Index, entry.Part);
            if (entry.State is EntryState.Accepted or EntryState.LateAccepted)
            {
                ids[part] = Encoding.ASCII.GetString(entry.MessageId);
                Accepted.Add(ids[part]);
            }
            if (entry.State is EntryState.Delivered or EntryState.Undelivered or EntryState.Expired)
                receipts.Add(ids[part]);
        }
    }
}

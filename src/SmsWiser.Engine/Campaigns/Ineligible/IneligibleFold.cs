using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;

namespace SmsWiser.Engine.Campaigns;

/// <summary>Takes the leads of one chunk that were not reached.</summary>
/// <param name="chunk">The chunk.</param>
/// <param name="causes">One per lead, null for those that are not among them; valid during the call.</param>
internal delegate ValueTask IneligibleVisitor(ChunkHead chunk, IReadOnlyList<IneligibleCause?> causes);

/// <summary>Folds the journal of a sendout over so many chunks at a time and shows what did not reach its lead: a million leads take up to
/// 50 MB, and the journal is read once for each million. Any thread.</summary>
internal sealed class IneligibleFold(IDispatchStore store)
{
    private const int ChunksPerPass = 4_096;
    private const int FlushesPerRead = 64;

    /// <summary>Shows every chunk with such leads, in ascending number.</summary>
    /// <param name="sendout">The sendout.</param>
    /// <param name="visit">Called chunk by chunk.</param>
    /// <param name="progress">Told after each pass how many leads of own lists were looked at; may be null.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task WalkAsync(Sendout sendout, IneligibleVisitor visit, Action<long>? progress, CancellationToken cancellation)
    {
        if (sendout.State is SendoutState.Planning or SendoutState.Failed)
            return;
        var walked = 0L;
        foreach (var heads in (await store.ListChunksAsync(sendout.Id, cancellation)).Chunk(ChunksPerPass))
        {
            var folds = heads.ToDictionary(head => head.Key.No, head => new ChunkFold(head, sendout.CreatedAt));
            await FoldAsync(sendout, folds, cancellation);
            foreach (var head in heads)
            {
                // Leads of shared lists are not shown, not even as so many looked at.
                walked += head.Grant.Value == 0 ? head.Leads : 0;
                if (folds[head.Key.No].Causes() is { } causes)
                    await visit(head, causes);
            }
            progress?.Invoke(walked);
        }
    }

    private async Task FoldAsync(Sendout sendout, Dictionary<int, ChunkFold> folds, CancellationToken cancellation)
    {
        var after = sendout.FirstFlush;
        while (await store.ReadJournalAsync(after, FlushesPerRead, cancellation) is { Count: > 0 } flushes)
        {
            foreach (var flush in flushes)
                Fold(sendout.Id, folds, flush);
            after = flushes[^1].Id;
        }
    }

    private static void Fold(SendoutId sendout, Dictionary<int, ChunkFold> folds, StoredFlush flush)
    {
        var reader = new EntryReader(flush.Body.Span);
        ChunkFold? chunk = null;
        while (reader.TryRead(out var entry))
        {
            if (entry.Chunk.Sendout != sendout)
                continue;
            if (chunk is null || chunk.Head.Key != entry.Chunk)
                chunk = folds.GetValueOrDefault(entry.Chunk.No);
            chunk?.Fold(entry, flush.At);
        }
    }

    private sealed class ChunkFold(ChunkHead head, DateTimeOffset planned)
    {
        private LeadState[]? leads;
        private IneligibleCause?[]? causes;

        public ChunkHead Head { get; } = head;

        public void Fold(in Entry entry, DateTimeOffset at)
        {
            leads ??= new LeadState[Head.Leads];
            leads[entry.Index] = leads[entry.Index].Fold(entry);
            if (OutcomeOf(entry.State) is not { } outcome)
                return;
            causes ??= new IneligibleCause?[Head.Leads];
            ref var cause = ref causes[entry.Index];
            // Of several parts the one that decides the lead's outcome.
            if (cause is null || Weight(outcome) >= Weight(cause.Value.Outcome))
                cause = new(outcome, entry.Code, entry.Carrier, at.AddMilliseconds(entry.DeltaMs));
        }

        /// <summary>The leads that were not reached, by place; null when there are none.</summary>
        public IneligibleCause?[]? Causes()
        {
            if (Head is { State: ChunkState.Suppressed, Reason: { } reason })
            {
                causes ??= new IneligibleCause?[Head.Leads];
                for (var i = 0; i < causes.Length; i++)
                {
                    if (leads is null || leads[i].Outcome == Outcome.Open)
                        causes[i] = new(Outcome.Suppressed, (uint)reason, default, planned);
                }
            }
            for (var i = 0; i < (causes?.Length ?? 0); i++)
            {
                var outcome = leads is null ? Outcome.Open : leads[i].Outcome;
                if (outcome == Outcome.Open && Head.State == ChunkState.Suppressed)
                    outcome = Outcome.Suppressed;
                if (causes![i] is { } cause && (!cause.IsOfNumber || cause.Outcome != outcome))
                    causes[i] = null;
            }
            return causes is not null && Array.Exists(causes, cause => cause is not null) ? causes : null;
        }

        private static Outcome? OutcomeOf(EntryState state) => state switch
        {
            EntryState.Suppressed => Outcome.Suppressed,
            EntryState.Rejected or EntryState.LateRejected => Outcome.Rejected,
            EntryState.Failed => Outcome.Failed,
            EntryState.Undelivered => Outcome.Undelivered,
            EntryState.Expired => Outcome.Expired,
            _ => null,
        };

        private static int Weight(Outcome outcome) => outcome switch
        {
            Outcome.Suppressed => 4,
            Outcome.Rejected => 3,
            Outcome.Failed => 2,
            Outcome.Undelivered => 1,
            _ => 0,
        };
    }
}

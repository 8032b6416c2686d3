using System.Buffers.Binary;
using Microsoft.Extensions.Logging;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine.Audience;
using SmsWiser.Engine.Compliance;

namespace SmsWiser.Engine.Dispatch;

/// <summary>Counts, after a crash, the messages that an earlier life of the node sent and had not yet put into a run: finds the numbers of
/// their leads, as the chunk and the list have them. A lead that was changed or removed since is passed over. Gathers up to a run's worth
/// of leads, 24 octets each. One owner.</summary>
internal sealed partial class UncountedLeads(
    FrequencyBook book, ISendoutStore sendouts, IListStore lists, ILeadPageStore pages, KeyRing keys, IRandom random, TimeProvider time,
    ILogger<UncountedLeads> log)
{
    private const int LeadBytes = 2 * sizeof(uint);

    private readonly Dictionary<ChunkKey, (SendoutRun Run, List<(byte Index, DateTimeOffset At)> Leads)> found = [];

    /// <summary>A lead that has just got its outcome.</summary>
    public void Add(ChunkBoard board, byte index, bool isSent, DateTimeOffset at)
    {
        if (!isSent || !book.IsOn || board.Run.Class != TrafficClass.Marketing || !book.Counts(board.Run.Account))
            return;
        if (!found.TryGetValue(board.Key, out var chunk))
            found.Add(board.Key, chunk = (board.Run, []));
        chunk.Leads.Add((index, at));
    }

    /// <summary>Counts them all.</summary>
    public async Task CountAsync()
    {
        if (found.Count == 0)
            return;
        using var tags = EngineServices.NumberTagsOf(keys);
        var opened = new Dictionary<ListId, OpenList?>();
        foreach (var (key, (run, leads)) in found)
        {
            if (await sendouts.FindLeadsAsync(key, CancellationToken.None) is not { } chunk)
                continue;
            if (!opened.TryGetValue(chunk.List, out var list))
                opened.Add(chunk.List, list = await OpenAsync(chunk.List));
            if (list is null)
                continue;
            try
            {
                foreach (var (index, at) in leads)
                    await CountAsync(run, list, tags, key.Sendout, chunk.Body.Slice(index * LeadBytes, LeadBytes), at);
            }
            catch (SealBrokenException error)
            {
                LogUnreadable(error, key.Sendout.Value, key.No);
            }
        }
        foreach (var list in opened.Values)
            list?.Dispose();
        found.Clear();
    }

    private async Task CountAsync(
        SendoutRun run, OpenList list, NumberTags tags, SendoutId sendout, ReadOnlyMemory<byte> lead, DateTimeOffset at)
    {
        var number = await list.NumberAsync(BinaryPrimitives.ReadUInt32LittleEndian(lead.Span), CancellationToken.None);
        var tag = new uint[1];
        tags.Tags(sendout, [number], tag);
        if (number != 0 && tag[0] == BinaryPrimitives.ReadUInt32LittleEndian(lead.Span[sizeof(uint)..]))
            book.Recover(run.Account, (ulong)tags.NumberKey(number), at, time.GetUtcNow());
    }

    private async Task<OpenList?> OpenAsync(ListId id) =>
        await lists.FindAsync(id, CancellationToken.None) is { } list ? new(list, pages, keys, random) : null;

    [LoggerMessage(LogLevel.Error, "Chunk {Chunk} of sendout {Sendout} cannot be read; its messages do not count towards caps")]
    private partial void LogUnreadable(Exception error, long sendout, int chunk);
}

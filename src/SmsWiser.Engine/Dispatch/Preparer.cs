using System.Buffers.Binary;
using System.Security.Cryptography;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Links;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine.Compliance;
using SmsWiser.Engine.Metrics;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Engine.Dispatch;

/// <summary>Turns a claimed chunk into submit_sm bodies: reads its pages once, opens them, checks each lead against its tag and for
/// eligibility, renders, splits. Leads that cannot be sent are journalled as suppressed; where one is to wait, all of the chunk do, since
/// planning put leads with one place's hours together. Dispatcher loop only; everything it uses is reused from chunk to
/// chunk.</summary>
internal sealed class Preparer(
    ILeadPageStore pages, IListStore lists, KeyRing keys, NumberTags tags, StoredOptOuts stored, OptOutOptions optOuts, Journal journal,
    FrequencyBook frequency, DispatchOptions options, LinkOptions links, LinkCodes linkCodes, SendingHours hours, TimeProvider time,
    NonceSource nonces)
    : IDisposable
{
    private const int BytesPerLead = 8;
    private const int MaxLists = 256;
    private static readonly TimeSpan LinkPatience = TimeSpan.FromMinutes(5);

    private readonly PageBatch batch = new();
    private readonly LeadPage page = new();
    private readonly PartWriter parts = new();
    private readonly PartRange[] ranges = new PartRange[options.MaxParts];
    private readonly int[] pageNos = new int[PageWriter.MaxLeads];
    private readonly ulong[] numbers = new ulong[PageWriter.MaxLeads];
    private readonly uint[] numberTags = new uint[PageWriter.MaxLeads];
    private readonly ulong[] numberKeys = new ulong[PageWriter.MaxLeads];
    private readonly byte[] indexes = new byte[PageWriter.MaxLeads];
    private readonly uint[] leadNos = new uint[PageWriter.MaxLeads];
    private readonly byte[] optOutCodes = new byte[PageWriter.MaxLeads * LinkCodes.Length];
    private readonly Stack<PreparedChunk> pool = new();
    private readonly Dictionary<ListId, PageCipher> ciphers = [];
    private readonly Dictionary<(SendoutRun Run, ListId List, CarrierProfile Profile), SendoutText> texts = [];

    /// <summary>Prepares the open leads of a board for a carrier. The chunk may turn out empty.</summary>
    public async ValueTask<PreparedChunk> PrepareAsync(ChunkBoard board, CarrierProfile profile)
    {
        var plan = board.Plan!;
        if (board.ClaimedAt != 0)
            EngineInstruments.ClaimWait.Record(time.GetElapsedTime(board.ClaimedAt).TotalSeconds);
        board.ClaimedAt = 0;
        if (links.BaseUrl is null && HasLink(board.Run.Campaign))
            return HoldForLinks(board);
        var cipher = await CipherAsync(plan.List);
        var wording = await TextAsync(board.Run, plan, profile);
        var count = DistinctPages(plan.Body.Span);
        await pages.ReadAsync(plan.List, pageNos.AsMemory(0, count), batch, default);
        var chunk = pool.TryPop(out var pooled) ? pooled : new();
        chunk.Begin(board);
        board.Prepared = chunk;
        // What no opt-out binds is never too old.
        (chunk.OptOuts, chunk.OptOutsThrough) = (wording.OptOuts, wording.OptOuts.All.Count == 0 ? long.MaxValue : plan.GatePosition);
        wording.Renew(time.GetUtcNow());
        Render(chunk, plan, wording, cipher);
        if (board.Run.Class == TrafficClass.Marketing && profile.QuietHours is { } quiet)
            chunk.ClosesAt = Math.Min(chunk.ClosesAt, hours.Timestamp(quiet.Next(time.GetUtcNow())));
        if (stored.MustCheck(chunk))
            await stored.CheckAsync(chunk);
        return chunk;
    }

    /// <summary>Takes a chunk back that nothing refers to any more.</summary>
    public void Recycle(PreparedChunk chunk)
    {
        chunk.Board.Prepared = null;
        if (pool.Count < 256)
            pool.Push(chunk);
    }

    /// <summary>Takes back what was begun for a board whose preparation failed.</summary>
    public void Drop(ChunkBoard board)
    {
        if (board.Prepared is { } begun)
            Recycle(begun);
    }

    /// <summary>Frees the messages reserved for leads of chunks that go back to the store; none of them is on the wire.</summary>
    public void Release(List<ChunkBoard> boards)
    {
        foreach (var board in boards)
            frequency.Release(board);
    }

    public void Dispose()
    {
        foreach (var cipher in ciphers.Values)
            cipher.Dispose();
        tags.Dispose();
        linkCodes.Dispose();
    }

    private static bool HasLink(Campaign campaign) =>
        campaign.Template.Contains(OptOutLinkNode.Name, StringComparison.OrdinalIgnoreCase)
        && SmsTemplate.Parse(campaign.Template).Template is { HasOptOutLink: true };

    /// <summary>Planned by a node that knew where links lead, which this one was not told: the leads wait for one that knows.</summary>
    private PreparedChunk HoldForLinks(ChunkBoard board)
    {
        var chunk = pool.TryPop(out var pooled) ? pooled : new();
        chunk.Begin(board);
        board.Prepared = chunk;
        chunk.Hold = new(SuppressionReason.Unreadable, time.GetUtcNow() + LinkPatience);
        return chunk;
    }

    private int DistinctPages(ReadOnlySpan<byte> body)
    {
        var count = 0;
        for (var at = 0; at < body.Length; at += BytesPerLead)
        {
            var pageNo = (int)(BinaryPrimitives.ReadUInt32LittleEndian(body[at..]) / PageWriter.MaxLeads);
            if (count == 0 || pageNos[count - 1] != pageNo)
                pageNos[count++] = pageNo;
        }
        var known = pageNos.AsSpan(0, count);
        known.Sort();
        var distinct = 0;
        foreach (var pageNo in known)
        {
            if (distinct == 0 || pageNos[distinct - 1] != pageNo)
                pageNos[distinct++] = pageNo;
        }
        return distinct;
    }

    /// <summary>Goes through the chunk in runs of leads of one page.</summary>
    private void Render(PreparedChunk chunk, PlannedChunk plan, SendoutText wording, PageCipher cipher)
    {
        var body = plan.Body.Span;
        for (var first = 0; first < plan.Leads && chunk.Hold is null;)
        {
            var pageNo = LeadNo(body, first) / PageWriter.MaxLeads;
            var end = first + 1;
            while (end < plan.Leads && LeadNo(body, end) / PageWriter.MaxLeads == pageNo)
                end++;
            RenderRun(chunk, plan, wording, cipher, (int)pageNo, first, end);
            first = end;
        }
    }

    private void RenderRun(PreparedChunk chunk, PlannedChunk plan, SendoutText wording, PageCipher cipher, int pageNo, int first, int end)
    {
        var body = plan.Body.Span;
        var board = chunk.Board;
        var isThere = TryOpen(plan.List, pageNo, cipher);
        var count = 0;
        for (var i = first; i < end; i++)
        {
            if (board.States[i].Outcome != Outcome.Open)
                continue;
            var index = (int)(LeadNo(body, i) % PageWriter.MaxLeads);
            (indexes[count], leadNos[count]) = ((byte)i, LeadNo(body, i));
            numbers[count++] = isThere && index < page.Count && page.Flags(index).Live ? page.Number(index) : 0;
        }
        tags.Tags(board.Key.Sendout, numbers.AsSpan(0, count), numberTags);
        var now = time.GetUtcNow();
        var isCapped = frequency.IsOn && board.Run.Class == TrafficClass.Marketing;
        tags.NumberKeys(numbers.AsSpan(0, count), numberKeys.AsSpan());
        if (wording.Template.HasOptOutLink)
            linkCodes.Encode(board.Key.Sendout, wording.Target, LinkSubject.OptOut, leadNos.AsSpan(0, count), optOutCodes);
        for (var i = 0; i < count; i++)
        {
            var at = indexes[i];
            chunk.NumberKeys[at] = numberKeys[i];
            if (numbers[i] == 0 || numberTags[i] != BinaryPrimitives.ReadUInt32LittleEndian(body[(at * BytesPerLead + 4)..]))
            {
                Suppress(board, at, SuppressionReason.Changed);
                continue;
            }
            var index = (int)(LeadNo(body, at) % PageWriter.MaxLeads);
            var decision = board.Run.Eligibility.Decide(numbers[i], page.Flags(index), isListSuspended: false, now);
            // What has come between planning and now, such as a person who left.
            if (decision.Verdict == EligibilityVerdict.Exclude)
                Suppress(board, at, decision.Reason!.Value);
            else if (wording.RequiresConsent && page.Flags(index).Consent != (byte)ConsentState.Enrolled)
                Suppress(board, at, SuppressionReason.NoConsent);
            else if (!IsOpen(chunk, decision, now))
                return;
            else if (isCapped && frequency.TryReserve(board, at, numberKeys[i], FrequencyBook.DayOf(now)) is { } reached)
                Suppress(board, at, reached);
            else if (RenderLead(chunk, plan, wording, at, page[index], Code(i)) is { } reason)
                Suppress(board, at, reason);
        }
    }

    /// <summary>Takes the hours of a lead into account for its chunk.</summary>
    /// <returns>False when the chunk is to wait.</returns>
    private bool IsOpen(PreparedChunk chunk, in EligibilityDecision decision, DateTimeOffset now)
    {
        if (chunk.Place is { } known && known.No == decision.PlaceNo)
            return true;
        var place = Places.All[decision.PlaceNo];
        chunk.Place = place;
        chunk.Hold = hours.Find(chunk.Board.Run, decision, place, now, out var closes);
        chunk.ClosesAt = Math.Min(chunk.ClosesAt, hours.Timestamp(closes));
        return chunk.Hold is null;
    }

    private ReadOnlySpan<byte> Code(int index) => optOutCodes.AsSpan(index * LinkCodes.Length, LinkCodes.Length);

    private SuppressionReason? RenderLead(
        PreparedChunk chunk, PlannedChunk plan, SendoutText wording, byte index, in LeadView lead, ReadOnlySpan<byte> optOutCode)
    {
        var text = wording.Buffer;
        switch (wording.Template.Render(lead, text, optOutCode))
        {
            case RenderResult.TooLong:
                return SuppressionReason.TooLong;
            case RenderResult.LinkInValue:
                return SuppressionReason.Content;
        }
        if (text.Bytes.IsEmpty)
            return SuppressionReason.Empty;
        var count = PartSplitter.Split(text, wording.Rules, ranges);
        if (count == PartSplitter.TooLong)
            return SuppressionReason.TooLong;
        // Edited since it was planned: what is charged never exceeds what was held.
        if (plan.PriceMicros != 0 && count > plan.MaxParts)
            return SuppressionReason.Changed;
        parts.Write(chunk, wording, lead.Number, index, ranges.AsSpan(0, count));
        return null;
    }

    private bool TryOpen(ListId list, int pageNo, PageCipher cipher)
    {
        for (int low = 0, high = batch.Count - 1; low <= high;)
        {
            var middle = (low + high) / 2;
            var candidate = batch[middle];
            if (candidate.PageNo == pageNo)
            {
                page.Open(cipher, list, candidate);
                return true;
            }
            if (candidate.PageNo < pageNo)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return false;
    }

    private void Suppress(ChunkBoard board, byte index, SuppressionReason reason)
    {
        lock (journal.Guard)
            journal.Intake.AddLead(board, EntryState.Suppressed, index, (uint)reason, time.GetTimestamp());
        journal.Notify();
    }

    private async ValueTask<PageCipher> CipherAsync(ListId id)
    {
        if (ciphers.TryGetValue(id, out var known))
            return known;
        var list = await ListAsync(id);
        if (ciphers.Count >= MaxLists)
        {
            foreach (var old in ciphers.Values)
                old.Dispose();
            ciphers.Clear();
        }
        return ciphers[id] = Unwrap(list);
    }

    private PageCipher Unwrap(LeadList list)
    {
        Span<byte> dataKey = stackalloc byte[MasterKey.Size];
        keys.Unwrap(list.Id, list.WrappedKey, dataKey);
        var cipher = new PageCipher(dataKey, nonces);
        CryptographicOperations.ZeroMemory(dataKey);
        return cipher;
    }

    private async ValueTask<SendoutText> TextAsync(SendoutRun run, PlannedChunk plan, CarrierProfile profile)
    {
        if (texts.TryGetValue((run, plan.List, profile), out var known))
            return known;
        var list = await ListAsync(plan.List);
        if (texts.Count >= MaxLists)
            texts.Clear();
        var fresh = SendoutText.Compile(run.Campaign, list, isShared: plan.Grant.Value != 0, profile, optOuts, links, options.MaxParts);
        texts.Add((run, plan.List, profile), fresh);
        return fresh;
    }

    private async Task<LeadList> ListAsync(ListId id) =>
        await lists.FindAsync(id, default) ?? throw new UnusableTemplateException(
            $"list {id.Value} of a claimed chunk is not in the store");

    private static uint LeadNo(ReadOnlySpan<byte> body, int index) => BinaryPrimitives.ReadUInt32LittleEndian(
        body[(index * BytesPerLead)..]);
}

using SmsWiser.Core;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Hashing;
using SmsWiser.Smpp;
using SmsWiser.Smpp.Receipts;

namespace SmsWiser.Engine.Dispatch;

/// <summary>A receipt that came before the message id it names.</summary>
internal sealed record ParkedReceipt(ReceiptRecord Record, byte[] Id, long Deadline)
{
    public EntryState State => Record.State;

    public CarrierId Carrier => Record.Carrier;

    public uint Code => Record.Code;
}

/// <summary>How a carrier writes message ids.</summary>
internal readonly record struct IdBases(MessageIdBase Submit, MessageIdBase Receipt);

/// <summary>Finds the part that a receipt speaks of, holds early receipts for a moment, and answers receipts once they are durable.
/// Journal loop
/// only.</summary>
internal sealed class ReceiptMatcher(BoardTable boards, DispatchOptions options, TimeProvider time)
{
    private readonly WaitingIds waiting = new(options.WaitingReceipts);
    private readonly List<ParkedReceipt> parked = [];
    private readonly Dictionary<EsmeSession, List<uint>> answers = [];
    private IReadOnlyDictionary<CarrierId, IdBases> bases = new Dictionary<CarrierId, IdBases>();

    /// <summary>How carriers write message ids, those that write them in two ways. Replaced as a whole; any thread.</summary>
    public IReadOnlyDictionary<CarrierId, IdBases> Bases
    {
        get => Volatile.Read(ref bases);
        set => Volatile.Write(ref bases, value);
    }

    public bool HasParked => parked.Count > 0;

    public long Orphans { get; private set; }

    /// <summary>Repeated receipts: answered, not journalled.</summary>
    public long Repeated { get; private set; }

    /// <summary>Learns the message ids of accepted parts.</summary>
    public void Learn(ChunkBoard board, in Entry entry)
    {
        if (entry.State is EntryState.Accepted or EntryState.LateAccepted && !entry.MessageId.IsEmpty)
            waiting.Add(SubmitHash(entry.Carrier, entry.MessageId), new PartCookie(
                board.Ticket, entry.Index, entry.Part, entry.Parts, 0, 0).Value);
    }

    /// <summary>Learns a message id of an earlier life of the node, as <see cref="SubmitHash"/> made it.</summary>
    public void Recover(ulong hash, in PartCookie part, bool used)
    {
        waiting.Add(hash, part.Value);
        if (used)
            waiting.Use(hash);
    }

    /// <summary>What a message id of a submit_sm_resp is found by.</summary>
    public ulong SubmitHash(CarrierId carrier, ReadOnlySpan<byte> id) =>
        Hash(carrier, id, Bases.TryGetValue(carrier, out var own) ? own.Submit : MessageIdBase.Verbatim);

    private ulong ReceiptHash(CarrierId carrier, ReadOnlySpan<byte> id) =>
        Hash(carrier, id, Bases.TryGetValue(carrier, out var own) ? own.Receipt : MessageIdBase.Verbatim);

    private static ulong Hash(CarrierId carrier, ReadOnlySpan<byte> id, MessageIdBase idBase)
    {
        if (idBase == MessageIdBase.Verbatim)
            return Xxh64.Hash(id, (ulong)carrier.Value);
        Span<byte> key = stackalloc byte[MessageIdKey.MaxBytes];
        return Xxh64.Hash(key[..MessageIdKey.WriteCanonical(id, idBase, key)], (ulong)carrier.Value);
    }

    /// <summary>True when the receipt names a part of which no final receipt has come; the caller journals it. Else it is dealt with
    /// here.</summary>
    public bool Match(in ReceiptRecord receipt, ReadOnlySpan<byte> id, out ChunkBoard board, out PartCookie part)
    {
        var match = Find(receipt.Carrier, receipt.State, id, out board, out part);
        if (match == IdMatch.Unknown)
        {
            var deadline = time.GetTimestamp() + (long)(options.ParkTime.TotalSeconds * time.TimestampFrequency);
            parked.Add(new(receipt, id.ToArray(), deadline));
            return false;
        }
        if (match == IdMatch.Used)
            Repeated++;
        AnswerLater(receipt);
        return match == IdMatch.Waiting;
    }

    /// <summary>Parked receipts whose message id has become known; they leave the park.</summary>
    public IEnumerable<(ChunkBoard Board, PartCookie Part, ParkedReceipt Receipt)> MatchParked()
    {
        for (var i = 0; i < parked.Count; i++)
        {
            var receipt = parked[i];
            var match = Find(receipt.Carrier, receipt.State, receipt.Id, out var board, out var part);
            if (match == IdMatch.Unknown)
                continue;
            parked.RemoveAt(i--);
            AnswerLater(receipt.Record);
            if (match == IdMatch.Waiting)
                yield return (board, part, receipt);
        }
    }

    /// <summary>Parked receipts that have waited long enough, or stand beyond the park's bound; they leave it.</summary>
    public List<ReceiptOrphan> TakeOrphans(DateTimeOffset at)
    {
        List<ReceiptOrphan> orphans = [];
        var now = time.GetTimestamp();
        var beyond = parked.Count - options.ParkedReceipts;
        parked.RemoveAll(receipt =>
        {
            if (receipt.Deadline > now && beyond-- <= 0)
                return false;
            orphans.Add(new(receipt.Carrier, receipt.Id, receipt.Record.RawState, receipt.Code.ToString("D3"), at));
            AnswerLater(receipt.Record);
            return true;
        });
        Orphans += orphans.Count;
        return orphans;
    }

    /// <summary>Sends the answers of what has become durable.</summary>
    public void Answer()
    {
        foreach (var (session, sequences) in answers)
        {
            if (sequences.Count == 0)
                continue;
            session.Respond(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(sequences), CommandStatus.Ok);
            session.Kick();
            sequences.Clear();
        }
        if (answers.Count > 64)
            answers.Clear();
    }

    private IdMatch Find(CarrierId carrier, EntryState state, ReadOnlySpan<byte> id, out ChunkBoard board, out PartCookie part)
    {
        board = null!;
        part = default;
        var hash = ReceiptHash(carrier, id);
        var match = waiting.Find(hash, out var value);
        if (match != IdMatch.Waiting)
            return match;
        part = new(value);
        if (boards[part.Ticket] is not { } known)
            return IdMatch.Used;
        board = known;
        if (state != EntryState.Intermediate)
            waiting.Use(hash);
        return IdMatch.Waiting;
    }

    private void AnswerLater(in ReceiptRecord receipt)
    {
        if (!answers.TryGetValue(receipt.Session, out var sequences))
            answers.Add(receipt.Session, sequences = []);
        sequences.Add(receipt.Sequence);
    }
}

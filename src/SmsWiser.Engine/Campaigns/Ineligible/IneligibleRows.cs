using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine.Audience;

namespace SmsWiser.Engine.Campaigns;

/// <summary>Writes leads of the sender's own lists that were not reached as delimited text: <c>number,lead,outcome,reason,code,carrier,
/// time,cannot_receive</c>, or only the numbers that cannot receive SMS. A lead that was removed or got another number since is left out.
/// Any thread.</summary>
internal sealed class IneligibleRows(
    IneligibleFold fold, ISendoutStore sendouts, IListStore lists, ILeadPageStore pages, ICarrierStore carriers, KeyRing keys,
    IRandom random)
{
    private const int LeadBytes = 2 * sizeof(uint);

    /// <summary>Writes a row per lead.</summary>
    /// <param name="sendout">The sendout.</param>
    /// <param name="receiptCodes">Error codes of receipts that mean a dead number.</param>
    /// <param name="output">Where to; flushed chunk by chunk. Not completed here.</param>
    /// <param name="progress">Told how many leads were looked at.</param>
    /// <param name="cancellation">Ends it; what was written is cut anywhere.</param>
    /// <returns>Rows written.</returns>
    public async Task<long> WriteAsync(
        Sendout sendout, IReadOnlyList<long> receiptCodes, PipeWriter output, Action<long> progress, CancellationToken cancellation)
    {
        var names = (await carriers.ListAsync(cancellation)).ToDictionary(carrier => carrier.Id, carrier => carrier.Name);
        output.Write("number,lead,outcome,reason,code,carrier,time,cannot_receive\r\n"u8);
        var written = 0L;
        await WalkAsync(
            sendout, list: null, static _ => true, output,
            (number, leadNo, cause) =>
            {
                Write(number, leadNo, cause, names.GetValueOrDefault(cause.Carrier, ""), cause.CannotReceive(receiptCodes), output);
                written++;
            },
            progress, cancellation);
        return written;
    }

    /// <summary>Writes the numbers of one list that cannot receive SMS, under the head <c>number</c>.</summary>
    public async Task WriteNumbersAsync(
        Sendout sendout, ListId list, IReadOnlyList<long> receiptCodes, PipeWriter output, Action<long> progress,
        CancellationToken cancellation)
    {
        output.Write("number\r\n"u8);
        await WalkAsync(
            sendout, list, cause => cause.CannotReceive(receiptCodes), output,
            (number, _, _) => output.Write(Encoding.ASCII.GetBytes($"+{number}\r\n")), progress, cancellation);
    }

    private async Task WalkAsync(
        Sendout sendout, ListId? list, Predicate<IneligibleCause> wanted, PipeWriter output, Action<ulong, uint, IneligibleCause> write,
        Action<long> progress, CancellationToken cancellation)
    {
        using var tags = EngineServices.NumberTagsOf(keys);
        var opened = new Dictionary<ListId, OpenList?>();
        var tag = new uint[1];
        try
        {
            await fold.WalkAsync(sendout, VisitAsync, progress, cancellation);
            await output.FlushAsync(cancellation);
        }
        finally
        {
            foreach (var open in opened.Values)
                open?.Dispose();
        }

        async ValueTask VisitAsync(ChunkHead head, IReadOnlyList<IneligibleCause?> causes)
        {
            if (head.Grant.Value != 0 || await sendouts.FindLeadsAsync(head.Key, cancellation) is not { } chunk
                || (list is { } only && only != chunk.List))
                return;
            if (!opened.TryGetValue(chunk.List, out var open))
                opened.Add(chunk.List, open = await OpenAsync(chunk.List, sendout.Account, cancellation));
            if (open is null)
                return;
            for (var i = 0; i < causes.Count; i++)
            {
                if (causes[i] is not { } cause || !wanted(cause))
                    continue;
                var lead = chunk.Body.Slice(i * LeadBytes, LeadBytes);
                var leadNo = BinaryPrimitives.ReadUInt32LittleEndian(lead.Span);
                var number = await open.NumberAsync(leadNo, cancellation);
                tags.Tags(sendout.Id, [number], tag);
                if (number != 0 && tag[0] == BinaryPrimitives.ReadUInt32LittleEndian(lead.Span[sizeof(uint)..]))
                    write(number, leadNo, cause);
            }
            if ((await output.FlushAsync(cancellation)).IsCompleted)
                throw new OperationCanceledException("the reader of the rows has gone");
        }
    }

    /// <summary>A list that is still the sender's own, or null.</summary>
    private async Task<OpenList?> OpenAsync(ListId id, AccountId owner, CancellationToken cancellation) =>
        await lists.FindAsync(id, cancellation) is { } list && list.Owner == owner ? new(list, pages, keys, random) : null;

    private static void Write(
        ulong number, uint leadNo, in IneligibleCause cause, string carrier, bool cannotReceive, PipeWriter output)
    {
        var time = cause.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        output.Write(Encoding.ASCII.GetBytes($"+{number},{leadNo},{Refusal.NameOf(cause.Outcome)},"));
        CsvText.Write(Encoding.UTF8.GetBytes(cause.Reason), output);
        output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $",{cause.Code},")));
        CsvText.Write(Encoding.UTF8.GetBytes(carrier), output);
        output.Write(Encoding.ASCII.GetBytes($",{time},{(cannotReceive ? "yes" : "no")}\r\n"));
    }
}

using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text;

namespace SmsWiser.Core.Audience;

/// <summary>How a list is exported.</summary>
public sealed record ExportOptions
{
    /// <summary>Which leads; default null: all.</summary>
    public SegmentFilter? Filter { get; init; }

    /// <summary>True puts the mark EF BB BF in front, by which spreadsheets know UTF-8. Default false.</summary>
    public bool ByteOrderMark { get; init; }
}

/// <summary>
/// Writes leads as delimited text for their owner: UTF-8, RFC 4180 (comma, CRLF, quotes where needed), the number first as <c>+</c> and
/// E.164 digits. A text that a spreadsheet would take for a formula (it begins with <c>= + - @</c>, a tab or a carriage return) gets an
/// apostrophe in front; numbers and dates are of their types and need none. Memory is bounded by one group of pages and the pipe. Any
/// thread.
/// </summary>
/// <param name="leads">Reads the list.</param>
public sealed class ListExporter(LeadPages leads)
{
    /// <summary>Writes the list.</summary>
    /// <param name="list">The list, of the account that asks.</param>
    /// <param name="output">Where to; flushed after each group of pages, so a slow reader slows the export. Not completed here.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after each group of pages how many leads were looked at; may be null.</param>
    /// <param name="cancellation">Ends it; what was written is cut anywhere.</param>
    /// <returns>Leads written.</returns>
    public async Task<long> WriteAsync(
        LeadList list, PipeWriter output, ExportOptions options, Action<long>? progress, CancellationToken cancellation)
    {
        if (options.ByteOrderMark)
            output.Write("\uFEFF"u8);
        WriteHeader(list, output);
        var written = 0L;
        await leads.WalkAsync(list, Visit, FlushAsync, cancellation);
        await output.FlushAsync(cancellation);
        return written;

        void Visit(in LeadView lead)
        {
            if (options.Filter is { } filter && !filter.Matches(lead))
                return;
            WriteLead(list, lead, output);
            written++;
        }

        async ValueTask FlushAsync(long walked)
        {
            var result = await output.FlushAsync(cancellation);
            if (result.IsCompleted)
                throw new OperationCanceledException("the reader of the export has gone");
            progress?.Invoke(walked);
        }
    }

    private static void WriteHeader(LeadList list, PipeWriter output)
    {
        output.Write("number"u8);
        foreach (var field in list.Fields)
        {
            output.Write(","u8);
            CsvText.Write(Encoding.UTF8.GetBytes(field.Name), output);
        }
        output.Write("\r\n"u8);
    }

    private static void WriteLead(LeadList list, in LeadView lead, PipeWriter output)
    {
        var number = output.GetSpan(PhoneNumber.MaxDigits + 6);
        number[0] = (byte)'+';
        Utf8Formatter.TryFormat(lead.Number, number[1..], out var digits);
        output.Advance(digits + 1);
        for (var i = 0; i < list.Fields.Count; i++)
        {
            output.Write(","u8);
            var value = lead.Field(list.Fields[i].No);
            if (list.Fields[i].Type == FieldType.Text)
                CsvText.Write(value, output);
            else
                output.Write(value);
        }
        output.Write("\r\n"u8);
    }
}

using System.Buffers;

namespace SmsWiser.Core.Audience;

/// <summary>Writes values of delimited text after RFC 4180. A text that a spreadsheet would take for a formula (it begins with
/// <c>= + - @</c>, a tab or a carriage return) gets an apostrophe in front. Pure functions; any thread.</summary>
public static class CsvText
{
    private static readonly SearchValues<byte> NeedQuotes = SearchValues.Create("\",\r\n"u8);

    /// <summary>Writes a text.</summary>
    /// <param name="value">UTF-8.</param>
    /// <param name="output">Where to.</param>
    public static void Write(ReadOnlySpan<byte> value, IBufferWriter<byte> output)
    {
        if (value.IsEmpty)
            return;
        var quoted = value.ContainsAny(NeedQuotes);
        if (quoted)
            output.Write("\""u8);
        if (value[0] is (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (byte)'\t' or (byte)'\r')
            output.Write("'"u8);
        for (var quote = value.IndexOf((byte)'"'); quote >= 0; quote = value.IndexOf((byte)'"'))
        {
            output.Write(value[..(quote + 1)]);
            output.Write("\""u8);
            value = value[(quote + 1)..];
        }
        output.Write(value);
        if (quoted)
            output.Write("\""u8);
    }
}

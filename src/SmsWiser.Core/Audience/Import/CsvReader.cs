using System.Text.Unicode;

namespace SmsWiser.Core.Audience;

/// <summary>What <see cref="CsvReader.Read"/> found.</summary>
internal enum CsvRow : byte
{
    /// <summary>The buffer ends before the row does; call <see cref="CsvReader.FillAsync"/>.</summary>
    More,

    /// <summary>A row; its values are valid until the buffer is filled again.</summary>
    Row,

    /// <summary>A line without anything.</summary>
    Blank,

    /// <summary>A row that cannot be read; <see cref="CsvReader.Fault"/> says why. Reading goes on at the next line.</summary>
    Bad,

    /// <summary>A row that is not UTF-8; nothing after it can be trusted.</summary>
    NotUtf8,

    /// <summary>The end of the file.</summary>
    End,
}

/// <summary>
/// Reads rows of delimited UTF-8 text (RFC 4180, any one-octet delimiter, LF or CRLF, line breaks and doubled quotes inside quotes) from a
/// stream through one buffer of fixed size. A quote that is never closed costs its own line only: the row is bad and reading goes on
/// behind that line. One owner; nothing is allocated per row.
/// </summary>
/// <param name="stream">The file; not closed here.</param>
internal sealed class CsvReader(Stream stream)
{
    /// <summary>Most octets of one row.</summary>
    public const int MaxRowBytes = 256 * 1024;

    /// <summary>Most columns of a row.</summary>
    public const int MaxColumns = 256;

    private const int BufferBytes = 2 * MaxRowBytes;
    private const byte Quote = (byte)'"';
    private readonly byte[] buffer = new byte[BufferBytes];
    private readonly int[] starts = new int[MaxColumns];
    private readonly int[] lengths = new int[MaxColumns];
    private readonly bool[] doubled = new bool[MaxColumns];
    private byte[] undoubled = [];
    private int position;
    private int end;
    private bool ended;
    private bool discarding;
    private bool started;

    /// <summary>The octet between values.</summary>
    public byte Delimiter { get; set; } = (byte)',';

    /// <summary>Number of the row read last; the first row of the file is 1. Blank lines count.</summary>
    public long RowNo { get; private set; }

    /// <summary>Octets of the file read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Values in the row read last.</summary>
    public int Columns { get; private set; }

    /// <summary>Why the row read last is bad.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>What is in the buffer and not yet read: for looking ahead.</summary>
    public ReadOnlySpan<byte> Ahead => buffer.AsSpan(position, end - position);

    /// <summary>A value of the row read last, without quotes; valid until the buffer is filled.</summary>
    public ReadOnlySpan<byte> Field(int column) =>
        (doubled[column] ? undoubled : buffer).AsSpan(starts[column], lengths[column]);

    /// <summary>Fills the buffer behind the row read last. A byte order mark at the start of the file is skipped.</summary>
    public async ValueTask FillAsync(CancellationToken cancellation)
    {
        Buffer.BlockCopy(buffer, position, buffer, 0, end - position);
        (end, position) = (end - position, 0);
        while (!ended && end < BufferBytes)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(end), cancellation);
            ended = read == 0;
            end += read;
            BytesRead += read;
        }
        if (!started && Ahead.StartsWith("\uFEFF"u8))
            position = 3;
        started = true;
    }

    /// <summary>Goes back to the start of the buffer's rows, which have been read as a sample.</summary>
    /// <param name="mark">What <see cref="Mark"/> gave; no fill in between.</param>
    public void Rewind((int Position, long RowNo) mark) => (position, RowNo) = mark;

    /// <summary>Where the next row begins.</summary>
    public (int Position, long RowNo) Mark() => (position, RowNo);

    /// <summary>Reads the next row of the buffer.</summary>
    public CsvRow Read()
    {
        if (discarding)
            return Discard();
        if (position == end)
            return ended ? CsvRow.End : CsvRow.More;
        var at = position;
        Columns = 0;
        while (true)
        {
            if (Columns == MaxColumns)
                return SkipLine($"more than {MaxColumns} columns");
            var last = false;
            var first = at < end && buffer[at] == ' ' ? AfterBlanks(at) : at;
            var problem = first < end && buffer[first] == Quote ? Quoted(first, ref at, ref last) : Plain(ref at, ref last);
            if (problem == Problem.Cut)
                return !ended && end - position <= MaxRowBytes ? CsvRow.More : SkipLine(CutFault());
            if (problem == Problem.TextAfterQuote)
                return SkipLine("text behind a closing quote; a quote inside a quoted value is written twice");
            if (last)
                return Finish(at);
        }
    }

    private enum Problem
    {
        None,
        Cut,
        TextAfterQuote,
    }

    private Problem Plain(ref int at, ref bool last)
    {
        var length = buffer.AsSpan(at, end - at).IndexOfAny(Delimiter, (byte)'\n');
        if (length < 0 && !ended)
            return Problem.Cut;
        var stop = length < 0 ? end : at + length;
        last = stop == end || buffer[stop] == '\n';
        var valueEnd = last && stop > at && buffer[stop - 1] == '\r' ? stop - 1 : stop;
        Add(at, valueEnd - at, doubledQuotes: false);
        at = Math.Min(stop + 1, end);
        return Problem.None;
    }

    private Problem Quoted(int first, ref int at, ref bool last)
    {
        var start = first + 1;
        var doubledQuotes = false;
        var close = start;
        while (true)
        {
            var length = buffer.AsSpan(close, end - close).IndexOf(Quote);
            if (length < 0)
                return Problem.Cut;
            close += length;
            if (close + 1 == end && !ended)
                return Problem.Cut;
            if (close + 1 == end || buffer[close + 1] != Quote)
                break;
            doubledQuotes = true;
            close += 2;
        }
        var stop = close + 1;
        while (stop < end && buffer[stop] is (byte)' ' or (byte)'\r')
            stop++;
        if (stop == end && !ended)
            return Problem.Cut;
        last = stop == end || buffer[stop] == '\n';
        if (!last && buffer[stop] != Delimiter)
            return Problem.TextAfterQuote;
        Add(start, close - start, doubledQuotes);
        at = Math.Min(stop + 1, end);
        return Problem.None;
    }

    private void Add(int start, int length, bool doubledQuotes)
    {
        starts[Columns] = start;
        lengths[Columns] = length;
        doubled[Columns++] = doubledQuotes;
    }

    private CsvRow Finish(int at)
    {
        var row = buffer.AsSpan(position, at - position);
        position = at;
        RowNo++;
        if (!Utf8.IsValid(row))
            return CsvRow.NotUtf8;
        if (Columns == 1 && lengths[0] == 0)
            return CsvRow.Blank;
        UndoubleQuotes();
        return CsvRow.Row;
    }

    private int AfterBlanks(int at)
    {
        while (at < end && buffer[at] == ' ')
            at++;
        return at;
    }

    // Beside the buffer, which may be read again: a row that is cut, or the sample.
    private void UndoubleQuotes()
    {
        var used = 0;
        for (var column = 0; column < Columns; column++)
        {
            if (!doubled[column])
                continue;
            if (undoubled.Length == 0)
                undoubled = new byte[BufferBytes];
            var length = Undouble(buffer.AsSpan(starts[column], lengths[column]), undoubled.AsSpan(used));
            (starts[column], lengths[column]) = (used, length);
            used += length;
        }
    }

    private static int Undouble(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        var length = 0;
        for (var i = 0; i < value.Length; i++)
        {
            destination[length++] = value[i];
            if (value[i] == Quote)
                i++;
        }
        return length;
    }

    private string CutFault() => ended
        ? "a value in quotes is not closed before the end of the file"
        : $"the row, or a value in quotes, does not end within {MaxRowBytes / 1024} KiB";

    private CsvRow SkipLine(string fault)
    {
        Fault = fault;
        RowNo++;
        discarding = true;
        return Discard();
    }

    private CsvRow Discard()
    {
        var length = buffer.AsSpan(position, end - position).IndexOf((byte)'\n');
        position = length < 0 ? end : position + length + 1;
        if (length < 0 && !ended)
            return CsvRow.More;
        discarding = false;
        return CsvRow.Bad;
    }
}

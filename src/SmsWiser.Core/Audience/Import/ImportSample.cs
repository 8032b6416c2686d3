using System.Text;

namespace SmsWiser.Core.Audience;

/// <summary>The first rows of a file, read ahead to find out what its columns are.</summary>
/// <param name="Columns">Name of each column: from the header, or <c>column_n</c>.</param>
/// <param name="HasHeader">True when the first row is a header.</param>
/// <param name="Rows">Rows behind the header, values without the blanks around them.</param>
internal sealed record ImportSample(string[] Columns, bool HasHeader, IReadOnlyList<string[]> Rows)
{
    private const int MaxRows = 1_000;
    private const int FewestDigits = 7;

    /// <summary>Reads ahead in the reader's buffer, at most 1,000 rows, and goes back to the first row of data.</summary>
    /// <exception cref="ImportException">The file is empty or not UTF-8.</exception>
    public static ImportSample Read(CsvReader reader)
    {
        RefuseOtherEncodings(reader.Ahead);
        var start = reader.Mark();
        var behindFirst = start;
        var rows = new List<string[]>();
        for (var row = reader.Read(); rows.Count <= MaxRows && row is not (CsvRow.More or CsvRow.End); row = reader.Read())
        {
            if (row == CsvRow.NotUtf8)
                throw NotUtf8(reader.RowNo);
            if (row == CsvRow.Row)
                rows.Add(Values(reader));
            else if (rows.Count == 0 && row == CsvRow.Bad)
                throw new ImportException(ErrorCode.InvalidValue, $"row {reader.RowNo}, the header, cannot be read: {reader.Fault}");
            if (rows.Count == 1 && row == CsvRow.Row)
                behindFirst = reader.Mark();
        }
        if (rows.Count == 0)
            throw new ImportException(ErrorCode.InvalidValue, "the file has no rows");
        var hasHeader = IsHeader(rows[0]);
        reader.Rewind(hasHeader ? behindFirst : start);
        var columns = hasHeader ? rows[0] : [.. Enumerable.Range(1, rows[0].Length).Select(place => $"column_{place}")];
        if (hasHeader)
            rows.RemoveAt(0);
        return new(columns, hasHeader, rows);
    }

    /// <summary>The refusal of a file in another encoding.</summary>
    public static ImportException NotUtf8(long row) => new(ErrorCode.InvalidValue,
        $"row {row} is not UTF-8; the file seems to be in a legacy encoding such as Latin-1 or Windows-1252: "
        + "save it as UTF-8 and import it again");

    /// <summary>Values of one column in the sampled rows that have it.</summary>
    public IEnumerable<string> Values(int column) => Rows.Where(row => column < row.Length).Select(row => row[column]);

    private static string[] Values(CsvReader reader)
    {
        var values = new string[reader.Columns];
        for (var column = 0; column < values.Length; column++)
            values[column] = Encoding.UTF8.GetString(FieldValues.Trim(reader.Field(column)));
        return values;
    }

    // A header names the number column, or at least holds nothing that could be a number.
    private static bool IsHeader(string[] row) =>
        row.Any(value => FieldNames.IsNumber(FieldNames.FromHeader(value)))
        || !row.Any(value => value.Count(char.IsAsciiDigit) >= FewestDigits);

    private static void RefuseOtherEncodings(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith<byte>([0xFF, 0xFE]) || text.StartsWith<byte>([0xFE, 0xFF]))
            throw new ImportException(ErrorCode.InvalidValue, "row 1 is UTF-16; save the file as UTF-8 and import it again");
        if (text.StartsWith("PK\u0003\u0004"u8))
            throw new ImportException(
                ErrorCode.InvalidValue, "the file is a spreadsheet or an archive; save it as CSV in UTF-8 and import that");
    }
}

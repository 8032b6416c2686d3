using System.Runtime.CompilerServices;
using System.Text;
using SmsWiser.Core.Audience;

namespace SmsWiser.Core.Compliance;

/// <summary>A person in a file of opt-outs.</summary>
/// <param name="Row">Row in the file, from 1.</param>
/// <param name="Number">The number as it stands there; null when the row cannot be read.</param>
/// <param name="Fault">Why it cannot be read, or null.</param>
public readonly record struct OptOutFileRow(long Row, string? Number, string? Fault);

/// <summary>Reads a file of opt-outs, row by row: numbers alone, or a CSV file with a header that names the column of the number, such as
/// <c>phone</c>. In constant memory; one owner.</summary>
/// <param name="csv">The file in UTF-8; not closed here.</param>
public sealed class OptOutFile(Stream csv)
{
    /// <summary>Its rows in order, blank ones passed over.</summary>
    /// <exception cref="ImportException">The file is empty, not UTF-8, or no column is the number's.</exception>
    public async IAsyncEnumerable<OptOutFileRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var reader = new CsvReader(csv);
        await reader.FillAsync(cancellation);
        reader.Delimiter = CsvDelimiter.Detect(reader.Ahead);
        var column = NumberColumn(ImportSample.Read(reader));
        while (true)
        {
            switch (reader.Read())
            {
                case CsvRow.Row when column >= reader.Columns:
                    yield return new(reader.RowNo, null, $"{reader.Columns} columns; the number is in column {column + 1}");
                    break;
                case CsvRow.Row:
                    yield return new(reader.RowNo, Encoding.UTF8.GetString(reader.Field(column)), null);
                    break;
                case CsvRow.Bad:
                    yield return new(reader.RowNo, null, reader.Fault);
                    break;
                case CsvRow.NotUtf8:
                    throw ImportSample.NotUtf8(reader.RowNo);
                case CsvRow.More:
                    await reader.FillAsync(cancellation);
                    break;
                case CsvRow.End:
                    yield break;
            }
        }
    }

    private static int NumberColumn(ImportSample sample)
    {
        var column = Array.FindIndex(sample.Columns, name => FieldNames.IsNumber(FieldNames.FromHeader(name)));
        if (column < 0 && sample.Columns.Length > 1)
            throw new ImportException(
                ErrorCode.InvalidValue, "no column is named as that of the number; name one 'phone' in the first row");
        return Math.Max(0, column);
    }
}

using System.Text;
using SmsWiser.Core.Audience;

namespace SmsWiser.Tests.Audience.Import;

public sealed class CsvReaderTests
{
    [Theory]
    [InlineData("a,b\nc,d\n", "a|b;c|d")]
    [InlineData("a,b\r\nc,d\r\n", "a|b;c|d")]
    [InlineData("a,b\nc,d", "a|b;c|d")]
    [InlineData("\uFEFFa,b\n", "a|b")]
    [InlineData("a,\n,b\n", "a|;|b")]
    [InlineData("a,", "a|")]
    [InlineData("\"a,b\",\"c\nd\"\n", "a,b|c\nd")]
    [InlineData("\"say \"\"hi\"\"\",\"\"\"\"\n", "say \"hi\"|\"")]
    [InlineData("\"a\" , \"b\"\r\n", "a|b")]
    [InlineData("a \"b\" c,d\"\n", "a \"b\" c|d\"")]
    [InlineData("\"\",x\n", "|x")]
    [InlineData("\"a\"", "a")]
    [InlineData("a\n\n\r\nb\n", "a;<blank>;<blank>;b")]
    [InlineData("a\n\"b\" x,\nc\n", "a;<bad>;c")]
    [InlineData("a\n\"b,\nc\nd,\n", "a;<bad>;c;d|")]
    [InlineData("", "")]
    [InlineData("é,ü\n", "é|ü")]
    public async Task Rows_are_read(string file, string expected)
    {
        Assert.Equal(expected, string.Join(";", await ReadAsync(Encoding.UTF8.GetBytes(file))));
    }

    [Fact]
    public async Task Row_that_is_not_utf8_is_named()
    {
        byte[] file = [.. "number,city\n1,Lyon\n2,N"u8, 0xEE, .. "mes\n"u8];
        var reader = new CsvReader(new MemoryStream(file));
        await reader.FillAsync(TestContext.Current.CancellationToken);

        Assert.Equal([CsvRow.Row, CsvRow.Row, CsvRow.NotUtf8], [reader.Read(), reader.Read(), reader.Read()]);
        Assert.Equal(3, reader.RowNo);
    }

    [Fact]
    public async Task Rows_cut_by_the_end_of_the_buffer_are_read_whole()
    {
        var random = new Random(7);
        var rows = new List<string>();
        var file = new StringBuilder();
        while (file.Length < 2_000_000)
        {
            var values = Enumerable.Range(0, random.Next(2, 6)).Select(_ => Value(random)).ToArray();
            rows.Add(string.Join("|", values));
            file.AppendJoin(',', values.Select(value => random.Next(3) == 0 || MustQuote(value) ? Quote(value) : value));
            file.Append(random.Next(2) == 0 ? "\r\n" : "\n");
        }

        Assert.Equal(rows, await ReadAsync(Encoding.UTF8.GetBytes(file.ToString())));
    }

    [Fact]
    public async Task Quote_that_is_never_closed_costs_one_row_in_bounded_memory()
    {
        var file = new StringBuilder("a,b\n\"c,d\n");
        for (var i = 0; i < 400_000; i++)
            file.Append("e,f\n");

        var rows = await ReadAsync(Encoding.UTF8.GetBytes(file.ToString()));

        Assert.Equal(400_002, rows.Count);
        Assert.Equal(["a|b", "<bad>", "e|f"], rows[..3]);
    }

    [Fact]
    public async Task Line_longer_than_any_row_is_one_bad_row()
    {
        var file = "a\n" + new string('x', 3_000_000) + "\nb\n";

        Assert.Equal(["a", "<bad>", "b"], await ReadAsync(Encoding.UTF8.GetBytes(file)));
    }

    [Fact]
    public async Task Row_of_too_many_columns_is_bad()
    {
        Assert.Equal(["<bad>", "b"], await ReadAsync(Encoding.UTF8.GetBytes(new string(',', 256) + "\nb\n")));
        Assert.Equal(256, (await ReadAsync(Encoding.UTF8.GetBytes(new string(',', 255) + "\n")))[0].Length + 1);
    }

    [Theory]
    [InlineData("a,b,c\n1,2,3\n", ',')]
    [InlineData("a;b;c\n1,5;2,5;3\n", ';')]
    [InlineData("a\tb\n1,2\t3\n", '\t')]
    [InlineData("a|b\n", '|')]
    [InlineData("\"a;b;c\",d\n\"e\",f\n", ',')]
    [InlineData("number\n1\n", ',')]
    public void Delimiter_is_what_stands_equally_often_in_all_lines(string text, char expected)
    {
        Assert.Equal(expected, (char)CsvDelimiter.Detect(Encoding.UTF8.GetBytes(text)));
    }

    private static bool MustQuote(string value) => value.AsSpan().ContainsAny(",\"\n\r ");

    private static string Quote(string value) => $"\"{value.Replace("\"", "\"\"")}\"";

    private static string Value(Random random)
    {
        var value = new StringBuilder();
        for (var length = random.Next(0, 30); length > 0; length--)
            value.Append("abcé,\"\n 1"[random.Next(9)]);
        return "x" + value;
    }

    private static async Task<List<string>> ReadAsync(byte[] file)
    {
        var reader = new CsvReader(new MemoryStream(file));
        var rows = new List<string>();
        await reader.FillAsync(TestContext.Current.CancellationToken);
        while (true)
        {
            switch (reader.Read())
            {
                case CsvRow.Row:
                    var columns = Enumerable.Range(0, reader.Columns);
                    rows.Add(string.Join("|", columns.Select(column => Encoding.UTF8.GetString(reader.Field(column)))));
                    break;
                case CsvRow.Blank:
                    rows.Add("<blank>");
                    break;
                case CsvRow.Bad:
                    rows.Add("<bad>");
                    break;
                case CsvRow.More:
                    await reader.FillAsync(TestContext.Current.CancellationToken);
                    break;
                case CsvRow.End:
                    Assert.Equal(rows.Count, reader.RowNo);
                    return rows;
                default:
                    throw new InvalidOperationException("not UTF-8");
            }
        }
    }
}

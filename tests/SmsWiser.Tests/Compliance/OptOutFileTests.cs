using System.Text;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Compliance;

namespace SmsWiser.Tests.Compliance;

public sealed class OptOutFileTests
{
    [Theory]
    [InlineData("+33600000001\n+33600000002\n", "1 +33600000001;2 +33600000002")]
    [InlineData("\uFEFFphone\r\n+33600000001\r\n\r\n+33600000002", "2 +33600000001;4 +33600000002")]
    [InlineData("name;mobile\nAnna;+33600000001\nBo\n", "2 +33600000001;3 !1 columns; the number is in column 2")]
    [InlineData("name,phone\n\"Bo\"x,1\nAnna,+33600000001\n",
        "2 !text behind a closing quote; a quote inside a quoted value is written twice;3 +33600000001")]
    public async Task Rows_are_read_with_their_numbers(string csv, string expected) => Assert.Equal(expected, await ReadAsync(csv));

    [Theory]
    [InlineData("", "no rows")]
    [InlineData("name,city\nAnna,Lyon\n", "name one 'phone'")]
    public async Task A_file_without_numbers_is_refused(string csv, string message)
    {
        var error = await Assert.ThrowsAsync<ImportException>(() => ReadAsync(csv));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static async Task<string> ReadAsync(string csv)
    {
        var rows = new List<string>();
        var file = new OptOutFile(new MemoryStream(Encoding.UTF8.GetBytes(csv)));
        await foreach (var row in file.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add($"{row.Row} {row.Number ?? $"!{row.Fault}"}");
        return string.Join(';', rows);
    }
}

using System.IO.Pipelines;
using System.Text;
using SmsWiser.Core.Audience;
using SmsWiser.Testing;
using SmsWiser.Testing.Audience;
using SmsWiser.Testing.Chance;

namespace SmsWiser.Tests.Audience;

public sealed class ListExporterTests
{
    private readonly AudienceBench bench = new(new ManualTimeProvider());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+33", "'+33")]
    [InlineData("-2", "'-2")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b\"", "\"a\"\"b\"\"\"")]
    [InlineData("=\"x\"", "\"'=\"\"x\"\"\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    public async Task Texts_are_quoted_and_guarded_against_formulas(string value, string written)
    {
        await bench.ImportAsync(
            $"number,note,spent\n+33612345678,\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\",-5\n",
            new() { Source = "x", Mapping = ImportMapping.Parse(["note=note:text", "spent=spent:number"]) });

        Assert.Equal($"number,note,spent\r\n+33612345678,{written},-5\r\n", await ExportAsync(new()));
    }

    [Fact]
    public async Task A_filter_chooses_leads_and_the_mark_goes_in_front()
    {
        await bench.ImportAsync("number,city\n+33612345678,Lyon\n+33612345679,Paris\n");
        var filter = SegmentFilter.Parse("city = 'Paris'", bench.List.Fields).Filter;

        Assert.Equal(
            "\uFEFFnumber,city\r\n+33612345679,Paris\r\n", await ExportAsync(new() { Filter = filter, ByteOrderMark = true }));
    }

    [Fact]
    public async Task What_is_exported_can_be_imported_again_without_a_change()
    {
        var csv = "number,city,spent,joined\n" + string.Concat(
            Enumerable.Range(0, 2_000).Select(i => $"+3361{i:0000000},\"Saint-Étienne, {i}\",{i}.5,2020-05-01\n"));
        await bench.ImportAsync(csv);

        var run = await bench.ImportAsync(await ExportAsync(new()));

        Assert.Equal(new ImportCounts(2_000, 0, 0, 2_000, 0), run.Counts);
    }

    private async Task<string> ExportAsync(ExportOptions options)
    {
        using var file = new MemoryStream();
        var output = PipeWriter.Create(file, new(leaveOpen: true));
        var exporter = new ListExporter(new(bench.Pages, bench.Keys, new SeededRandom(3)));
        await exporter.WriteAsync(bench.List, output, options, null, Token);
        await output.CompleteAsync();
        return Encoding.UTF8.GetString(file.ToArray());
    }
}

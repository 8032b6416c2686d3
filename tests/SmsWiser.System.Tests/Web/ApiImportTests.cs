using System.Text;
using SmsWiser.Web;

namespace SmsWiser.System.Tests.Web;

/// <summary>Files in and out over HTTP.</summary>
public sealed class ApiImportTests
{
    private const int Rows = 200_000;

    [Fact]
    public async Task A_file_larger_than_any_body_is_imported_as_it_comes_and_exported_again()
    {
        await using var site = await ApiSite.OpenAsync(new() { StreamPeriod = TimeSpan.FromMilliseconds(100) });
        var list = (await site.DoAsync("POST", "/v1/lists", """{"name":"Customers"}""")).GetProperty("id").GetString()!;
        var file = new StringBuilder("phone,first_name\n+33612345678,=1+1\n");
        for (var i = 0; i < Rows - 1; i++)
            file.Append("+336").Append(20_000_000 + i).Append(",Anna of the long name\n");
        Assert.True(file.Length > new HttpOptions().MaxBodyBytes);

        var import = await site.DoAsync("POST", $"/v1/lists/{list}/imports?mode=add", file.ToString(), "text/csv");
        var path = $"/v1/lists/{list}/imports/{import.GetProperty("id").GetString()}";
        var events = await site.AskAsync("GET", path + "/events", site.Key);
        var ended = await site.DoAsync("GET", path);
        var export = await site.AskAsync("GET", $"/v1/lists/{list}/export", site.Key);
        var leads = await site.DoAsync("GET", $"/v1/lists/{list}/leads?limit=2");

        Assert.Equal("text/event-stream", events.Headers["Content-Type"]);
        Assert.Contains("event: import\ndata: {", events.Text, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"done\"", events.Text, StringComparison.Ordinal);
        Assert.Equal(Rows, ended.GetProperty("created").GetInt64());
        Assert.Equal(Rows + 2, export.Text.Split("\r\n").Length);
        Assert.Contains("+33612345678,'=1+1", export.Text, StringComparison.Ordinal);
        Assert.Equal(2, leads.GetProperty("items").GetArrayLength());
        Assert.Empty(Directory.GetFiles(site.Spool));
    }

    [Fact]
    public async Task What_is_too_large_or_of_another_kind_is_refused_and_leaves_nothing_behind()
    {
        await using var site = await ApiSite.OpenAsync(new() { MaxImportBytes = 1_000, MaxBodyBytes = 2_000 });
        var list = (await site.DoAsync("POST", "/v1/lists", """{"name":"Customers"}""")).GetProperty("id").GetString()!;

        var large = await site.AskAsync("POST", $"/v1/lists/{list}/imports", site.Key, new('x', 1_001), "text/csv");
        var body = await site.AskAsync("POST", "/v1/lists", site.Key, $$"""{"name":"{{new string('x', 2_000)}}"}""");
        var kind = await site.AskAsync("POST", $"/v1/lists/{list}/imports", site.Key, "{}");
        var mode = await site.AskAsync("POST", $"/v1/lists/{list}/imports?mode=guess", site.Key, "phone\n", "text/csv");

        Assert.Equal((413, "too_large"), (large.Status, large.Code));
        Assert.Equal((413, "too_large"), (body.Status, body.Code));
        Assert.Equal((415, "unsupported_media"), (kind.Status, kind.Code));
        Assert.Equal((400, "invalid_value"), (mode.Status, mode.Code));
        Assert.Empty(Directory.GetFiles(site.Spool));
    }
}

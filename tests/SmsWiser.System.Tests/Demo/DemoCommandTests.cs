using System.Text;
using System.Text.Json;
using SmsWiser.Smsc;
using SmsWiser.System.Tests.Dispatch;
using SmsWiser.System.Tests.Storage;

namespace SmsWiser.System.Tests.Demo;

/// <summary>The command <c>smswiser demo</c> as a process: its last line, its exit codes, its complaints.</summary>
public sealed class DemoCommandTests
{
    private static readonly string[] Outcomes =
    [
        "open", "accepted", "delivered", "undelivered", "expired", "unknown", "rejected", "failed", "revoked", "suppressed", "cancelled",
    ];

    [Fact]
    public async Task A_plain_run_ends_with_one_json_line_of_all_keys()
    {
        var end = await DemoProcess.RunAsync("--no-story --json --leads 5000 --template Sale");

        Assert.Equal((0, ""), (end.Code, end.Error));
        Assert.Equal(
            (string[])["planned", .. Outcomes, "parts_submitted", "seconds", "messages_per_second"],
            end.Json.EnumerateObject().Select(field => field.Name));
        Assert.Equal((5_000, 5_000, 5_000), (Number(end, "planned"), Number(end, "delivered"), Number(end, "parts_submitted")));
        Assert.True(end.Json.GetProperty("messages_per_second").GetDouble() > 0);
    }

    [Fact]
    public async Task A_stop_in_mid_run_is_on_the_json_line_and_the_carrier_agrees()
    {
        await using var carrier = SendingSite.StartCarrier(new() { ResponseDelay = TimeSpan.FromMilliseconds(5) });
        var end = await DemoProcess.RunAsync(
            $"--no-story --json --leads 20000 --stop-share-after 2000 --template Sale --smsc 127.0.0.1:{carrier.Port}");

        Assert.Equal((0, ""), (end.Code, end.Error));
        var stop = end.Json.GetProperty("stop_share");
        Assert.Equal(
            ["called_ns", "returned_ns", "basis", "on_wire_before", "withheld"], stop.EnumerateObject().Select(field => field.Name));
        var seen = carrier.Source("SmsWiser");
        Assert.Equal((seen.Received, Number(end, "revoked")), (Number(stop, "on_wire_before"), Number(stop, "withheld")));
        Assert.Equal(20_000, seen.Accepted + Number(end, "revoked"));
        Assert.InRange(seen.LastAt, 0, Number(stop, "returned_ns"));
        Assert.InRange(Number(stop, "returned_ns") - Number(stop, "called_ns"), 1, 5_100_000_000);
    }

    [Fact]
    public async Task The_story_proves_that_nothing_followed_the_stop()
    {
        var end = await DemoProcess.RunAsync("--leads 3000");

        Assert.Equal((0, ""), (end.Code, end.Error));
        Assert.Contains("after it: 0", end.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--window 0", "--window 0 must be 1 to 1000")]
    [InlineData("--leads 0 --binds 65", "--leads 0 must be 1 to 10000000; --binds 65 must be 1 to 64")]
    [InlineData("--receipt-wait 4000", "--receipt-wait 4000 must be 0 to 3600 seconds")]
    public async Task A_value_that_cannot_be_used_is_one_line_that_names_it_and_exit_code_2(string arguments, string expected)
    {
        var end = await DemoProcess.RunAsync($"--no-story {arguments}");

        AssertOneLine(end, 2, $"smswiser demo: {expected}");
    }

    [Theory]
    [InlineData("name,city\nAnna,Paris\n", "phone number")]
    [InlineData("number,first_name\n+33610000000,Zo\u00E9\n", "UTF-8")]
    [InlineData("", "no rows")]
    public async Task A_file_that_cannot_be_imported_is_one_line_that_says_why_and_exit_code_2(string content, string expected)
    {
        using var directory = new TemporaryDirectory();
        var file = Path.Combine(directory.Path, "leads.csv");
        await File.WriteAllBytesAsync(file, Encoding.Latin1.GetBytes(content), TestContext.Current.CancellationToken);

        var end = await DemoProcess.RunAsync($"--no-story --csv {file}");

        AssertOneLine(end, 2, $"smswiser demo: {file} could not be imported: ");
        Assert.Contains(expected, end.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_carrier_that_cannot_be_reached_is_one_line_with_the_reason_and_exit_code_1()
    {
        int port;
        await using (var closed = SendingSite.StartCarrier())
            port = closed.Port;

        var end = await DemoProcess.RunAsync($"--no-story --leads 10 --smsc 127.0.0.1:{port}");

        AssertOneLine(end, 1, "smswiser demo: no bind of carrier demo came up. ");
        Assert.Contains("Check host, port, system id and password.", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_bind_is_one_line_with_the_carriers_status_and_exit_code_1()
    {
        await using var carrier = SmscSimulator.Start(new() { Password = "other" }, TimeProvider.System);

        var end = await DemoProcess.RunAsync($"--no-story --leads 10 --smsc 127.0.0.1:{carrier.Port}");

        AssertOneLine(end, 1, "smswiser demo: no bind of carrier demo came up. ");
        Assert.Contains("InvalidPassword", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_directory_in_use_is_one_line_that_names_it_and_exit_code_2()
    {
        await using var carrier = SendingSite.StartCarrier();
        using var directory = new TemporaryDirectory();
        await using var site = await SendingSite.ReopenAsync(directory.Path, carrier);

        var end = await DemoProcess.RunAsync($"--no-story --leads 10 --data {directory.Path}");

        AssertOneLine(end, 2, "smswiser demo: ");
        Assert.Contains(directory.Path, end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_given_as_data_directory_is_one_line_and_exit_code_2()
    {
        using var directory = new TemporaryDirectory();
        var file = Path.Combine(directory.Path, "file");
        await File.WriteAllTextAsync(file, "x", TestContext.Current.CancellationToken);

        var end = await DemoProcess.RunAsync($"--no-story --leads 10 --data {file}");

        AssertOneLine(end, 2, $"smswiser demo: --data {file} is a file; give a directory");
    }

    private static long Number(DemoEnd end, string key) => Number(end.Json, key);

    private static long Number(JsonElement json, string key) => json.GetProperty(key).GetInt64();

    private static void AssertOneLine(DemoEnd end, int code, string start)
    {
        Assert.StartsWith(start, end.Error, StringComparison.Ordinal);
        Assert.Single(end.Error.Split('\n'));
        Assert.Equal(code, end.Code);
    }
}

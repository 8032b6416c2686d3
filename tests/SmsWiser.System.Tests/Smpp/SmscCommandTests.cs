using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace SmsWiser.System.Tests.Smpp;

/// <summary>The command <c>smswiser smsc</c> as a process.</summary>
public sealed class SmscCommandTests
{
    [Fact]
    public async Task It_prints_where_it_listens_serves_and_ends_cleanly_with_its_counters_when_terminated()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM on Windows.");
        using var process = Start("smsc", "--port", "0", "--json", "--count-destinations");
        var first = JsonDocument.Parse((await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!);
        var address = IPEndPoint.Parse(first.RootElement.GetProperty("listening").GetString()!);
        var esme = await LiveEsme.BindAsync(address.Port);
        esme.Send(25);
        await esme.Until(e => e.Receipts.Count == 25);
        await esme.StopAsync();

        using (Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])) { }
        var last = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        var counters = JsonDocument.Parse(last).RootElement;
        Assert.Equal((25, 25), (counters.GetProperty("accepted").GetInt32(), counters.GetProperty("distinct_parts").GetInt32()));
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task A_port_in_use_is_one_clear_line_and_exit_code_2()
    {
        using var busy = new Socket(SocketType.Stream, ProtocolType.Tcp);
        busy.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        busy.Listen();
        var port = ((IPEndPoint)busy.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);

        var (code, error) = await RunAsync("smsc", "--port", port);

        Assert.Equal(2, code);
        Assert.StartsWith($"smswiser smsc: cannot listen on 127.0.0.1:{port}:", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task With_a_certificate_all_its_connections_are_encrypted()
    {
        using var certificates = new TestCertificates();
        using var process = Start("smsc", "--port", "0", "--json", "--tls-certificate",
            certificates.WritePem(certificates.Issue("127.0.0.1")));
        var first = JsonDocument.Parse((await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!);
        var address = IPEndPoint.Parse(first.RootElement.GetProperty("listening").GetString()!);

        var esme = await LiveEsme.BindAsync(
            address.Port, options => options with { Tls = new() { AuthorityFile = certificates.AuthorityFile } });

        Assert.Equal(SmsWiser.Smpp.SessionCloseReason.LocalStop, (await esme.StopAsync()).Reason);
        process.Kill();
    }

    [Theory]
    [InlineData("--tls-certificate", "/nowhere.pem", "--tls-certificate /nowhere.pem: Could not find file '/nowhere.pem'.")]
    [InlineData("--fail", "2", "FailureRatio is 2; it must be 0..1.")]
    [InlineData("--address", "nowhere", "--address nowhere is not an IP address.")]
    public async Task Bad_values_name_the_value_and_end_with_exit_code_2(string option, string value, string expected)
    {
        var (code, error) = await RunAsync("smsc", "--port", "0", option, value);

        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await output;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, error);
    }

    private static Process Start(params string[] arguments)
    {
        var host = Path.Combine(AppContext.BaseDirectory, "smswiser.dll");
        var start = new ProcessStartInfo("dotnet", [host, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start) ?? throw new InvalidOperationException($"dotnet {host} did not start.");
    }
}

using System.Diagnostics;

namespace SmsWiser.System.Tests.Demo;

/// <summary>What a newcomer's slips answer: one line that says what to do, and exit code 2.</summary>
public sealed class WrongInputTests
{
    [Theory]
    [InlineData("smswiser demo: --country XX must be a two-letter code of ISO 3166, for example FR", "demo", "--country", "XX")]
    [InlineData("smswiser demo: --template cannot be used: column 4: '{' is not closed; write '}' behind the field name, "
        + "or '{{' for a brace", "demo", "--template", "Hi {name")]
    [InlineData("smswiser smsc: --port: Port is 99999; it must be 0..65535.", "smsc", "--port", "99999")]
    public async Task A_value_that_cannot_be_used_is_one_line_before_anything_starts(string expected, params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);

        Assert.Equal((2, "", expected), (code, output, error.TrimEnd()));
    }

    [Theory]
    [InlineData("Unrecognized command or argument 'bogus'.", "bogus")]
    [InlineData("Cannot parse argument 'abc' for option '--leads' as expected type 'System.Int32'.", "demo", "--leads", "abc")]
    public async Task A_command_line_that_cannot_be_read_points_to_the_help(string expected, params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(expected, lines);
        Assert.Equal("Add --help to see commands and options.", lines[^1]);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string[] arguments)
    {
        var host = Path.Combine(AppContext.BaseDirectory, "smswiser.dll");
        var start = new ProcessStartInfo("dotnet", [host, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"dotnet {host} did not start.");
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, await error);
    }
}

using System.Diagnostics;
using SmsWiser.Host.Demo;
using SmsWiser.Smsc;
using SmsWiser.System.Tests.Demo;
using SmsWiser.System.Tests.Storage;
using SmsWiser.Tests.Tidy;

namespace SmsWiser.System.Tests.Web;

/// <summary>What the README does over HTTP with curl, done against a node of its own.</summary>
public sealed class CurlTests
{
    private const string Said = "The operator's key, shown once: ";
    private const string At = "The HTTP API is at ";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_readme_goes_from_a_list_to_its_report()
    {
        using var files = new TemporaryDirectory();
        await using var carrier = SmscSimulator.Start(new() { CountDestinations = true }, TimeProvider.System);
        var first = LeadRegion.AwakeAt(TimeProvider.System.GetUtcNow()).Numbers[0];
        await File.WriteAllLinesAsync(Path.Combine(files.Path, "leads.csv"),
            Enumerable.Range(0, 20).Select(i => $"+{first + (ulong)i},Anna").Prepend("phone,first_name"), Token);
        using var node = DemoProcess.StartCommand(["serve", "--listen", "127.0.0.1:0", "--data", Path.Combine(files.Path, "data")]);
        var address = (await node.LineAsync(At))[At.Length..].TrimEnd('.', '/');
        var key = (await node.LineAsync(Said))[Said.Length..];
        var script = Script().Replace("http://127.0.0.1:8080", address, StringComparison.Ordinal)
            .Replace("2775", $"{carrier.Port}", StringComparison.Ordinal);

        var (code, output) = await RunAsync(script, files.Path, key);

        Assert.True(code == 0, output);
        Assert.Contains("\"planned\":20", output.Split('\n')[^1], StringComparison.Ordinal);
        Assert.Contains("\"state\":\"sent\"", output.Split('\n')[^1], StringComparison.Ordinal);
        node.Terminate();
    }

    private static string Script()
    {
        var text = SourceTree.Read("README.md").ReplaceLineEndings("\n");
        var section = text[text.IndexOf("## Over HTTP", StringComparison.Ordinal)..];
        var from = section.IndexOf("```sh\n", StringComparison.Ordinal) + 6;
        return section[from..section.IndexOf("\n```", from, StringComparison.Ordinal)];
    }

    private static async Task<(int Code, string Output)> RunAsync(string script, string directory, string key)
    {
        var start = new ProcessStartInfo("bash", ["-e", "-o", "pipefail", "-c", script])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = directory,
        };
        start.Environment["OPERATOR"] = key;
        using var bash = Process.Start(start)!;
        var error = bash.StandardError.ReadToEndAsync(Token);
        var output = await bash.StandardOutput.ReadToEndAsync(Token);
        await bash.WaitForExitAsync(Token);
        return (bash.ExitCode, (await error + output).TrimEnd());
    }
}

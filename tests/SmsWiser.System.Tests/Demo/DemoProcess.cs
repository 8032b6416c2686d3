using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace SmsWiser.System.Tests.Demo;

/// <summary>A child process <c>smswiser demo</c>; killed at the end if it still runs.</summary>
internal sealed class DemoProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process process;
    private readonly Task<string> error;

    private DemoProcess(Process process) => (this.process, error) = (process, process.StandardError.ReadToEndAsync());

    /// <summary>Starts it; the arguments are split at blanks.</summary>
    public static DemoProcess Start(string arguments) => StartCommand(["demo", .. arguments.Split(' ')]);

    /// <summary>Runs another command to its end.</summary>
    public static async Task<DemoEnd> RunCommandAsync(params string[] arguments)
    {
        using var process = StartCommand(arguments);
        return await process.EndAsync();
    }

    /// <summary>Starts another command.</summary>
    public static DemoProcess StartCommand(string[] arguments)
    {
        var host = Path.Combine(AppContext.BaseDirectory, "smswiser.dll");
        var start = new ProcessStartInfo("dotnet", [host, .. arguments]) { RedirectStandardOutput = true,
            RedirectStandardError = true };
        return new(Process.Start(start) ?? throw new InvalidOperationException($"dotnet {host} did not start"));
    }

    /// <summary>Runs one to its end.</summary>
    public static async Task<DemoEnd> RunAsync(string arguments)
    {
        using var demo = Start(arguments);
        return await demo.EndAsync();
    }

    /// <summary>Reads its progress until so many parts are on the wire.</summary>
    public async Task UntilSubmittedAsync(long parts)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            var at = line.IndexOf(" parts on the wire", StringComparison.Ordinal);
            if (at >= 0 && long.Parse(line.AsSpan(0, at), NumberStyles.Number, CultureInfo.InvariantCulture) >= parts)
                return;
        }
        Assert.Fail($"It ended before {parts} parts were on the wire: {await error}");
    }

    /// <summary>Reads its output until a line says this.</summary>
    public Task UntilAsync(string said) => LineAsync(said);

    /// <summary>Reads its output up to the line that says this.</summary>
    public async Task<string> LineAsync(string said)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Contains(said, StringComparison.Ordinal))
                return line;
        }
        throw new InvalidOperationException($"It ended before it said '{said}': {await error}");
    }

    /// <summary>Sends SIGTERM.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Sends SIGINT, as Ctrl-C does.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Ends it as kill -9 does.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for its end.</summary>
    public async Task<DemoEnd> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return new(process.ExitCode, output, (await error).TrimEnd());
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}

/// <summary>How a child process ended.</summary>
internal sealed record DemoEnd(int Code, string Output, string Error)
{
    /// <summary>The object on the last line.</summary>
    public JsonElement Json => JsonDocument.Parse(Output.TrimEnd().Split('\n')[^1]).RootElement;
}

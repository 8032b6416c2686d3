using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace SmsWiser.Load;

/// <summary>The message centre of a run: the simulator in a process of its own, or a foreign one.</summary>
internal sealed class SmppCarrier : IDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);
    private readonly Process? process;

    private SmppCarrier(string host, int port, Process? process)
    {
        Host = host;
        Port = port;
        this.process = process;
    }

    public string Host { get; }

    public int Port { get; }

    public static SmppCarrier At(string address)
    {
        var colon = address.LastIndexOf(':');
        return new SmppCarrier(address[..colon], int.Parse(address.AsSpan(colon + 1), CultureInfo.InvariantCulture), null);
    }

    public static SmppCarrier Spawn()
    {
        var host = Path.Combine(AppContext.BaseDirectory, "smswiser.dll");
        var start = new ProcessStartInfo("dotnet", [host, "smsc", "--port", "0", "--json", "--count-destinations"])
        {
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"dotnet {host} did not start.");
        var line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The simulator ended at once.");
        var address = JsonDocument.Parse(line).RootElement.GetProperty("listening").GetString()!;
        return new SmppCarrier("127.0.0.1", int.Parse(address.AsSpan(address.LastIndexOf(':') + 1), CultureInfo.InvariantCulture), process);
    }

    /// <summary>Ends the simulator and returns what it counted; null for a foreign message centre.</summary>
    public (long Duplicates, long DistinctParts)? Stop()
    {
        if (process is null) return null;
        using (Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])) { }
        var last = process.StandardOutput.ReadToEnd().TrimEnd().Split('\n')[^1];
        var counters = JsonDocument.Parse(last).RootElement;
        return (counters.GetProperty("duplicates").GetInt64(), counters.GetProperty("distinct_parts").GetInt64());
    }

    public void Dispose()
    {
        if (process is null) return;
        if (!process.WaitForExit(StopTimeout)) process.Kill();
        process.Dispose();
    }
}


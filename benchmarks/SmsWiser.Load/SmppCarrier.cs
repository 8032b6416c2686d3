using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace SmsWiser.Load;

/// <summary>The message centre of a run: the simulator in a process of its own, or a foreign one.</summary>
internal sealed class SmppCarrier : IDisposable
{
    private static readonly TimeSpan _stopTimeout = TimeSpan.FromSeconds(15);
    private readonly Process? _process;

    private SmppCarrier(string host, int port, Process? process)
    {
        Host = host;
        Port = port;
        _process = process;
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
        if (_process is null) return null;
        using (Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)])) { }
        var last = _process.StandardOutput.ReadToEnd().TrimEnd().Split('\n')[^1];
        var counters = JsonDocument.Parse(last).RootElement;
        return (counters.GetProperty("duplicates").GetInt64(), counters.GetProperty("distinct_parts").GetInt64());
    }

    public void Dispose()
    {
        if (_process is null) return;
        if (!_process.WaitForExit(_stopTimeout)) _process.Kill();
        _process.Dispose();
    }
}

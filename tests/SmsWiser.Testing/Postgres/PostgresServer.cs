using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace SmsWiser.Testing.Postgres;

/// <summary>A PostgreSQL server of the tests' own, with an empty cluster in a temporary folder, on loopback and a socket in that folder.
/// It knows no passwords and syncs nothing. One per process is enough: databases are cheap.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "smswiser";
    private const int Interrupt = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string folder;
    private readonly Process process;
    private readonly int port;

    private PostgresServer(string folder, Process process, int port) => (this.folder, this.process, this.port) = (folder, process, port);

    /// <summary>Whether the server's programs are on this machine, with a user to run them as; else why not.</summary>
    public static string? Missing =>
        Programs is null ? "PostgreSQL is not installed (Debian: apt-get install postgresql)"
        : Environment.UserName == "root" && !File.Exists("/usr/bin/setpriv") ? "PostgreSQL does not run as root, and setpriv is missing"
        : null;

    private static string? Programs { get; } = FindPrograms();

    /// <summary>Makes a cluster and starts it; completes when it takes connections.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message holds what it wrote.</exception>
    public static async Task<PostgresServer> StartAsync(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("smswiser-postgres-").FullName;
        if (Environment.UserName == "root")
            await RunAsync("chown", ["postgres:", folder], cancellation);
        var data = Path.Combine(folder, "data");
        await RunAsUserAsync("initdb",
            ["-D", data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale", "C", "--no-sync", "--no-instructions"], cancellation);
        var port = FreePort();
        string[] settings = [$"port={port}", "listen_addresses=127.0.0.1", $"unix_socket_directories={folder}", "fsync=off",
            "shared_buffers=32MB", "max_connections=200", "log_timezone=UTC", "lc_messages=C"];
        var process = Start("postgres", ["-D", data, .. settings.SelectMany(setting => (string[])["-c", setting])]);
        await UntilReadyAsync(process, cancellation);
        return new(folder, process, port);
    }

    /// <summary>Connection string of a database of this server.</summary>
    public string ConnectionString(string database) => string.Create(CultureInfo.InvariantCulture,
        $"Host=127.0.0.1;Port={port};Username={User};Database={database};Include Error Detail=true");

    /// <summary>Connection string of the database that every server has.</summary>
    public string Maintenance => ConnectionString("postgres");

    /// <summary>Ends the server's own process and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited && Kill(process.Id, Interrupt) != 0)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task UntilReadyAsync(Process process, CancellationToken cancellation)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var written = new List<string>();
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
                ready.TrySetException(new InvalidOperationException($"postgres ended: {string.Join(' ', written)}"));
            else if (line.Data.Contains("ready to accept connections", StringComparison.Ordinal))
                ready.TrySetResult();
            else if (written.Count < 50)
                written.Add(line.Data);
        };
        process.BeginErrorReadLine();
        await ready.Task.WaitAsync(Patience, cancellation);
    }

    private static Task RunAsUserAsync(string program, string[] arguments, CancellationToken cancellation) =>
        EndAsync(Start(program, arguments), program, cancellation);

    private static Task RunAsync(string program, string[] arguments, CancellationToken cancellation) =>
        EndAsync(Process.Start(Information(program, arguments))!, program, cancellation);

    private static async Task EndAsync(Process process, string program, CancellationToken cancellation)
    {
        using var ended = process;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = await process.StandardError.ReadToEndAsync(cancellation);
        await output;
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with code {process.ExitCode}: {errors}");
    }

    /// <summary>Starts a program of PostgreSQL; it refuses to run as root, so then as the user that Debian made for it.</summary>
    private static Process Start(string program, string[] arguments)
    {
        var path = Path.Combine(Programs ?? throw new InvalidOperationException(Missing), program);
        return Process.Start(Environment.UserName == "root"
            ? Information("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : Information(path, arguments))!;
    }

    private static ProcessStartInfo Information(string program, IEnumerable<string> arguments) => new(program, arguments)
    {
        RedirectStandardError = true,
        RedirectStandardOutput = true,
        WorkingDirectory = "/",
    };

    private static string? FindPrograms()
    {
        const string Debian = "/usr/lib/postgresql";
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        var versions = Directory.Exists(Debian) ? Directory.GetDirectories(Debian).Select(version => Path.Combine(version, "bin")) : [];
        return folders.Concat(versions).FirstOrDefault(
            folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}

using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace SmsWiser.Web;

/// <summary>A node's listener for the operator of its machine: HTTP on a Unix socket in the data directory. Whoever may enter the
/// directory may ask.</summary>
public sealed class LocalNode : IAsyncDisposable
{
    /// <summary>Name of the socket in the data directory.</summary>
    public const string SocketName = "node.sock";

    /// <summary>Octets of a socket's path, the limit of sockaddr_un.</summary>
    private const int MaxPath = 107;

    private readonly WebApplication application;
    private readonly string path;

    private LocalNode(WebApplication application, string path) => (this.application, this.path) = (application, path);

    /// <summary>Whether a socket can be in this directory: its whole path may have no more than 107 octets.</summary>
    public static bool Fits(string directory) => System.Text.Encoding.UTF8.GetByteCount(PathIn(directory)) <= MaxPath;

    /// <summary>The socket of a data directory.</summary>
    public static string PathIn(string directory) => Path.Combine(Path.GetFullPath(directory), SocketName);

    /// <summary>Listens. A socket left by a process that was killed is replaced; the caller holds the directory's lock.</summary>
    /// <exception cref="ArgumentException">The path is too long for a socket.</exception>
    public static async Task<LocalNode> StartAsync(
        string directory, ILoggerFactory logging, Action<IEndpointRouteBuilder> map, CancellationToken cancellation)
    {
        var path = PathIn(directory);
        if (!Fits(directory))
            throw new ArgumentException($"{path} is longer than {MaxPath} octets, the limit of a Unix socket; use a shorter directory.");
        File.Delete(path);
        var application = Listener.Build(
            logging, kestrel => kestrel.ListenUnixSocket(path, listen => listen.Protocols = HttpProtocols.Http1));
        map(application);
        await application.StartAsync(cancellation);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return new(application, path);
    }

    /// <summary>A client of the node that listens in this directory; addresses are <c>http://node/…</c>.</summary>
    public static HttpClient Connect(string directory)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(PathIn(directory)), cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
        return new(handler) { BaseAddress = new("http://node/"), Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>Lets running requests end and removes the socket.</summary>
    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        File.Delete(path);
    }
}

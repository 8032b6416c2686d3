using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Orleans;
using SmsWiser.Core.Carriers;
using SmsWiser.Web;
using SmsWiser.Web.Grains;

namespace SmsWiser.Host.Commands;

/// <summary>What a command works on: the node that runs on a data directory, or, when none does, one in this process for as long as the
/// command takes.</summary>
internal sealed class NodeAccess : IAsyncDisposable
{
    private readonly HttpClient? remote;
    private readonly NodeHost? host;

    private NodeAccess(HttpClient remote) => (this.remote, Grains) = (remote, RemoteGrains.Over(remote));

    private NodeAccess(NodeHost host) => (this.host, Grains) = (host, host.Grains);

    public IGrainFactory Grains { get; }

    /// <summary>Whether a node of another process answers; it goes on when the command has ended.</summary>
    public bool IsRemote => remote is not null;

    /// <summary>Opens the directory.</summary>
    /// <param name="directory">Data directory.</param>
    /// <param name="mayCreate">Whether a directory without data is filled with an empty store.</param>
    /// <exception cref="UsageException">There are no data.</exception>
    public static async Task<NodeAccess> OpenAsync(
        string directory, bool mayCreate, ILoggerFactory logging, CancellationToken cancellation)
    {
        if (await ConnectAsync(directory, cancellation) is { } running)
            return new(running);
        if (!mayCreate && !File.Exists(Path.Combine(directory, "main.db")))
            throw new UsageException($"there are no data in {Path.GetFullPath(directory)}. "
                + "Give another --data, or begin there with 'smswiser accounts open NAME'");
        return new(await NodeHost.StartAsync(directory, logging, cancellation));
    }

    /// <summary>The node that runs on the directory, or null when none does.</summary>
    public static async Task<NodeAccess?> FindAsync(string directory, CancellationToken cancellation) =>
        await ConnectAsync(directory, cancellation) is { } running ? new(running) : null;

    /// <summary>Brings the carriers up where the node is this command's own; a running node has its own.</summary>
    public async Task ConnectCarriersAsync(CancellationToken cancellation)
    {
        if (host is null)
            return;
        foreach (var carrier in await host.Store.Carriers.ListAsync(cancellation))
            await Grains.GetGrain<Contracts.Carriers.ICarrierGrain>(carrier.Name).ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        remote?.Dispose();
        if (host is not null)
            await host.DisposeAsync();
    }

    /// <summary>A client of the node on this directory, or null when none listens there.</summary>
    private static async Task<HttpClient?> ConnectAsync(string directory, CancellationToken cancellation)
    {
        if (!File.Exists(LocalNode.PathIn(directory)))
            return null;
        var client = LocalNode.Connect(directory);
        try
        {
            using var answer = await client.GetAsync(NodeListener.AlivePath, cancellation);
            answer.EnsureSuccessStatusCode();
            return client;
        }
        catch (HttpRequestException error) when (error.InnerException is SocketException)
        {
            client.Dispose(); // Left by a process that was killed.
            return null;
        }
    }
}

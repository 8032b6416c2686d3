using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SmsWiser.Smpp;

/// <summary>
/// Accepts SMPP connections as a message centre and pumps each on a thread of its own. Members are for any thread.
/// </summary>
public sealed class SmscListener : IAsyncDisposable
{
    private const int Backlog = 512;
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly SmscSessionOptions options;
    private readonly Func<ISmscHandler> handlers;
    private readonly TimeProvider time;
    private readonly int maxConnections;
    private readonly Socket listener;
    private readonly ConcurrentDictionary<SmscCore, Thread> sessions = new();
    private readonly Thread accepting;
    private volatile bool stopping;

    private SmscListener(IPEndPoint endPoint, SmscSessionOptions options, int maxConnections, Func<ISmscHandler> handlers,
        TimeProvider time)
    {
        this.options = options;
        this.handlers = handlers;
        this.time = time;
        this.maxConnections = maxConnections;
        listener = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(endPoint);
            listener.Listen(Backlog);
        }
        catch
        {
            listener.Dispose();
            throw;
        }

        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        accepting = new Thread(Accept) { IsBackground = true, Name = $"smsc accept :{Port}" };
    }

    /// <summary>The TCP port listened on.</summary>
    public int Port { get; }

    /// <summary>Opens the port and begins to accept.</summary>
    /// <param name="endPoint">Where to listen; port 0 takes a free one.</param>
    /// <param name="options">How each session is held.</param>
    /// <param name="maxConnections">Connections at once; one more is closed at once.</param>
    /// <param name="handlers">Makes the handler of each connection.</param>
    /// <param name="time">The clock of all sessions.</param>
    /// <exception cref="SocketException">The address cannot be listened on, as when the port is in use.</exception>
    public static SmscListener Start(
        IPEndPoint endPoint, SmscSessionOptions options, int maxConnections, Func<ISmscHandler> handlers, TimeProvider time)
    {
        var listener = new SmscListener(endPoint, options, maxConnections, handlers, time);
        listener.accepting.Start();
        return listener;
    }

    /// <summary>
    /// Stops accepting, unbinds every session, and returns when all have ended, after five seconds by reset if they must.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (stopping) return;
        stopping = true;
        listener.Dispose();
        await Task.Run(Stop);
    }

    private void Stop()
    {
        accepting.Join();
        foreach (var (core, _) in sessions) core.BeginUnbind();
        var deadline = time.GetTimestamp() + (long)(StopTimeout.TotalSeconds * time.TimestampFrequency);
        foreach (var (core, thread) in sessions)
        {
            var left = time.GetElapsedTime(time.GetTimestamp(), deadline);
            if (left > TimeSpan.Zero && thread.Join(left)) continue;
            core.Close(SessionCloseReason.LocalStop, null, "The message centre stopped and the ESME did not confirm the unbind.");
            thread.Join();
        }
    }

    private void Accept()
    {
        while (!stopping)
        {
            Socket socket;
            try
            {
                socket = listener.Accept();
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // Disposing the listener ends the accept; anything else concerns one connection that is gone, or descriptors that are
                // used up.
                if (!stopping) Thread.Sleep(1);
                continue;
            }

            if (sessions.Count >= maxConnections) socket.Dispose();
            else Open(socket);
        }
    }

    private void Open(Socket socket)
    {
        var core = new SmscCore(options, handlers(), time);
        var thread = new Thread(() => Run(socket, core)) { IsBackground = true, Name = $"smsc :{Port}" };
        sessions[core] = thread;
        thread.Start();
    }

    private void Run(Socket socket, SmscCore core)
    {
        if (options.Tls is not { } tls) Pump(socket, core, link: null);
        else if (TlsHandshake.Accept(socket, tls, time) is { } link) Pump(socket, core, link);
        else Drop(socket, core);
        sessions.TryRemove(core, out _);
    }

    private void Pump(Socket socket, SmscCore core, TlsLink? link) =>
        new SocketPump(socket, core, time, options.SendBufferBytes, userTimeoutMilliseconds: 0, link).Run();

    private static void Drop(Socket socket, SmscCore core)
    {
        core.Close(SessionCloseReason.TlsFailure, null, "The peer's TLS handshake failed.");
        core.Finish(socket.Dispose);
    }
}

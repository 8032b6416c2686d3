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
    private static readonly TimeSpan _stopTimeout = TimeSpan.FromSeconds(5);

    private readonly SmscSessionOptions _options;
    private readonly Func<ISmscHandler> _handlers;
    private readonly TimeProvider _time;
    private readonly int _maxConnections;
    private readonly Socket _listener;
    private readonly ConcurrentDictionary<SmscCore, Thread> _sessions = new();
    private readonly Thread _accepting;
    private volatile bool _stopping;

    private SmscListener(IPEndPoint endPoint, SmscSessionOptions options, int maxConnections, Func<ISmscHandler> handlers,
        TimeProvider time)
    {
        _options = options;
        _handlers = handlers;
        _time = time;
        _maxConnections = maxConnections;
        _listener = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.Bind(endPoint);
            _listener.Listen(Backlog);
        }
        catch
        {
            _listener.Dispose();
            throw;
        }

        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _accepting = new Thread(Accept) { IsBackground = true, Name = $"smsc accept :{Port}" };
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
        listener._accepting.Start();
        return listener;
    }

    /// <summary>
    /// Stops accepting, unbinds every session, and returns when all have ended, after five seconds by reset if they must.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping) return;
        _stopping = true;
        _listener.Dispose();
        await Task.Run(Stop);
    }

    private void Stop()
    {
        _accepting.Join();
        foreach (var (core, _) in _sessions) core.BeginUnbind();
        var deadline = _time.GetTimestamp() + (long)(_stopTimeout.TotalSeconds * _time.TimestampFrequency);
        foreach (var (core, thread) in _sessions)
        {
            var left = _time.GetElapsedTime(_time.GetTimestamp(), deadline);
            if (left > TimeSpan.Zero && thread.Join(left)) continue;
            core.Close(SessionCloseReason.LocalStop, null, "The message centre stopped and the ESME did not confirm the unbind.");
            thread.Join();
        }
    }

    private void Accept()
    {
        while (!_stopping)
        {
            Socket socket;
            try
            {
                socket = _listener.Accept();
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // Disposing the listener ends the accept; anything else concerns one connection that is gone, or descriptors that are
                // used up.
                if (!_stopping) Thread.Sleep(1);
                continue;
            }

            if (_sessions.Count >= _maxConnections) socket.Dispose();
            else Open(socket);
        }
    }

    private void Open(Socket socket)
    {
        var core = new SmscCore(_options, _handlers(), _time);
        var thread = new Thread(() => Run(socket, core)) { IsBackground = true, Name = $"smsc :{Port}" };
        _sessions[core] = thread;
        thread.Start();
    }

    private void Run(Socket socket, SmscCore core)
    {
        new SocketPump(socket, core, _time, _options.SendBufferBytes, userTimeoutMilliseconds: 0).Run();
        _sessions.TryRemove(core, out _);
    }
}

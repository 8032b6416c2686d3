using System.Net.Sockets;

namespace SmsWiser.Smpp;

/// <summary>
/// Drives one session core on one connected socket: receive, parse, fill and send, wait. Runs on the thread that calls <see cref="Run"/>,
/// which is the session's own. The socket never blocks; waiting happens in one place, and its time-out is the pacing tick.
/// </summary>
internal sealed class SocketPump : IOctetLink, IDisposable
{
    private const int TcpLevel = 6;
    private const int UserTimeoutOption = 18;

    private readonly Socket socket;
    private readonly SessionCore core;
    private readonly TimeProvider time;
    private readonly int sendBufferBytes;
    private readonly int userTimeoutMilliseconds;
    private readonly TlsLink? tls;
    private readonly Lock gate = new();
    private PollSet? poll;
    private long acknowledgedBefore;
    private bool open;
    private int woken;
    private long sleepUntil;

    /// <summary>Prepares to drive a connected socket, which is the pump's from now on.</summary>
    /// <param name="socket">The connection.</param>
    /// <param name="core">The session.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="sendBufferBytes">SO_SNDBUF.</param>
    /// <param name="userTimeoutMilliseconds">
    /// How long sent octets may stay unacknowledged before the connection counts as broken; 0: the system's default.
    /// </param>
    /// <param name="tls">TLS on the connection, which is the pump's too; null: none.</param>
    public SocketPump(
        Socket socket, SessionCore core, TimeProvider time, int sendBufferBytes, int userTimeoutMilliseconds, TlsLink? tls)
    {
        this.tls = tls;
        this.socket = socket;
        this.core = core;
        this.time = time;
        this.sendBufferBytes = sendBufferBytes;
        this.userTimeoutMilliseconds = userTimeoutMilliseconds;
    }

    /// <summary>Runs the session to its end. Returns after the handler was told.</summary>
    public void Run()
    {
        try
        {
            Open();
            core.Attach(this);
            Loop(poll!);
        }
#pragma warning disable CA1031 // the edge of the pump: whatever the handler threw ends this session and is reported by it
        catch (Exception fault)
#pragma warning restore CA1031
        {
            core.Close(SessionCloseReason.HandlerFault, null, $"The session's pump failed: {fault.GetType().Name}: {fault.Message}");
        }

        core.Finish(CloseSocket);
    }

    public int Send(ReadOnlySpan<byte> octets)
    {
        if (tls is not null) return tls.Send(octets);
        var sent = socket.Send(octets, SocketFlags.None, out var error);
        return error switch
        {
            SocketError.Success => sent,
            SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable => 0,
            _ => -1,
        };
    }

    public void WakeBefore(long timestamp)
    {
        // At once: noted also for a pump that is awake, so that it goes round once more before it sleeps.
        if (timestamp > 0 && Volatile.Read(ref sleepUntil) <= timestamp) return;
        if (Interlocked.Exchange(ref woken, 1) == 0 && Volatile.Read(ref sleepUntil) > 0) poll?.Wake();
    }

    /// <summary>
    /// Octets the peer's TCP has acknowledged since the session began. Any thread; false when the platform or the socket cannot tell.
    /// </summary>
    public bool TryGetAcknowledgedBytes(out long octets)
    {
        lock (gate)
        {
            octets = 0;
            if (!open) return false;
            if (tls is not null) return tls.TryGetAcknowledged(out octets);
            if (!TcpInfo.TryGetAcknowledged(socket, out var total)) return false;
            octets = total - acknowledgedBefore;
            return true;
        }
    }

    public void Dispose()
    {
        tls?.Dispose();
        socket.Dispose();
        poll?.Dispose();
    }

    private void Open()
    {
        poll = new PollSet(socket);
        socket.Blocking = false;
        socket.NoDelay = true;
        // Until an orderly end, closing throws away what is in flight: a revocation must not drain it.
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.SendBufferSize = sendBufferBytes;
        if (userTimeoutMilliseconds > 0 && OperatingSystem.IsLinux())
        {
            socket.SetRawSocketOption(TcpLevel, UserTimeoutOption, BitConverter.GetBytes(userTimeoutMilliseconds));
        }

        lock (gate)
        {
            acknowledgedBefore = TcpInfo.TryGetAcknowledged(socket, out var octets) ? octets : 0;
            open = true;
        }
    }

    private void Loop(PollSet poll)
    {
        var nextTick = 0L;
        var now = time.GetTimestamp();
        while (true)
        {
            if (now >= nextTick) nextTick = core.Tick(now);
            core.KickFromPump();
            if (core.Closing is not null) return;

            if (Sleep(poll, nextTick, now)) nextTick = 0;
            now = time.GetTimestamp();
            if (!Receive(now)) return;
        }
    }

    /// <summary>Takes what the socket holds; false at the end of the stream.</summary>
    private bool Receive(long now)
    {
        if (core.HasLeftOver) core.Received(0, now);
        if (core.ReadingPaused || core.Closing is not null) return true;

        var count = tls is null
            ? socket.Receive(core.ReceiveSpace, SocketFlags.None, out var error)
            : tls.Receive(core.ReceiveSpace, out error);
        if (error == SocketError.WouldBlock) return true;
        if (error == SocketError.Success && count > 0)
        {
            core.Received(count, now);
            return true;
        }

        if (count < 0) core.LinkEnded(SessionCloseReason.TlsFailure, $"TLS broke while receiving: {tls!.Failure}");
        else if (error == SocketError.Success)
            core.LinkEnded(SessionCloseReason.EndOfStream, "The peer closed the connection without unbind.");
        else core.LinkEnded(SessionCloseReason.ConnectionLost, $"The connection broke while receiving: {error}.");
        return false;
    }

    /// <summary>Waits for input, room, the next due time or a wake-up; true after a wake-up.</summary>
    private bool Sleep(PollSet poll, long nextTick, long now)
    {
        var until = Math.Min(nextTick, core.WakeAt);
        Interlocked.Exchange(ref sleepUntil, until);
        // A kick elsewhere may have moved the time before it could see that we sleep; a wake-up may have come before the wait.
        until = Math.Min(until, core.WakeAt);
        var isDue = Volatile.Read(ref woken) != 0 || core.Closing is not null;
        var milliseconds = isDue || (tls is { HasReceived: true } && !core.ReadingPaused)
            ? 0
            : (int)Math.Clamp(Math.Ceiling((until - now) * 1000.0 / time.TimestampFrequency), 1, int.MaxValue);
        poll.Wait(milliseconds, !core.ReadingPaused, core.HasUnsent || tls is { HasUnsent: true });
        Volatile.Write(ref sleepUntil, 0);
        return Interlocked.Exchange(ref woken, 0) != 0;
    }

    private void CloseSocket()
    {
        lock (gate)
        {
            if (open && core.IsOrderly)
            {
                tls?.SayEnd();
                socket.LingerState = new LingerOption(enable: false, seconds: 0);
            }

            open = false;
            Dispose();
        }
    }
}

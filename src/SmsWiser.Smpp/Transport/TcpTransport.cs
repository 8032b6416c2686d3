using System.Net.Sockets;

namespace SmsWiser.Smpp;

/// <summary>Carries one session over TCP, on a thread of its own.</summary>
internal sealed class TcpTransport(EsmeOptions options, TimeProvider time) : IEsmeTransport
{
    private const int UserTimeoutMilliseconds = 2000;
    private const int MinSendBufferBytes = 64 * 1024;
    private const int MaxSendBufferBytes = 4 * 1024 * 1024;

    private SocketPump? pump;

    public void Start(EsmeCore core, CancellationToken closing) =>
        new Thread(() => Run(core, closing)) { IsBackground = true, Name = $"smpp {options.SystemId}@{options.Host}:{options.Port}" }
            .Start();

    public bool TryGetAcknowledgedBytes(out long octets)
    {
        octets = 0;
        return Volatile.Read(ref pump)?.TryGetAcknowledgedBytes(out octets) ?? false;
    }

    private void Run(EsmeCore core, CancellationToken closing)
    {
        var (socket, failure) = TcpConnector.Connect(options, time, closing);
        if (socket is null)
        {
            core.Close(SessionCloseReason.ConnectFailed, null, $"Connecting to {options.Host}:{options.Port} failed: {failure}.");
            core.Finish(static () => { });
            return;
        }

        TlsLink? link = null;
        if (options.Tls is { } tls && !TryBeginTls(socket, core, tls, closing, out link))
        {
            core.Finish(socket.Dispose);
            return;
        }

        var fresh = new SocketPump(socket, core, time, SendBuffer(), UserTimeoutMilliseconds, link);
        Volatile.Write(ref pump, fresh);
        fresh.Run();
    }

    private bool TryBeginTls(Socket socket, EsmeCore core, TlsOptions tls, CancellationToken closing, out TlsLink? link)
    {
        try
        {
            (link, var (fault, detail)) = TlsHandshake.Connect(socket, options, tls, time, closing);
            if (link is not null) return true;
            core.CloseByTls(fault, $"TLS with {options.Host}:{options.Port} failed: {detail}.");
        }
        catch (OperationCanceledException)
        {
            // The session was closed here meanwhile, and has its reason.
            link = null;
        }
#pragma warning disable CA1031 // the edge of the thread: whatever the platform's TLS threw ends this session and is reported by it
        catch (Exception error)
#pragma warning restore CA1031
        {
            link = null;
            core.CloseByTls(TlsFault.Handshake, $"TLS with {options.Host}:{options.Port} failed: {error.Message}");
        }

        return false;
    }

    private int SendBuffer() => options.SendBufferBytes > 0
        ? options.SendBufferBytes
        : Math.Clamp(2 * options.WindowSlots * (PduHeader.Bytes + SubmitSmBody.MaxBytes), MinSendBufferBytes, MaxSendBufferBytes);
}

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

        var fresh = new SocketPump(socket, core, time, SendBuffer(), UserTimeoutMilliseconds);
        Volatile.Write(ref pump, fresh);
        fresh.Run();
    }

    private int SendBuffer() => options.SendBufferBytes > 0
        ? options.SendBufferBytes
        : Math.Clamp(2 * options.WindowSlots * (PduHeader.Bytes + SubmitSmBody.MaxBytes), MinSendBufferBytes, MaxSendBufferBytes);
}

using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using SmsWiser.Smpp;

namespace SmsWiser.System.Tests.Shares;

/// <summary>A carrier that accepts one bind, over TLS where it has a certificate, and then reads nothing more: its small receive buffer
/// fills and TCP stands still.</summary>
internal sealed class StuckCarrier(X509Certificate2? certificate = null) : IDisposable
{
    private const int ReceiveBufferBytes = 4096;

    private readonly Socket listener = new(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = ReceiveBufferBytes };
    private Socket? connection;

    public int Port => ((IPEndPoint)listener.LocalEndPoint!).Port;

    /// <summary>Opens its port.</summary>
    public StuckCarrier Listen()
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        return this;
    }

    /// <summary>Takes a connection and answers its bind.</summary>
    public async Task BindAsync(CancellationToken cancellation)
    {
        connection = await listener.AcceptAsync(cancellation);
        Stream stream = new NetworkStream(connection);
        if (certificate is not null)
        {
            var secure = new SslStream(stream);
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancellation);
            stream = secure;
        }
        var request = new byte[1024];
        var read = 0;
        while (read < PduHeader.Bytes || read < BinaryPrimitives.ReadInt32BigEndian(request))
            read += await stream.ReadAsync(request.AsMemory(read), cancellation);
        var sequence = BinaryPrimitives.ReadUInt32BigEndian(request.AsSpan(12));
        await stream.WriteAsync(
            PduCodec.Encode(new BindResponsePdu(CommandId.BindTransceiverResp, "stuck"), sequence, CommandStatus.Ok), cancellation);
    }

    /// <summary>Reads what is left on the connection until it ends; how many octets there were.</summary>
    public async Task<long> DrainAsync(CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        var octets = 0L;
        try
        {
            while (await connection!.ReceiveAsync(buffer, cancellation) is > 0 and var read)
                octets += read;
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset)
        {
            // The other side reset it, as it should.
        }
        return octets;
    }

    public void Dispose()
    {
        connection?.Dispose();
        listener.Dispose();
    }
}

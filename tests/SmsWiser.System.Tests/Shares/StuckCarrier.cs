using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using SmsWiser.Smpp;

namespace SmsWiser.System.Tests.Shares;

/// <summary>A carrier that accepts one bind and then reads nothing more: its small receive buffer fills and TCP stands still.</summary>
internal sealed class StuckCarrier : IDisposable
{
    private const int ReceiveBufferBytes = 4096;

    private readonly Socket listener = new(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = ReceiveBufferBytes };
    private Socket? connection;

    public StuckCarrier()
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
    }

    public int Port => ((IPEndPoint)listener.LocalEndPoint!).Port;

    /// <summary>Takes a connection and answers its bind.</summary>
    public async Task BindAsync(CancellationToken cancellation)
    {
        connection = await listener.AcceptAsync(cancellation);
        var request = new byte[1024];
        var read = 0;
        while (read < PduHeader.Bytes || read < BinaryPrimitives.ReadInt32BigEndian(request))
            read += await connection.ReceiveAsync(request.AsMemory(read), cancellation);
        var sequence = BinaryPrimitives.ReadUInt32BigEndian(request.AsSpan(12));
        await connection.SendAsync(
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

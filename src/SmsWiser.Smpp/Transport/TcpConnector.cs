using System.Net;
using System.Net.Sockets;

namespace SmsWiser.Smpp;

/// <summary>
/// Opens the TCP connection of a session by plain non-blocking calls. An asynchronous connect would register the socket with the runtime's
/// event loop for good, which then wakes pool threads for every receive of the pump: at a paced 50,000 messages a second that cost five
/// microseconds each.
/// </summary>
internal static class TcpConnector
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Tries all addresses of the host in turn. Returns a connected non-blocking socket, or null and why not; null without a reason when
    /// <paramref name="cancellation"/> came first.
    /// </summary>
    public static (Socket? Socket, string? Failure) Connect(EsmeOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            timeout.CancelAfter(options.ConnectTimeout);
            var failure = "the name has no address";
            foreach (var address in Dns.GetHostAddressesAsync(options.Host, timeout.Token).GetAwaiter().GetResult())
            {
                var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
                failure = Try(socket, new IPEndPoint(address, options.Port), timeout.Token);
                if (failure is null) return (socket, null);
                socket.Dispose();
            }

            return (null, failure);
        }
        catch (OperationCanceledException)
        {
            var waited = time.GetElapsedTime(started).TotalSeconds;
            return (null, cancellation.IsCancellationRequested ? null : $"no connection within {waited:0.#} s");
        }
        catch (SocketException error)
        {
            return (null, error.Message);
        }
    }

    private static string? Try(Socket socket, IPEndPoint endPoint, CancellationToken cancellation)
    {
        try
        {
            socket.Connect(endPoint);
            return null;
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            // Under way.
        }
        catch (SocketException error)
        {
            return error.Message;
        }

        while (!socket.Poll(Slice, SelectMode.SelectWrite))
        {
            if (!cancellation.IsCancellationRequested) continue;
            socket.Dispose();
            cancellation.ThrowIfCancellationRequested();
        }

        var result = (SocketError)(int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
        return result == SocketError.Success ? null : new SocketException((int)result).Message;
    }
}


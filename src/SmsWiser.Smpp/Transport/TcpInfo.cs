using System.Net.Sockets;

namespace SmsWiser.Smpp;

/// <summary>What Linux tells of a TCP connection (TCP_INFO).</summary>
internal static class TcpInfo
{
    private const int TcpLevel = 6;
    private const int InfoOption = 11;
    private const int AcknowledgedOffset = 120;
    private const int InfoBytes = 280;

    /// <summary>tcpi_bytes_acked: octets that the peer's host has acknowledged. False where that cannot be told.</summary>
    public static bool TryGetAcknowledged(Socket socket, out long octets)
    {
        octets = 0;
        if (!OperatingSystem.IsLinux()) return false;
        Span<byte> info = stackalloc byte[InfoBytes];
        try
        {
            if (socket.GetRawSocketOption(TcpLevel, InfoOption, info) < AcknowledgedOffset + sizeof(long)) return false;
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The connection is gone; the session learns it by its next receive.
            return false;
        }

        octets = BitConverter.ToInt64(info[AcknowledgedOffset..]);
        return true;
    }
}

using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace SmsWiser.Smpp;

/// <summary>
/// TLS between a session's pump and its socket, without a thread of its own: ciphertext goes in and out in memory, the socket never
/// blocks. What is encrypted can no longer be taken back, so <see cref="Send"/> takes all or nothing; ciphertext that the kernel has not
/// taken yet waits here and counts as not acknowledged. Any thread but where said.
/// </summary>
internal sealed class TlsLink : IDisposable
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(20);

    private readonly Lock gate = new();
    private readonly Socket socket;
    private readonly CipherStream cipher = new();
    private readonly byte[] received = new byte[64 * 1024];
    private readonly byte[] plain = new byte[16 * 1024];
    private readonly SentMarks marks = new();
    private readonly long acknowledgedBefore;
    private ValueTask<int> reading;
    private bool isReading;
    private int plainStart;
    private int plainEnd;
    private long plainSent;
    private bool isBroken;

    /// <summary>Prepares a connected socket, which stays its owner's; nothing has been sent on it.</summary>
    public TlsLink(Socket socket)
    {
        this.socket = socket;
        Ssl = new SslStream(cipher);
        acknowledgedBefore = TcpInfo.TryGetAcknowledged(socket, out var octets) ? octets : 0;
    }

    /// <summary>For the handshake.</summary>
    public SslStream Ssl { get; }

    /// <summary>Why nothing more can be received; null while it can, and after an end in order.</summary>
    public string? Failure { get; private set; }

    /// <summary>Whether ciphertext waits for room in the socket.</summary>
    public bool HasUnsent
    {
        get
        {
            lock (gate) return !cipher.Output.IsEmpty && !isBroken;
        }
    }

    /// <summary>Whether received plaintext waits that found no room. The pump only.</summary>
    public bool HasReceived => plainStart < plainEnd || (isReading && reading.IsCompleted);

    /// <summary>
    /// Drives a handshake to its end on this thread. Returns null when it succeeded, else what is wrong; an exception of the handshake
    /// itself comes through.
    /// </summary>
    /// <param name="handshake">Under way on <see cref="Ssl"/>.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="time">The clock.</param>
    /// <param name="closing">Ends it with an <see cref="OperationCanceledException"/>.</param>
    public (TlsFault Fault, string Detail)? Shake(Task handshake, TimeSpan timeout, TimeProvider time, CancellationToken closing)
    {
        const byte firstContentType = 20, lastContentType = 24;
        var (started, isFirst) = (time.GetTimestamp(), true);
        while (true)
        {
            lock (gate) Flush();
            if (handshake.IsCompleted) break;
            closing.ThrowIfCancellationRequested();
            if (time.GetElapsedTime(started) >= timeout) return (TlsFault.Handshake, $"it took longer than {timeout.TotalSeconds:0.#} s");
            if (!socket.Poll(Slice, SelectMode.SelectRead)) continue;
            var count = socket.Receive(received, SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock) continue;
            if (error != SocketError.Success) return (TlsFault.Handshake, $"the connection broke: {error}");
            if (isFirst && count > 0 && received[0] is < firstContentType or > lastContentType)
                return (TlsFault.NotTls, "what answered does not speak TLS");
            if (isFirst && count == 0) return (TlsFault.NotTls, "the peer closed the connection when TLS began");
            isFirst = false;
            if (count == 0) cipher.End();
            else cipher.Put(received.AsSpan(0, count));
        }

        handshake.GetAwaiter().GetResult();
        return null;
    }

    /// <summary>Encrypts all of it and sends what the socket takes; 0 when older ciphertext still waits, −1 when it is broken.</summary>
    public int Send(ReadOnlySpan<byte> octets)
    {
        lock (gate)
        {
            if (!Flush()) return isBroken ? -1 : 0;
            try
            {
                Ssl.Write(octets);
            }
            catch (Exception error) when (error is IOException or AuthenticationException or InvalidOperationException)
            {
                isBroken = true;
                return -1;
            }

            plainSent += octets.Length;
            marks.Add(cipher.Written, plainSent);
            Flush();
            return isBroken ? -1 : octets.Length;
        }
    }

    /// <summary>
    /// Receives and decrypts as far as there is room. The pump only. As of a socket: 0 with success is the end, WouldBlock means nothing;
    /// −1 says that TLS is broken, with <see cref="Failure"/>.
    /// </summary>
    public int Receive(Span<byte> space, out SocketError error)
    {
        lock (gate)
        {
            Flush();
            error = SocketError.Success;
            try
            {
                var count = Decrypt(space, out var isEnd);
                if (count == space.Length || isEnd) return count;
                var taken = socket.Receive(received, SocketFlags.None, out error);
                if (error != SocketError.Success)
                {
                    if (count > 0) error = SocketError.Success;
                    return count;
                }

                if (taken == 0) cipher.End();
                else cipher.Put(received.AsSpan(0, taken));
                count += Decrypt(space[count..], out isEnd);
                if (count == 0 && !isEnd) error = SocketError.WouldBlock;
                Flush();
                return count;
            }
            catch (Exception fault) when (fault is IOException or AuthenticationException)
            {
                Failure = (fault.InnerException ?? fault).Message;
                return -1;
            }
        }
    }

    /// <summary>Plaintext that the peer's host has acknowledged.</summary>
    public bool TryGetAcknowledged(out long octets)
    {
        lock (gate)
        {
            octets = 0;
            if (!TcpInfo.TryGetAcknowledged(socket, out var total)) return false;
            octets = marks.Through(total - acknowledgedBefore);
            return true;
        }
    }

    /// <summary>Says that nothing more comes, as far as the socket takes it. At the end of a session in order.</summary>
    public void SayEnd()
    {
        lock (gate)
        {
            if (isBroken) return;
            try
            {
                // In memory: it is done when it returns.
                Ssl.ShutdownAsync().GetAwaiter().GetResult();
                Flush();
            }
            catch (Exception error) when (error is IOException or AuthenticationException or InvalidOperationException)
            {
                isBroken = true;
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            isBroken = true;
            Ssl.Dispose();
        }
    }

    private int Decrypt(Span<byte> space, out bool isEnd)
    {
        isEnd = false;
        var count = 0;
        while (true)
        {
            var copied = Math.Min(space.Length - count, plainEnd - plainStart);
            plain.AsSpan(plainStart, copied).CopyTo(space[count..]);
            plainStart += copied;
            count += copied;
            if (count == space.Length) return count;
#pragma warning disable CA2012 // it is kept while it is pending, and consumed once, below
            if (!isReading) reading = Ssl.ReadAsync(plain);
#pragma warning restore CA2012
            isReading = true;
            if (!reading.IsCompleted) return count;
            isReading = false;
            (plainStart, plainEnd) = (0, reading.GetAwaiter().GetResult());
            if (plainEnd > 0) continue;
            isEnd = true;
            return count;
        }
    }

    /// <summary>Hands ciphertext to the socket; true when none is left.</summary>
    private bool Flush()
    {
        while (!isBroken && !cipher.Output.IsEmpty)
        {
            var sent = socket.Send(cipher.Output, SocketFlags.None, out var error);
            if (error is SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable) return false;
            if (error == SocketError.Success) cipher.Taken(sent);
            else isBroken = true;
        }

        return !isBroken;
    }
}

using System.Threading.Tasks.Sources;

namespace SmsWiser.Smpp;

/// <summary>
/// The stream below an SslStream, in memory, so that TLS runs on the session's own thread and its own non-blocking socket. A read that
/// finds nothing stays pending and goes on inside <see cref="Put"/> or <see cref="End"/>, on the thread that calls them. What is written
/// gathers in <see cref="Output"/>.
/// </summary>
internal sealed class CipherStream : Stream, IValueTaskSource<int>
{
    private readonly Lock gate = new();
    private ManualResetValueTaskSourceCore<int> read;
    private Memory<byte> wanted;
    private byte[] input = new byte[32 * 1024];
    private byte[] output = new byte[32 * 1024];
    private int inputStart;
    private int inputEnd;
    private int outputStart;
    private int outputEnd;
    private bool isWaiting;
    private bool isEnded;

    /// <summary>Octets written so far, all told.</summary>
    public long Written { get; private set; }

    /// <summary>Written and not yet taken; valid until the next write.</summary>
    public ReadOnlySpan<byte> Output => output.AsSpan(outputStart, outputEnd - outputStart);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Gives octets to whoever reads.</summary>
    public void Put(ReadOnlySpan<byte> octets)
    {
        lock (gate)
        {
            if (inputStart == inputEnd) inputStart = inputEnd = 0;
            if (input.Length - inputEnd < octets.Length)
            {
                Array.Resize(ref input, Math.Max(input.Length * 2, inputEnd + octets.Length));
            }

            octets.CopyTo(input.AsSpan(inputEnd));
            inputEnd += octets.Length;
        }

        CompleteReads();
    }

    /// <summary>Nothing more comes.</summary>
    public void End()
    {
        lock (gate) isEnded = true;
        CompleteReads();
    }

    /// <summary>Removes octets from the front of <see cref="Output"/>.</summary>
    public void Taken(int octets)
    {
        lock (gate) outputStart += octets;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            if (inputEnd > inputStart || isEnded) return new ValueTask<int>(Copy(buffer.Span));
            wanted = buffer;
            isWaiting = true;
            read.Reset();
            return new ValueTask<int>(this, read.Version);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A blocking read never ends here.");

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (gate)
        {
            if (outputStart == outputEnd) outputStart = outputEnd = 0;
            if (output.Length - outputEnd < buffer.Length)
            {
                Array.Resize(ref output, Math.Max(output.Length * 2, outputEnd + buffer.Length));
            }

            buffer.CopyTo(output.AsSpan(outputEnd));
            outputEnd += buffer.Length;
            Written += buffer.Length;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return default;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    int IValueTaskSource<int>.GetResult(short token) => read.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => read.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        read.OnCompleted(continuation, state, token, flags);

    private void CompleteReads()
    {
        while (true)
        {
            int copied;
            lock (gate)
            {
                if (!isWaiting || (inputEnd == inputStart && !isEnded)) return;
                isWaiting = false;
                copied = Copy(wanted.Span);
                wanted = default;
            }

            // What goes on here may read again.
            read.SetResult(copied);
        }
    }

    private int Copy(Span<byte> into)
    {
        var count = Math.Min(into.Length, inputEnd - inputStart);
        input.AsSpan(inputStart, count).CopyTo(into);
        inputStart += count;
        return count;
    }
}

using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace SmsWiser.Smpp;

/// <summary>
/// Waits for one socket, a point in time, or a wake-up from another thread, whichever comes first. On Unix by poll(2) on the socket and a
/// pipe; elsewhere a wake-up is noticed within five milliseconds.
/// </summary>
internal sealed partial class PollSet : IDisposable
{
    private const short PollIn = 0x001;
    private const short PollOut = 0x004;
    private const int InterruptedCall = 4;
    private const int FallbackMilliseconds = 5;

    private readonly Socket socket;
    private readonly int read = -1;
    private readonly int write = -1;
    private readonly Lock gate = new();
    private bool disposed;

    public PollSet(Socket socket)
    {
        this.socket = socket;
        if (OperatingSystem.IsWindows()) return;
        Span<int> ends = stackalloc int[2];
        if (Pipe(ref ends[0]) != 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
        (read, write) = (ends[0], ends[1]);
    }

    /// <summary>
    /// Returns when the socket is readable (or writable, if asked), after a wake-up, or after the milliseconds. The pump only.
    /// </summary>
    public void Wait(int milliseconds, bool readable, bool writable)
    {
        if (read < 0)
        {
            var microseconds = Math.Min(milliseconds, FallbackMilliseconds) * 1000;
            socket.Poll(microseconds, writable ? SelectMode.SelectWrite : SelectMode.SelectRead);
            return;
        }

        Span<PollEntry> entries =
        [
            new() { Descriptor = read, Events = PollIn },
            new() { Descriptor = (int)socket.Handle, Events = (short)((readable ? PollIn : 0) | (writable ? PollOut : 0)) },
        ];
        if (Poll(ref entries[0], (nuint)entries.Length, milliseconds) < 0
            && Marshal.GetLastPInvokeError() is var error and not InterruptedCall)
        {
            throw new Win32Exception(error);
        }

        if (entries[0].Returned != 0) Drain();
    }

    /// <summary>Ends the wait under way or the next one. Any thread.</summary>
    public void Wake()
    {
        if (write < 0) return;
        lock (gate)
        {
            if (disposed) return;
            byte one = 1;
            // The caller writes at most once per wait, so the pipe is never full.
            if (Write(write, ref one, 1) < 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (disposed) return;
            disposed = true;
            if (read < 0) return;
            _ = CloseDescriptor(read);
            _ = CloseDescriptor(write);
        }
    }

    private void Drain()
    {
        Span<byte> octets = stackalloc byte[64];
        if (Read(read, ref octets[0], (nuint)octets.Length) < 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "pipe", SetLastError = true)]
    private static partial int Pipe(ref int ends);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollEntry entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int descriptor, ref byte octets, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, ref byte octets, nuint count);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseDescriptor(int descriptor);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}


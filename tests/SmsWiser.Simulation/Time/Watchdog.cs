using System.Diagnostics;

namespace SmsWiser.Simulation.Time;

/// <summary>Ends the process when one step does not end: then no seed can go on, and the last events say whose step it is. Has a thread of
/// its own and only reads.</summary>
internal static class Watchdog
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static EventLog? watched;

    /// <summary>From now on this log has to grow.</summary>
    public static void Watch(EventLog log) => Volatile.Write(ref watched, log);

    /// <summary>Starts it, once.</summary>
    /// <param name="onStuck">Says what is known; the process ends after it.</param>
    public static void Start(Action<EventLog> onStuck) => new Thread(() => Run(onStuck)) { IsBackground = true }.Start();

    private static void Run(Action<EventLog> onStuck)
    {
        var (log, count, since) = (watched, -1L, TimeSpan.Zero);
        while (true)
        {
            Thread.Sleep(Look);
            var used = Process.GetCurrentProcess().TotalProcessorTime;
            var now = Volatile.Read(ref watched);
            if (now is null || now != log || now.Count != count)
                (log, count, since) = (now, now?.Count ?? -1, used);
            else if (used - since > Patience)
            {
                onStuck(now);
                Environment.Exit(1);
            }
        }
    }
}

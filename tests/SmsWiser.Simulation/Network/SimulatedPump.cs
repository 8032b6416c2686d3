using SmsWiser.Simulation.Time;
using SmsWiser.Smpp;

namespace SmsWiser.Simulation.Network;

/// <summary>Drives one session core over a simulated connection, as the socket pump does over a socket: receive, tick, kick, sleep until
/// input, room, a wake-up or the next due time. Runs in the lane that calls <see cref="RunAsync"/>.</summary>
internal sealed class SimulatedPump : IOctetLink
{
    private readonly Schedule schedule;
    private readonly SessionCore core;
    private readonly Connection connection;
    private readonly OctetStream incoming;
    private readonly OctetStream outgoing;
    private TaskCompletionSource? sleeper;
    private ITimer? timer;
    private long sleepUntil;
    private bool woken;

    public SimulatedPump(Schedule schedule, SessionCore core, Connection connection, OctetStream incoming, OctetStream outgoing)
    {
        (this.schedule, this.core, this.connection, this.incoming, this.outgoing) = (schedule, core, connection, incoming, outgoing);
        incoming.OnArrival = Stir;
        outgoing.OnRoom = () =>
        {
            if (core.HasUnsent)
                Stir();
        };
    }

    public int Send(ReadOnlySpan<byte> octets) => outgoing.Send(octets);

    public void WakeBefore(long timestamp)
    {
        if (timestamp > 0 && sleepUntil <= timestamp)
            return;
        woken = true;
        Stir();
    }

    public async Task RunAsync()
    {
        core.Attach(this);
        await LoopAsync();
        core.Finish(Close);
        timer?.Dispose();
    }

    private async Task LoopAsync()
    {
        var (nextTick, now) = (0L, schedule.Time.GetTimestamp());
        while (true)
        {
            if (now >= nextTick)
                nextTick = core.Tick(now);
            core.KickFromPump();
            if (core.Closing is not null)
                return;
            if (await SleepAsync(nextTick, now))
                nextTick = 0;
            now = schedule.Time.GetTimestamp();
            if (!Receive(now))
                return;
        }
    }

    /// <summary>True after a wake-up by the session.</summary>
    private async Task<bool> SleepAsync(long nextTick, long now)
    {
        sleepUntil = Math.Min(nextTick, core.WakeAt);
        if (!IsReady())
        {
            // A poll waits whole milliseconds, one at least.
            var wait = TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling((sleepUntil - now) / 1e4), 1, 1e9));
            sleeper = new();
            timer ??= schedule.Time.CreateTimer(static pump => ((SimulatedPump)pump!).Stir(), this,
                Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            timer.Change(wait, Timeout.InfiniteTimeSpan);
            await sleeper.Task;
        }
        else
        {
            await Task.Yield();
        }
        sleepUntil = 0;
        (var wasWoken, woken) = (woken, false);
        return wasWoken;
    }

    private bool IsReady() => woken || core.Closing is not null || incoming.IsBroken || incoming.HasEnded
        || (incoming.HasArrived && !core.ReadingPaused);

    private bool Receive(long now)
    {
        if (core.HasLeftOver)
            core.Received(0, now);
        if (core.ReadingPaused || core.Closing is not null)
            return true;
        if (incoming.IsBroken)
        {
            core.LinkEnded(SessionCloseReason.ConnectionLost, "The connection broke while receiving: ConnectionReset.");
            return false;
        }
        if (incoming.HasEnded)
        {
            core.LinkEnded(SessionCloseReason.EndOfStream, "The peer closed the connection without unbind.");
            return false;
        }
        if (incoming.Receive(core.ReceiveSpace) is var count and > 0)
            core.Received(count, now);
        return true;
    }

    /// <summary>A FIN behind what was written at an orderly end, a reset else.</summary>
    private void Close()
    {
        if (!core.IsOrderly)
            connection.Cut();
        else
            outgoing.End();
    }

    private void Stir()
    {
        (var waiter, sleeper) = (sleeper, null);
        waiter?.SetResult();
    }
}

using SmsWiser.Contracts.Shares;
using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Shares;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Engine.Metrics;
using SmsWiser.Smpp;

namespace SmsWiser.Engine.Shares;

/// <summary>Stops a share: commit, shut the gate, pass every writer's quiescent point, wait until what was on the wire is answered, end
/// the rest as
/// revoked. A repeated call does all of it again and so returns no earlier than the first. Any thread.</summary>
internal sealed class ShareStop(
    IShareStore shares, IDispatchStore dispatch, ISendoutStore sendouts, Gate gate, Dispatcher dispatcher, Journal journal,
    DispatchOptions options, TimeProvider time)
{
    /// <summary>Timers count whole milliseconds: a shorter wait is none, and would go round without time passing.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    /// <summary>Stops the share and returns its proof.</summary>
    /// <exception cref="Contracts.RefusedException"><c>share_not_active</c> when the share was never accepted.</exception>
    public async Task<StopReceipt> StopAsync(ShareGrant grant, string opId, CancellationToken cancellation)
    {
        using var trace = EngineInstruments.Traces.StartActivity("stop_share");
        var called = time.GetTimestamp();
        if (await shares.StopAsync(grant.Id, opId, time.GetUtcNow(), cancellation) is not { } stop)
            throw Refusal.Of(ErrorCode.ShareNotActive, "the share is not active; only an accepted share can be stopped");
        var authority = gate.Authority(grant.Id, stop.Epoch);
        gate.StopShare(grant.Id, stop.Epoch);
        await dispatcher.QuiesceAsync();
        var quiet = time.GetTimestamp();
        var (basis, inFlight) = await DrainAsync(authority);
        var drained = time.GetElapsedTime(quiet);
        await dispatcher.SweepAsync();
        await dispatch.RevokeAsync(grant.Id, stop.Epoch, time.GetUtcNow(), default);
        await journal.FlushAsync();
        var counters = await sendouts.CountersByGrantAsync(grant.Id, default);
        var latency = time.GetElapsedTime(called);
        EngineInstruments.Drain.Record(drained.TotalSeconds);
        EngineInstruments.Stop.Record(latency.TotalSeconds, new KeyValuePair<string, object?>("basis", basis));
        return new()
        {
            Position = stop.Position,
            Basis = basis,
            Latency = latency,
            OnWireBefore = authority.OnWire,
            InFlight = inFlight,
            Withheld = counters.Sum(counter => counter.Outcomes[Outcome.Revoked]),
        };
    }

    /// <summary>Waits for the answers to what was on the wire; for a bind that stays silent, for TCP's acknowledgement, or resets
    /// it.</summary>
    private async Task<(string Basis, int InFlight)> DrainAsync(Authority authority)
    {
        var deadline = time.GetTimestamp() + (long)(options.DrainTime.TotalSeconds * time.TimestampFrequency);
        var inFlight = 0;
        var basis = "answered";
        var written = dispatcher.Binds.Select(bind => (Bind: bind, bind.Session, Octets: bind.Session?.BytesSent ?? 0)).ToArray();
        foreach (var (bind, _, _) in written)
            inFlight += Count(bind, authority);
        foreach (var (bind, session, octets) in written)
        {
            if (await IsAnsweredAsync(bind, authority, deadline) || session is null)
            {
                if (Left(deadline) is var left && left > TimeSpan.Zero)
                    await Task.WhenAny(bind.UntilTakenAsync(), Task.Delay(left, time));
                continue;
            }
            if (session.TryGetAckedBytes(out var acknowledged) && acknowledged >= octets)
            {
                basis = basis == "reset" ? basis : "acknowledged";
                continue;
            }
            session.Close(SessionCloseReason.ConnectionLost);
            basis = "reset";
        }
        return (basis, inFlight);
    }

    private async Task<bool> IsAnsweredAsync(BindWriter bind, Authority authority, long deadline)
    {
        while (Count(bind, authority) > 0)
        {
            var next = bind.NextAnswersAsync();
            var left = Left(deadline);
            if (Count(bind, authority) == 0)
                return true;
            if (left < ShortestWait)
                return false;
            await Task.WhenAny(next, Task.Delay(left, time));
        }
        return true;
    }

    private TimeSpan Left(long deadline) => time.GetElapsedTime(time.GetTimestamp(), deadline);

    private static int Count(BindWriter bind, Authority authority) =>
        bind.InFlight(authority, static (board, relied) => board.Authority == relied);
}

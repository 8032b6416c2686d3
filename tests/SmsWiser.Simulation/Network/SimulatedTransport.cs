using SmsWiser.Simulation.Time;
using SmsWiser.Smpp;

namespace SmsWiser.Simulation.Network;

/// <summary>Carries one session of a bind over the simulated network.</summary>
/// <param name="schedule">Where its loop runs.</param>
/// <param name="connect">Opens a connection: null when it is refused.</param>
/// <param name="name">Name of its loop.</param>
/// <param name="acknowledgesEarly">A planted fault: octets count as acknowledged when they were only taken.</param>
internal sealed class SimulatedTransport(Schedule schedule, Func<Task<Connection?>> connect, string name, bool acknowledgesEarly)
    : IEsmeTransport
{
    private Connection? connection;

    public void Start(EsmeCore core, CancellationToken closing) => _ = schedule.Start(name, () => RunAsync(core));

    public bool TryGetAcknowledgedBytes(out long octets)
    {
        octets = 0;
        if (connection is null || connection.Up.IsBroken)
            return false;
        octets = acknowledgesEarly ? connection.Up.Taken : connection.Up.Delivered;
        return true;
    }

    private async Task RunAsync(EsmeCore core)
    {
        var opened = await connect();
        if (opened is null || core.Closing is not null)
        {
            opened?.Cut();
            core.Close(SessionCloseReason.ConnectFailed, null, "Connecting failed: Connection refused.");
            core.Finish(static () => { });
            return;
        }
        connection = opened;
        await new SimulatedPump(schedule, core, opened, opened.Down, opened.Up).RunAsync();
    }
}

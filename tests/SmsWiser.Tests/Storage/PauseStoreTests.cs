using SmsWiser.Core;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using static SmsWiser.Tests.Storage.StoreInMemory;

namespace SmsWiser.Tests.Storage;

public sealed class PauseStoreTests
{
    [Fact]
    public async Task A_pause_and_its_end_are_entries_of_the_gate_log_and_a_repeated_one_is_none()
    {
        await using var road = await Road.OpenAsync();

        var first = await road.Store.Pauses.PauseAsync(new(PauseScope.Account, 2, Now, "unpaid"), None);
        var again = await road.Store.Pauses.PauseAsync(new(PauseScope.Account, 2, Now.AddHours(1), "still unpaid"), None);
        await road.Store.Pauses.PauseAsync(new(PauseScope.All, 0, Now.AddHours(2), "storm"), None);
        var listed = await road.Store.Pauses.ListAsync(None);
        var ended = await road.Store.Pauses.ResumeAsync(PauseScope.Account, 2, Now.AddHours(3), None);
        var endedAgain = await road.Store.Pauses.ResumeAsync(PauseScope.Account, 2, Now.AddHours(3), None);

        Assert.Equal(new(PauseScope.Account, 2, Now, "unpaid"), first);
        Assert.Equal(first with { Reason = "still unpaid" }, again);
        Assert.Equal([again, new(PauseScope.All, 0, Now.AddHours(2), "storm")], listed);
        Assert.Equal((true, false), (ended, endedAgain));
        Assert.Equal([PauseScope.All], (await road.Store.Pauses.ListAsync(None)).Select(pause => pause.Scope));
        Assert.Equal(
            [(GateKind.SendingPaused, 2, 2), (GateKind.SendingPaused, 0, 1), (GateKind.SendingResumed, 2, 2)],
            (await road.Store.GateLog.ReadAsync(0, 10, None)).Select(entry => (entry.Kind, (int)entry.Subject, entry.Epoch)));
    }

    [Fact]
    public async Task A_sendout_waits_for_carriers_when_all_of_a_route_that_it_has_open_chunks_on_are_paused()
    {
        await using var road = await Road.OpenAsync();
        foreach (var (id, name) in new[] { (7, "alpha"), (8, "beta") })
            await road.Store.Carriers.SaveAsync(NewCarrier(id, name), None);
        RouteCarrier[] members = [new(new(7), 1, 1), new(new(8), 2, 1)];
        await road.Store.Carriers.SaveRouteAsync(new(Road.Route, "33", members), None);
        await road.PlanAsync(Road.Chunk(0, 4), Road.Chunk(1, 4));
        await road.Store.Pauses.PauseAsync(new(PauseScope.Account, 8, Now, "an account of the same number"), None);

        await road.Store.Pauses.PauseAsync(new(PauseScope.Carrier, 7, Now, "late"), None);
        Assert.Null(await road.Store.Pauses.FindCarriersPausedAsync(Road.Sendout, None));
        await road.Store.Pauses.PauseAsync(new(PauseScope.Carrier, 8, Now.AddMinutes(5), "late too"), None);
        Assert.Equal(Now.AddMinutes(5), await road.Store.Pauses.FindCarriersPausedAsync(Road.Sendout, None));
        Assert.Null(await road.Store.Pauses.FindCarriersPausedAsync(new(31), None));

        await road.ClaimAsync();
        Assert.Null(await road.Store.Pauses.FindCarriersPausedAsync(Road.Sendout, None));
    }

    [Fact]
    public async Task The_pause_of_a_carrier_goes_with_it()
    {
        await using var road = await Road.OpenAsync();
        await road.Store.Carriers.SaveAsync(NewCarrier(7, "alpha"), None);
        await road.Store.Pauses.PauseAsync(new(PauseScope.Carrier, 7, Now, "late"), None);

        Assert.Empty(await road.Store.Carriers.RemoveAsync(new(7), None));

        Assert.Empty(await road.Store.Pauses.ListAsync(None));
    }

    private static Carrier NewCarrier(long id, string name) => new(
        new(id), name, "smsc", 2775, "shop", new byte[] { 1 }, "", 0, [new(new(id * 10), 1, BindKind.Transceiver, 10, 0)]);
}

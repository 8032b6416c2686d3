using SmsWiser.Core;
using SmsWiser.Core.Audience;
using static SmsWiser.Tests.Storage.StoreInMemory;

namespace SmsWiser.Tests.Storage;

public sealed class ImportStoreTests
{
    [Fact]
    public async Task A_list_has_one_running_import_at_a_time()
    {
        await using var road = await Road.OpenAsync();

        Assert.True(await road.Store.Imports.BeginAsync(Run(1), None));
        Assert.False(await road.Store.Imports.BeginAsync(Run(2), None));
        await road.Store.Imports.FinishAsync(new(1), ImportState.Done, null, Now, None);
        Assert.True(await road.Store.Imports.BeginAsync(Run(2), None));
    }

    [Fact]
    public async Task Progress_stores_counts_errors_and_the_number_of_leads()
    {
        await using var road = await Road.OpenAsync();
        await road.Store.Imports.BeginAsync(Run(1), None);
        var counts = new ImportCounts(11, 4, 3, 2, 1) { Removed = 1 };

        await road.Store.Imports.ProgressAsync(new(1), new(3, 3, 0, 0, 0), [], Now, None);
        await road.Store.Imports.ProgressAsync(new(1), counts,
            [new(9, "number", "too short"), new(4, "city", "first"), new(4, "age", "second")], Now, None);
        await road.Store.Imports.FinishAsync(new(1), ImportState.Failed, "disk full", Now.AddMinutes(1), None);

        var run = (await road.Store.Imports.FindAsync("run1", None))!;
        Assert.Equal(Run(1) with { Counts = counts, State = ImportState.Failed, Error = "disk full", FinishedAt = Now.AddMinutes(1) }, run);
        Assert.Equal(3, (await road.Store.Lists.FindAsync(Road.List, None))!.Leads);
        var today = DateOnly.FromDateTime(Now.UtcDateTime);
        Assert.Equal([new GrowthDay(today, 4, 3, 1, 0, 3)], await road.Store.Lists.GrowthAsync(Road.List, today, today, None));
        Assert.Equal(
            [new(4, "city", "first"), new(4, "age", "second"), new ImportError(9, "number", "too short")],
            await road.Store.Imports.ErrorsAsync(new(1), 0, 10, None));
        Assert.Equal([new ImportError(4, "age", "second")], await road.Store.Imports.ErrorsAsync(new(1), 1, 1, None));
    }

    [Fact]
    public async Task An_import_that_ended_takes_no_progress_and_ends_once()
    {
        await using var road = await Road.OpenAsync();
        await road.Store.Imports.BeginAsync(Run(1), None);
        await road.Store.Imports.FinishAsync(new(1), ImportState.Done, null, Now, None);

        await Assert.ThrowsAsync<InvalidOperationException>(() => road.Store.Imports.ProgressAsync(new(1), default, [], Now, None));
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            road.Store.Imports.FinishAsync(new(1), ImportState.Failed, "x", Now, None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => road.Store.Imports.FinishAsync(new(1), ImportState.Running, null, Now, None));

        Assert.Equal(0, (await road.Store.Lists.FindAsync(Road.List, None))!.Leads);
    }

    private static ImportRun Run(long id) =>
        new(new(id), $"run{id}", Road.List, "leads.csv", ImportMode.Add, ImportState.Running, default, null, Now, null);
}

namespace SmsWiser.Tests.Actors;

[CollectionDefinition("Alone", DisableParallelization = true)]
public class AloneCollection;

[Collection("Alone")]
public class GrainCallAllocationTests
{
    private const int BudgetBytes = 360; // 72 of them are the grain's own result.
    private const int Calls = 20_000;

    [Fact]
    public async Task A_warm_call_allocates_no_more_than_its_budget()
    {
        await using var host = new TestHost();
        var grain = host.Work("a");
        await CallAsync(grain);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        await CallAsync(grain);
        var perCall = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Calls;

        Assert.InRange(perCall, 100, BudgetBytes);
    }

    private static async Task CallAsync(IWorkGrain grain)
    {
        for (var i = 0; i < Calls; i++) await grain.Add(1);
    }
}

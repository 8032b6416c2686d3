using Orleans;
using Orleans.Runtime;

namespace SmsWiser.Tests.Actors;

[GenerateSerializer]
public sealed record Tally
{
    [Id(0)]
    public int Sum { get; set; }
}

public interface IAccountTestGrain : IGrainWithStringKey
{
    Task<int> Add(int amount);
    Task<string> Describe();
    Task Clear();
    Task Leave();
}

internal sealed class AccountTestGrain(
    [PersistentState("tally", "main")] IPersistentState<Tally> tally,
    [PersistentState("other")] IPersistentState<Tally> other)
    : Grain, IAccountTestGrain
{
    public async Task<int> Add(int amount)
    {
        tally.State.Sum += amount;
        await tally.WriteStateAsync();
        return tally.State.Sum;
    }

    public Task<string> Describe() => Task.FromResult($"{tally.State.Sum} {tally.RecordExists} {tally.Etag} {other.RecordExists}");

    public Task Clear() => tally.ClearStateAsync();

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

using SmsWiser.Core;
using SmsWiser.Core.Compliance;

namespace SmsWiser.Testing.Compliance;

/// <summary>Caps in memory, by the contract of the port; runs are added by hand.</summary>
public sealed class MemoryFrequencyStore : IFrequencyStore
{
    private readonly Dictionary<AccountId, FrequencyCap> caps = [];

    /// <summary>The runs, by ascending number, each with its flush.</summary>
    public List<(FrequencyRun Run, long Flush)> Runs { get; } = [];

    public Task<IReadOnlyDictionary<AccountId, FrequencyCap>> ListCapsAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<AccountId, FrequencyCap>>(caps.ToDictionary());

    public Task SetCapAsync(AccountId account, FrequencyCap cap, CancellationToken cancellation)
    {
        if (cap.IsNone)
            caps.Remove(account);
        else
            caps[account] = cap;
        return Task.CompletedTask;
    }

    public Task<FrequencyMark> FindMarkAsync(CancellationToken cancellation) =>
        Task.FromResult(Runs.Count == 0 ? default : new FrequencyMark(Runs[^1].Run.No, Runs[^1].Flush));

    public Task<IReadOnlyList<FrequencyRun>> ReadRunsAsync(
        AccountId? account, int fromDay, long after, int maxRows, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<FrequencyRun>>(
        [
            .. Runs.Select(one => one.Run)
                .Where(run => run.No > after && run.Day >= fromDay && (account is null || run.Account == account)).Take(maxRows),
        ]);

    public Task<int> DropRunsAsync(int beforeDay, int maxRows, CancellationToken cancellation)
    {
        var old = Runs.SkipLast(1).Where(one => one.Run.Day < beforeDay).Take(maxRows).ToList();
        old.ForEach(one => Runs.Remove(one));
        return Task.FromResult(old.Count);
    }
}

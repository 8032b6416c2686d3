namespace SmsWiser.Core.Compliance;

/// <summary>People who were written to, as a batch: what the caps count on.</summary>
/// <param name="No">Number of the run, ascending in the order in which runs are committed.</param>
/// <param name="Day">Day of the messages, in days since 1970, UTC.</param>
/// <param name="Account">Who wrote to them.</param>
/// <param name="Keys">Low 64 bits of their number keys, little-endian and ascending, each as often as it was written to.</param>
public sealed record FrequencyRun(long No, int Day, AccountId Account, ReadOnlyMemory<byte> Keys);

/// <summary>How far the runs go.</summary>
/// <param name="No">Number of the last run; 0 without any.</param>
/// <param name="Flush">The flush it was committed with: it and those before it are in the runs. 0 without any.</param>
public readonly record struct FrequencyMark(long No, long Flush);

/// <summary>Caps and what they count on. Runs are added by <see cref="Dispatch.IDispatchStore.CommitFlushAsync"/>, in the flush's
/// transaction. Every method is one transaction. Any thread.</summary>
public interface IFrequencyStore
{
    /// <summary>All caps by account; account 0 = the platform's, which binds all accounts together.</summary>
    Task<IReadOnlyDictionary<AccountId, FrequencyCap>> ListCapsAsync(CancellationToken cancellation);

    /// <summary>Sets a cap in place of the one before; one that is none removes it.</summary>
    Task SetCapAsync(AccountId account, FrequencyCap cap, CancellationToken cancellation);

    /// <summary>The last run.</summary>
    Task<FrequencyMark> FindMarkAsync(CancellationToken cancellation);

    /// <summary>Runs in ascending number.</summary>
    /// <param name="account">Of one account; null for all.</param>
    /// <param name="fromDay">Of this day and later.</param>
    /// <param name="after">Behind this number.</param>
    /// <param name="maxRows">At most so many.</param>
    /// <param name="cancellation">Ends the read.</param>
    Task<IReadOnlyList<FrequencyRun>> ReadRunsAsync(
        AccountId? account, int fromDay, long after, int maxRows, CancellationToken cancellation);

    /// <summary>Removes up to <paramref name="maxRows"/> runs of days before that one; the last run of all stays as the mark.</summary>
    /// <returns>How many; fewer than asked for when none is left.</returns>
    Task<int> DropRunsAsync(int beforeDay, int maxRows, CancellationToken cancellation);
}

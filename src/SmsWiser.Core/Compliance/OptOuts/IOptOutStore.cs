namespace SmsWiser.Core.Compliance;

/// <summary>Where an opt-out or its end came from. Stored; members are never renumbered.</summary>
public enum OptOutOrigin : byte
{
    /// <summary>The person wrote a message.</summary>
    Message = 1,

    /// <summary>The person followed a link.</summary>
    Link = 2,

    /// <summary>The account said so.</summary>
    Account = 3,

    /// <summary>An operator of the platform said so.</summary>
    Operator = 4,

    /// <summary>An import brought a consent.</summary>
    Import = 5,
}

/// <summary>One person leaves a domain, or comes back to it.</summary>
/// <param name="Domain">What is left.</param>
/// <param name="NumberKey">Low 64 bits of the number's key, see <c>NumberTags</c>.</param>
/// <param name="IsOut">True: opts out. False: undoes an opt-out.</param>
/// <param name="At">When the person said so, UTC. Of an opt-out and a consent the later one stands; at the same instant the
/// opt-out.</param>
public readonly record struct OptOutChange(OptOutDomain Domain, ulong NumberKey, bool IsOut, DateTimeOffset At)
{
    /// <summary>Number and domain in one value.</summary>
    public ulong Entry => NumberKey ^ Domain.Mask;
}

/// <summary>What a transaction changed.</summary>
/// <param name="Position">Its entry of the gate log; 0 when nothing changed.</param>
/// <param name="Changed">The changes that were none before, in their order.</param>
public sealed record OptOutCommit(long Position, IReadOnlyList<OptOutChange> Changed);

/// <summary>Opt-outs of one domain in one day.</summary>
/// <param name="Domain">What was left.</param>
/// <param name="Day">UTC.</param>
/// <param name="Outs">People who left.</param>
/// <param name="Ins">People who came back.</param>
public sealed record OptOutDay(OptOutDomain Domain, DateOnly Day, long Outs, long Ins);

/// <summary>An operator's decision to undo an opt-out.</summary>
/// <param name="At">UTC.</param>
/// <param name="Reason">In the operator's words.</param>
public sealed record OptOutRemoval(DateTimeOffset At, string Reason);

/// <summary>Opt-outs in the store, by number key: no number is kept. Every method is one transaction. Any thread.</summary>
public interface IOptOutStore
{
    /// <summary>Takes changes and the next entry of the gate log in one transaction, ahead of all other work. A change that says what
    /// stands already, or is older than what stands, is passed over.</summary>
    Task<OptOutCommit> ChangeAsync(IReadOnlyList<OptOutChange> changes, OptOutOrigin origin, CancellationToken cancellation);

    /// <summary>Undoes an opt-out by an operator's decision, as <see cref="ChangeAsync"/> does, and keeps why; where nothing changes,
    /// nothing is kept.</summary>
    /// <param name="change">The end of an opt-out.</param>
    /// <param name="reason">Why, in the operator's words.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<OptOutCommit> RemoveAsync(OptOutChange change, string reason, CancellationToken cancellation);

    /// <summary>Why opt-outs of a person from a domain were undone by operators, oldest first.</summary>
    Task<IReadOnlyList<OptOutRemoval>> ListRemovalsAsync(OptOutDomain domain, ulong numberKey, CancellationToken cancellation);

    /// <summary>How many people have left a domain, about; for sizing.</summary>
    Task<long> CountAsync(OptOutDomain domain, CancellationToken cancellation);

    /// <summary>Number keys of those who have left a domain, in ascending order of the signed value.</summary>
    /// <param name="domain">What they left.</param>
    /// <param name="after">Keys above this one; null = from the first.</param>
    /// <param name="keys">Where to; its length is the most that is read.</param>
    /// <param name="cancellation">Honoured before reading.</param>
    /// <returns>Keys read; fewer than asked for at the end.</returns>
    Task<int> ReadAsync(OptOutDomain domain, long? after, Memory<ulong> keys, CancellationToken cancellation);

    /// <summary>Of some keys those that have left at least one of the domains.</summary>
    Task<IReadOnlySet<ulong>> FindAsync(
        IReadOnlyList<OptOutDomain> domains, IReadOnlyCollection<ulong> keys, CancellationToken cancellation);

    /// <summary>Days with changes of a scope and subject (all senders of an account together with their names), newest first.</summary>
    Task<IReadOnlyList<OptOutDay>> CountDaysAsync(OptOutScope scope, long subject, int maxDays, CancellationToken cancellation);
}

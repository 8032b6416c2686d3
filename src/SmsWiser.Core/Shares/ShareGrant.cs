namespace SmsWiser.Core.Shares;

/// <summary>Life of a share grant.</summary>
public enum GrantState : byte
{
    /// <summary>The owner has invited; the recipient has not answered.</summary>
    Invited = 1,

    /// <summary>The recipient may target the list.</summary>
    Accepted = 2,

    /// <summary>The recipient said no.</summary>
    Declined = 3,

    /// <summary>The owner took the invitation back before an answer.</summary>
    Withdrawn = 4,

    /// <summary>The owner has stopped sharing.</summary>
    Stopped = 5,
}

/// <summary>One list shared with one recipient for a share of the profit.</summary>
/// <param name="Id">Inside id.</param>
/// <param name="PublicId">Name outside and grain key.</param>
/// <param name="List">The list shared.</param>
/// <param name="Owner">The list's owner.</param>
/// <param name="Recipient">The account that may target it.</param>
/// <param name="ProfitBasisPoints">The owner's part of the profit, 0 to 10,000 (5,000 = 50 %).</param>
/// <param name="State">Where its life stands.</param>
/// <param name="Epoch">Goes up by one at each acceptance; 0 before the first. Messages carry the epoch they were planned under.</param>
/// <param name="Version">Goes up by one with every change.</param>
/// <param name="InvitedAt">UTC.</param>
/// <param name="AnsweredAt">When accepted or declined, UTC.</param>
/// <param name="EndedAt">When withdrawn or stopped, UTC.</param>
public sealed record ShareGrant(
    GrantId Id, string PublicId, ListId List, AccountId Owner, AccountId Recipient, int ProfitBasisPoints, GrantState State, int Epoch,
    int Version,
    DateTimeOffset InvitedAt, DateTimeOffset? AnsweredAt, DateTimeOffset? EndedAt);

/// <summary>How a stop was committed.</summary>
/// <param name="Position">Position of the stop in the gate log.</param>
/// <param name="Epoch">The epoch that ended.</param>
/// <param name="Repeated">True when this op id had been committed before; the caller waits all the same.</param>
public sealed record CommittedStop(long Position, int Epoch, bool Repeated);

/// <summary>Share grants in the store. Every method is one transaction with a compare-and-set. Any thread.</summary>
public interface IShareStore
{
    /// <summary>Adds an invitation.</summary>
    /// <returns>False when an invited or accepted grant of this list for this recipient exists.</returns>
    Task<bool> InviteAsync(ShareGrant grant, CancellationToken cancellation);

    /// <summary>The grant with that public id, or null.</summary>
    Task<ShareGrant?> FindAsync(string publicId, CancellationToken cancellation);

    /// <summary>The grant with that inside id, or null.</summary>
    Task<ShareGrant?> FindAsync(GrantId id, CancellationToken cancellation);

    /// <summary>Grants of a list, newest first; for its owner.</summary>
    Task<IReadOnlyList<ShareGrant>> ListByListAsync(ListId list, CancellationToken cancellation);

    /// <summary>Grants to an account, newest first; for the recipient.</summary>
    Task<IReadOnlyList<ShareGrant>> ListByRecipientAsync(AccountId recipient, CancellationToken cancellation);

    /// <summary>Position of the last entry of the gate log, 0 while it is empty: what a plan notes before it reads the shares it relies
    /// on.</summary>
    Task<long> GatePositionAsync(CancellationToken cancellation);

    /// <summary>Moves an invited grant to accepted (epoch + 1), declined or withdrawn, if its version is still
    /// <paramref name="version"/>.</summary>
    /// <returns>The grant as it is now, or null when it was changed by somebody else or is not invited.</returns>
    Task<ShareGrant?> AnswerAsync(GrantId grant, int version, GrantState to, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Stops an accepted grant: state, version and the next entry of the gate log in one transaction, ahead of all other work.
    /// A repeated <paramref name="opId"/> finds its own entry.</summary>
    /// <returns>The committed stop, or null when the grant is neither accepted nor stopped by an earlier call.</returns>
    Task<CommittedStop?> StopAsync(GrantId grant, string opId, DateTimeOffset at, CancellationToken cancellation);
}

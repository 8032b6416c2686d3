namespace SmsWiser.Contracts.Shares;

/// <summary>The life of one share grant; the key is its public id. <c>actor</c> is the client id of the account that asks; a grant that is
/// not its own, on either side, does not exist for it (<c>not_found</c>).</summary>
[Alias("smswiser.share_grant")]
public interface IShareGrantGrain : IGrainWithStringKey
{
    /// <summary>The share as the list's owner sees it.</summary>
    [Alias("get")]
    Task<OwnerShareView> GetAsync(string actor);

    /// <summary>The share as its recipient sees it.</summary>
    [Alias("get_shared")]
    Task<RecipientShareView> GetSharedAsync(string actor);

    /// <summary>The recipient accepts; the list stands among its lists from now on.</summary>
    /// <exception cref="RefusedException"><c>wrong_state</c> unless invited.</exception>
    [Alias("accept")]
    Task<RecipientShareView> AcceptAsync(string actor);

    /// <summary>The recipient declines.</summary>
    [Alias("decline")]
    Task<RecipientShareView> DeclineAsync(string actor);

    /// <summary>The owner takes an unanswered invitation back.</summary>
    [Alias("withdraw")]
    Task<OwnerShareView> WithdrawAsync(string actor);

    /// <summary>The owner stops sharing. Once this has returned, no message relying on the share goes on the wire. Never rate-limited;
    /// repeated or concurrent calls all wait for the same end.</summary>
    /// <param name="actor">Client id of the owner.</param>
    /// <param name="opId">Id of this request, chosen by the caller; a retry uses the same one.</param>
    [AlwaysInterleave]
    [Alias("stop")]
    Task<StopReceipt> StopAsync(string actor, string opId);
}

/// <summary>A share as the list's owner sees it.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.owner_share_view")]
public sealed record OwnerShareView
{
    /// <summary>Public id.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>Public id of the list.</summary>
    [Id(1)]
    public required string ListId { get; init; }

    /// <summary>Client id of the recipient.</summary>
    [Id(2)]
    public required string Recipient { get; init; }

    /// <summary>The owner's part of the profit in basis points.</summary>
    [Id(3)]
    public required int ProfitBasisPoints { get; init; }

    /// <summary><c>invited</c>, <c>accepted</c>, <c>declined</c>, <c>withdrawn</c> or <c>stopped</c>.</summary>
    [Id(4)]
    public required string State { get; init; }

    /// <summary>Leads of the list that sendouts under this share planned, over its whole life; the text form of a total of at least the
    /// agreed threshold, or <c>&lt;50</c>.</summary>
    [Id(5)]
    public required string LeadsTargeted { get; init; }

    /// <summary>Of these, how many were delivered; thresholded alike.</summary>
    [Id(6)]
    public required string LeadsDelivered { get; init; }

    /// <summary>Of these, how many were withheld by the stop; exact, since the owner caused it.</summary>
    [Id(7)]
    public required long LeadsRevoked { get; init; }
}

/// <summary>A share as its recipient sees it.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.recipient_share_view")]
public sealed record RecipientShareView
{
    /// <summary>Public id.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>Name of the owner's account.</summary>
    [Id(1)]
    public required string Owner { get; init; }

    /// <summary>Name of the list.</summary>
    [Id(2)]
    public required string ListName { get; init; }

    /// <summary>Public id of the list once accepted, else null.</summary>
    [Id(3)]
    public string? ListId { get; init; }

    /// <summary>The recipient's own part of the profit in basis points.</summary>
    [Id(4)]
    public required int ProfitBasisPoints { get; init; }

    /// <summary><c>invited</c>, <c>accepted</c>, <c>declined</c>, <c>withdrawn</c> or <c>stopped</c>.</summary>
    [Id(5)]
    public required string State { get; init; }
}

/// <summary>Proof of a stop.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.stop_receipt")]
public sealed record StopReceipt
{
    /// <summary>Position of the stop in the gate log.</summary>
    [Id(0)]
    public required long Position { get; init; }

    /// <summary>How the wires are known to be quiet: <c>answered</c> (every part written was answered by its carrier), <c>acknowledged</c>
    /// (its octets were acknowledged by the carrier's host) or <c>reset</c> (a silent session was torn down).</summary>
    [Id(1)]
    public required string Basis { get; init; }

    /// <summary>Time from the call to this receipt.</summary>
    [Id(2)]
    public required TimeSpan Latency { get; init; }

    /// <summary>Parts relying on the share that had gone on the wire before the stop held, over the epoch's whole life.</summary>
    [Id(3)]
    public required long OnWireBefore { get; init; }

    /// <summary>Of these, how many were not yet answered when the gate shut.</summary>
    [Id(4)]
    public required int InFlight { get; init; }

    /// <summary>Leads that were planned and will not be sent; they ended as revoked.</summary>
    [Id(5)]
    public required long Withheld { get; init; }
}

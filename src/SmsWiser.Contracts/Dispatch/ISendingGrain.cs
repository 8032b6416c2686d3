namespace SmsWiser.Contracts.Dispatch;

/// <summary>Pauses of all, of one account or of one carrier; the key is <c>all</c>. For operators.</summary>
/// <remarks>A pause of all or of an account holds campaigns and single transactional messages; answers to people, such as the confirmation
/// of an opt-out, go on. A pause of a carrier holds all that would go over it, answers included; routes with another carrier go on through
/// that one. Stops of shares, opt-outs and cancels take effect meanwhile, and leads whose validity ends are suppressed. What a person
/// paused stays paused when an operator's pause ends.</remarks>
[Alias("smswiser.sending")]
public interface ISendingGrain : IGrainWithStringKey
{
    /// <summary>Holds all, an account or a carrier. When this has returned nothing of it goes on the wire until it is resumed, whatever is
    /// restarted meanwhile. What is paused already stays so, with the new reason.</summary>
    /// <param name="target">What to hold.</param>
    /// <param name="reason">Why, 1 to 200 characters; shown to operators.</param>
    /// <exception cref="RefusedException"><c>not_found</c>, <c>invalid_value</c>.</exception>
    [Alias("pause")]
    Task<PauseView> PauseAsync(PauseTarget target, string reason);

    /// <summary>Ends a pause; what is not paused otherwise goes on.</summary>
    /// <returns>The pauses that are left.</returns>
    /// <exception cref="RefusedException"><c>not_found</c>, <c>invalid_value</c>.</exception>
    [Alias("resume")]
    Task<IReadOnlyList<PauseView>> ResumeAsync(PauseTarget target);

    /// <summary>All pauses, the earliest first.</summary>
    [AlwaysInterleave]
    [Alias("list")]
    Task<IReadOnlyList<PauseView>> ListAsync();
}

/// <summary>What is paused or resumed: an account, a carrier, or all when neither is given.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.pause_target")]
public sealed record PauseTarget
{
    /// <summary>Client id of the account, or null.</summary>
    [Id(0)]
    public string? ClientId { get; init; }

    /// <summary>Name of the carrier, or null.</summary>
    [Id(1)]
    public string? Carrier { get; init; }
}

/// <summary>A pause that holds.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.pause_view")]
public sealed record PauseView
{
    /// <summary><c>all</c>, <c>account</c> or <c>carrier</c>.</summary>
    [Id(0)]
    public required string Scope { get; init; }

    /// <summary>Client id of the account, or name of the carrier; null for all.</summary>
    [Id(1)]
    public string? Subject { get; init; }

    /// <summary>When it began, UTC.</summary>
    [Id(2)]
    public required DateTimeOffset Since { get; init; }

    /// <summary>Why.</summary>
    [Id(3)]
    public required string Reason { get; init; }
}

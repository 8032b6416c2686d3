using SmsWiser.Core.Campaigns;

namespace SmsWiser.Core.Compliance;

/// <summary>The opt-outs that bind one sendout to one list: of its sender, the list's topic, its account and the platform. Immutable; any
/// thread.</summary>
public sealed class OptOutDomains
{
    private readonly OptOutDomain[] domains;
    private readonly ulong[] masks;

    private OptOutDomains(params OptOutDomain[] domains)
    {
        this.domains = domains;
        masks = Array.ConvertAll(domains, domain => domain.Mask);
    }

    /// <summary>Bound by nothing: the answer to a person's own message.</summary>
    public static OptOutDomains None { get; } = new();

    /// <summary>Each domain.</summary>
    public IReadOnlyList<OptOutDomain> All => domains;

    /// <summary>Mask of each domain.</summary>
    public ReadOnlySpan<ulong> Masks => masks;

    /// <summary>What binds a message.</summary>
    /// <param name="account">Who sends.</param>
    /// <param name="sender">Sender shown on the handset.</param>
    /// <param name="list">List of the lead; 0 = none.</param>
    /// <param name="traffic">Marketing is bound by all four. Transactional messages, which the person's own act causes, are free of
    /// the marketing scopes (sender, topic), and of the wide ones (account, platform) unless <paramref name="options"/> bind them. A reply
    /// is bound by nothing: it answers one message of the person, and there is at most one.</param>
    /// <param name="options">What the operator has set.</param>
    public static OptOutDomains For(AccountId account, string sender, ListId list, TrafficClass traffic, OptOutOptions options) =>
        traffic switch
        {
            TrafficClass.Reply => None,
            TrafficClass.Transactional when !options.WideOptOutsBindTransactional => None,
            TrafficClass.Transactional => new(OptOutDomain.OfAccount(account), OptOutDomain.Platform),
            _ when list.Value == 0 => new(OptOutDomain.OfSender(account, sender), OptOutDomain.OfAccount(account), OptOutDomain.Platform),
            _ => new(
                OptOutDomain.OfSender(account, sender), OptOutDomain.OfTopic(list), OptOutDomain.OfAccount(account),
                OptOutDomain.Platform),
        };
}

/// <summary>What an operator decides about opt-outs.</summary>
public sealed record OptOutOptions
{
    /// <summary>True: opt-outs from a whole account and from the platform bind transactional messages too. Default false.</summary>
    public bool WideOptOutsBindTransactional { get; init; }
}

using SmsWiser.Core.Compliance;

namespace SmsWiser.Core.Inbound;

/// <summary>A sendout that a message may answer.</summary>
public readonly record struct AnsweredSendout(SendoutId Sendout, AccountId Account);

/// <summary>A lead of a sendout whose tag is one of those looked for. Tags are short, so the number must be compared.</summary>
public readonly record struct TaggedLead(uint Tag, ListId List, GrantId Grant, uint LeadNo);

/// <summary>What was found out about a message.</summary>
/// <param name="Message">The message.</param>
/// <param name="Account">The account it answers; 0 when that is not known.</param>
/// <param name="Owner">Owner of the list of the lead; 0 when it is not known.</param>
/// <param name="List">List of the lead; 0 when it is not known.</param>
/// <param name="Sendout">The sendout it answers; 0 when it is not known.</param>
public sealed record InboundOrigin(InboundMessage Message, AccountId Account, AccountId Owner, ListId List, SendoutId Sendout);

/// <summary>A message as it lies in the store.</summary>
/// <param name="Message">The message.</param>
/// <param name="Copies">How often it came.</param>
/// <param name="Owner">Owner of the lead's list; 0 when it is not known.</param>
/// <param name="List">List of the lead; 0 when it is not known.</param>
/// <param name="Replied">Whether it was answered by itself.</param>
public sealed record StoredInbound(InboundMessage Message, int Copies, AccountId Owner, ListId List, ReplyState Replied);

/// <summary>What an account has set for messages to one of its senders.</summary>
/// <param name="Keywords">Words that it answers by itself, in capital letters, with the answers.</param>
/// <param name="Off">Words that the sender does not take as keywords.</param>
public sealed record InboundSettings(IReadOnlyDictionary<string, string> Keywords, IReadOnlySet<string> Off);

/// <summary>Messages of people in the store. Every method is one transaction. Any thread.</summary>
public interface IInboundStore
{
    /// <summary>Takes messages and parts with the opt-outs they cause and the entry of the gate log, ahead of all other work. A message
    /// that came within <paramref name="window"/> before counts as a copy. An answer becomes due unless the same person had one by the
    /// same word of the same sender in the hour before; that of a stop only when something was left.</summary>
    Task<InboundCommit> AddAsync(InboundBatch batch, TimeSpan window, CancellationToken cancellation);

    /// <summary>Parts that wait for others, oldest first.</summary>
    Task<IReadOnlyList<InboundPart>> ListPartsAsync(CancellationToken cancellation);

    /// <summary>Accounts with a sendout under this sender, that of the latest first; at most 50.</summary>
    Task<IReadOnlyList<AccountId>> FindAccountsAsync(string sender, CancellationToken cancellation);

    /// <summary>Sendouts under this sender begun since then, newest first.</summary>
    Task<IReadOnlyList<AnsweredSendout>> ListSendoutsAsync(
        string sender, DateTimeOffset since, int maxSendouts, CancellationToken cancellation);

    /// <summary>Leads of a sendout with one of these tags; looks through all its chunks, some at a time.</summary>
    Task<IReadOnlyList<TaggedLead>> FindTagsAsync(SendoutId sendout, IReadOnlySet<uint> tags, CancellationToken cancellation);

    /// <summary>Messages whose lead is yet to be found, oldest first.</summary>
    Task<IReadOnlyList<InboundMessage>> ListUnresolvedAsync(int maxMessages, CancellationToken cancellation);

    /// <summary>Writes down what was found out. A stop also leaves the topic of the list; a start comes back to the topics that stops of
    /// the same person to the same sender have left.</summary>
    Task<OptOutCommit> ResolveAsync(IReadOnlyList<InboundOrigin> found, CancellationToken cancellation);

    /// <summary>Messages to an account or to the owner of the lead's list, newest first, older than <paramref name="before"/>. Those to
    /// the account about leads of others are not among them.</summary>
    Task<IReadOnlyList<StoredInbound>> ListAsync(AccountId account, InboundId before, int maxMessages, CancellationToken cancellation);

    /// <summary>Messages that answered an account's sendouts over lists of others, by kind.</summary>
    Task<IReadOnlyDictionary<InboundKind, long>> CountOverSharesAsync(AccountId account, CancellationToken cancellation);

    /// <summary>What an account has set.</summary>
    Task<InboundSettings> FindSettingsAsync(AccountId account, string sender, CancellationToken cancellation);

    /// <summary>Sets or, with null, removes the answer to a word of an account.</summary>
    Task SaveKeywordAsync(AccountId account, string keyword, string? answer, CancellationToken cancellation);

    /// <summary>Sets the words that a sender does not take as keywords.</summary>
    Task SaveSenderAsync(AccountId account, string sender, IReadOnlyCollection<string> off, CancellationToken cancellation);

    /// <summary>Messages whose answer is due, oldest first.</summary>
    Task<IReadOnlyList<InboundMessage>> ListRepliesDueAsync(int maxMessages, CancellationToken cancellation);
}

using SmsWiser.Core.Audience;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Inbound;

namespace SmsWiser.Core.Campaigns;

/// <summary>What carries the single messages of one account and sender, of one class, for one day: a hidden list with one field, a hidden
/// campaign that says its value, and its one sendout.</summary>
/// <param name="Sendout">The sendout.</param>
/// <param name="List">The list.</param>
public sealed record SingleSendout(SendoutId Sendout, ListId List);

/// <summary>Single messages in the store. Every method is one transaction. Any thread.</summary>
public interface ISingleMessageStore
{
    /// <summary>Today's carrier of single messages, or null before the first.</summary>
    Task<SingleSendout?> FindAsync(
        AccountId account, string sender, TrafficClass traffic, DateOnly day, CancellationToken cancellation);

    /// <summary>Adds list, campaign and sendout for a day; the sendout is sent, with nothing planned.</summary>
    /// <returns>False when another call was first; find it then.</returns>
    Task<bool> BeginAsync(DateOnly day, LeadList list, Campaign campaign, SendoutId sendout, CancellationToken cancellation);

    /// <summary>Adds a chunk to the sendout, which sends again from then on, and marks the messages that it answers.</summary>
    /// <param name="chunk">Its number is given by the store.</param>
    /// <param name="answered">Messages of people whose answer is due.</param>
    /// <param name="cancellation">Honoured before the transaction.</param>
    /// <returns>False, and nothing written, when one of them was answered already.</returns>
    Task<bool> AppendAsync(PlannedChunk chunk, IReadOnlyList<InboundId> answered, CancellationToken cancellation);

    /// <summary>Gives up answers that cannot be sent.</summary>
    Task DropRepliesAsync(IReadOnlyList<InboundId> messages, CancellationToken cancellation);
}

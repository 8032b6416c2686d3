using SmsWiser.Core.Audience;

namespace SmsWiser.Core.Campaigns;

/// <summary>Test messages in the store: each is a hidden list for one lead and a hidden campaign to it. Any thread.</summary>
public interface ITestSendStore
{
    /// <summary>Adds list and campaign in one transaction, unless the account has had enough of them.</summary>
    /// <param name="list">Empty.</param>
    /// <param name="campaign">Targets the list.</param>
    /// <param name="since">Test messages from then on count, UTC.</param>
    /// <param name="most">So many are allowed since then, this one included.</param>
    /// <param name="cancellation">Honoured before the transaction.</param>
    /// <returns>False, and nothing written, when it would be one too many.</returns>
    Task<bool> AddAsync(LeadList list, Campaign campaign, DateTimeOffset since, int most, CancellationToken cancellation);
}

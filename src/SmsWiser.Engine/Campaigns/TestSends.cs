using SmsWiser.Contracts.Campaigns;
using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine.Accounts;

namespace SmsWiser.Engine.Campaigns;

/// <summary>Sends test messages to an account's own people the way of all messages: each is a hidden campaign to a hidden list of one
/// lead, planned, charged and sent like any other. Any thread.</summary>
internal sealed class TestSends(
    ITestSendStore store, IListStore lists, LeadEditor leads, Previews previews, OwnNumbers numbers, SendoutStart start, KeyRing keys,
    IIds ids, IRandom random, TimeProvider time)
{
    /// <summary>Test messages of one account in an hour, codes for new numbers included.</summary>
    public const int MostPerHour = 20;

    /// <summary>A campaign's text to one of the account's verified numbers.</summary>
    public async Task<TestSendView> SendAsync(Account account, Campaign campaign, TestSendSpec spec)
    {
        var number = await numbers.VerifiedAsync(account, spec.Number);
        var (list, isShared) = await ListAsync(campaign, spec.ListId);
        var (preview, values) = previews.Render(campaign.Template, list, isShared, campaign.Terms.MaxParts, spec.Sample);
        if (preview.Problem is { } problem)
            throw Refusal.Invalid($"with these values the text is not sent ({problem}); give others with the sample");
        var id = await SendAsync(
            account, $"Test of {campaign.Name}", campaign.Sender, campaign.Template, campaign.Terms.MaxParts, list.Fields, values, number);
        return new() { CampaignId = id, Preview = preview };
    }

    /// <summary>A code to a number that is to be verified.</summary>
    public async Task<TestSendView> SendCodeAsync(Account account, string sender, ulong number, string code)
    {
        SenderId.Check(sender, overSharedList: false);
        var fields = new FieldDefinition[] { new(0, "code", FieldType.Text), new(1, "account", FieldType.Text) };
        var values = new Dictionary<string, string> { ["code"] = code, ["account"] = account.Name };
        var id = await SendAsync(
            account, "Code for a number", sender, "{code} is the code to confirm this number for test messages of {account}.", null, fields,
            values, number);
        return new() { CampaignId = id };
    }

    private async Task<(LeadList List, bool IsShared)> ListAsync(Campaign campaign, string? listId)
    {
        foreach (var target in campaign.Targets)
        {
            var list = await lists.FindAsync(target.List, CancellationToken.None);
            if (list is not null && (listId is null || list.PublicId == listId))
                return (list, target.Grant.Value != 0);
        }
        throw Refusal.NotFound("list of this campaign");
    }

    private async Task<string> SendAsync(
        Account account, string name, string sender, string template, int? maxParts, IReadOnlyList<FieldDefinition> fields,
        IReadOnlyDictionary<string, string> values, ulong number)
    {
        var now = time.GetUtcNow();
        var listId = new ListId(await ids.NextAsync(CancellationToken.None));
        var list = new LeadList(listId, PublicId.New(random), account.Id, name, fields, 0, keys.NewDataKey(listId), 1, now);
        var campaign = new Campaign(
            new(await ids.NextAsync(CancellationToken.None)), PublicId.New(random), account.Id, name, sender, template,
            TrafficClass.Transactional, [new(listId, default, null)], now)
        {
            Terms = new() { MaxParts = maxParts, ValidUntil = now + TimeSpan.FromHours(1) },
        };
        if (!await store.AddAsync(list, campaign, now - TimeSpan.FromHours(1), MostPerHour, CancellationToken.None))
            throw Refusal.Of(
                ErrorCode.Overloaded, $"the account has sent {MostPerHour} test messages and codes within the hour; try again later");
        await leads.AddAsync(list, number, values, CancellationToken.None);
        await start.BeginAsync(campaign);
        return campaign.PublicId;
    }
}

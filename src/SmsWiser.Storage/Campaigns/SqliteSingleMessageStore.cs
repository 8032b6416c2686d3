using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Inbound;
using SmsWiser.Storage.Audience;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Campaigns;

/// <summary>Single messages in <c>main.db</c>.</summary>
internal sealed class SqliteSingleMessageStore(DatabaseFile main) : ISingleMessageStore
{
    public async Task<SingleSendout?> FindAsync(
        AccountId account, string sender, TrafficClass traffic, DateOnly day, CancellationToken cancellation) =>
        await main.ReadAsync(
            db => db.Get("Campaigns/find_single_sendout").Bind(account.Value).Bind(sender).Bind((long)traffic).Bind(day.DayNumber)
                .First(row => new SingleSendout(new(row.Long(0)), new(row.Long(1)))),
            cancellation);

    public Task<bool> BeginAsync(DateOnly day, LeadList list, Campaign campaign, SendoutId sendout, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Claim, db => Begin(db, day, list, campaign, sendout), cancellation);

    public Task<bool> AppendAsync(PlannedChunk chunk, IReadOnlyList<InboundId> answered, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Claim, db => Append(db, chunk, answered), cancellation);

    public Task DropRepliesAsync(IReadOnlyList<InboundId> messages, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim,
            db => messages.Sum(message => SetReply(db, message, ReplyState.Dropped)),
            cancellation);

    private static bool Begin(Database db, DateOnly day, LeadList list, Campaign campaign, SendoutId sendout)
    {
        if (db.Get("Campaigns/add_single_sendout").Bind(campaign.Account.Value).Bind(campaign.Sender).Bind((long)campaign.Class)
            .Bind(day.DayNumber).Bind(sendout.Value).Bind(list.Id.Value).Execute() == 0)
            return false;
        SqliteListStore.Add(db, list);
        db.Get("Campaigns/hide_list").Bind(list.Id.Value).Execute();
        CampaignRows.Add(db, campaign with { Targets = [new(list.Id, new(0), null)] });
        db.Get("Campaigns/hide_campaign").Bind(campaign.Id.Value).Execute();
        db.Get("Campaigns/begin_single_sendout").Bind(sendout.Value).Bind(campaign.Id.Value).Bind(campaign.Account.Value)
            .Bind((long)campaign.Class).Bind(campaign.CreatedAt).Execute();
        db.Get("Campaigns/add_counter").Bind(sendout.Value).Bind(0).Bind(0).Bind(0).Execute();
        return true;
    }

    private static bool Append(Database db, PlannedChunk chunk, IReadOnlyList<InboundId> answered)
    {
        // Counted before anything is set: a transaction that returns is committed.
        if (answered.Any(message => db.Get("Inbound/find_reply_state").Bind(message.Value).Scalar() != (long)ReplyState.Due))
            return false;
        foreach (var message in answered)
            SetReply(db, message, ReplyState.Sent);
        var no = db.Get("Campaigns/extend_single_sendout").Bind(chunk.Key.Sendout.Value).Bind(chunk.Leads).Scalar()
            ?? throw new InvalidOperationException($"sendout {chunk.Key.Sendout.Value} takes no more messages");
        SqlitePlans.Add(db, chunk with { Key = chunk.Key with { No = checked((int)no) } });
        db.Get("Campaigns/extend_counter").Bind(chunk.Key.Sendout.Value).Bind(chunk.Leads).Execute();
        return true;
    }

    private static int SetReply(Database db, InboundId message, ReplyState to) =>
        db.Get("Inbound/set_reply_state").Bind(message.Value).Bind((long)ReplyState.Due).Bind((long)to).Execute();
}

using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Shares;
using SmsWiser.Engine.Ledger;

namespace SmsWiser.Engine.Campaigns;

/// <summary>Begins sendouts, by a person's hand or by a schedule, under the same conditions. Any thread.</summary>
internal sealed class SendoutStart(
    ISendoutStore sendouts, IShareStore shares, Planning planning, Billing billing, IIds ids, TimeProvider time)
{
    /// <summary>Begins a sendout now.</summary>
    /// <exception cref="Contracts.RefusedException"><c>share_not_active</c>, <c>suspended</c>, <c>wrong_state</c>,
    /// <c>overloaded</c>.</exception>
    public async Task<Sendout> BeginAsync(Campaign campaign)
    {
        var sendout = await MakeAsync(campaign);
        if (!await sendouts.BeginAsync(sendout, CancellationToken.None))
            throw UnderWay();
        await PlanAsync(sendout);
        return sendout;
    }

    /// <summary>Begins a scheduled sendout and moves the schedule on.</summary>
    /// <exception cref="Contracts.RefusedException">As for <see cref="BeginAsync"/>; the schedule is where it was, but for
    /// <c>overloaded</c>.</exception>
    public async Task<Sendout> LaunchAsync(Campaign campaign, CampaignSchedule next)
    {
        var sendout = await MakeAsync(campaign);
        if (!await sendouts.LaunchAsync(sendout, campaign.Schedule!, next, CancellationToken.None))
            throw UnderWay();
        await PlanAsync(sendout);
        return sendout;
    }

    /// <summary>Checks that a campaign may start, and makes its sendout.</summary>
    private async Task<Sendout> MakeAsync(Campaign campaign)
    {
        foreach (var target in campaign.Targets.Where(target => target.Grant.Value != 0))
        {
            if (await shares.FindAsync(target.Grant, CancellationToken.None) is not { State: GrantState.Accepted })
                throw Refusal.Of(
                    ErrorCode.ShareNotActive, "a shared list of this campaign is not shared any more; make a campaign without it");
        }
        await billing.CheckMayStartAsync(campaign.Account);
        var now = time.GetUtcNow();
        var sendout = new Sendout(
            new(await ids.NextAsync(CancellationToken.None)), campaign.Id, campaign.Account, campaign.Class, SendoutState.Planning,
            Planned: 0, Chunks: 0, FirstFlush: 0, Error: null, now, FinishedAt: null)
        {
            ValidUntil = campaign.Terms.ValidityOf(now),
        };
        return sendout.ClosesAt > now
            ? sendout
            : throw Refusal.WrongState($"the campaign was valid until {sendout.ValidUntil:yyyy-MM-dd HH:mm} UTC; copy it to send it again");
    }

    private async Task PlanAsync(Sendout sendout)
    {
        if (planning.TryAdd(sendout))
            return;
        const string TooMany = "too many sendouts wait to be planned; start it again later";
        await sendouts.FailPlanAsync(sendout.Id, TooMany, time.GetUtcNow(), CancellationToken.None);
        throw Refusal.Of(ErrorCode.Overloaded, TooMany);
    }

    private static Contracts.RefusedException UnderWay() =>
        Refusal.WrongState("a sendout of this campaign is under way; cancel it or wait until it is sent");
}

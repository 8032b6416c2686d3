using System.CommandLine;
using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Audience;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Contracts.Carriers;
using SmsWiser.Contracts.Shares;

namespace SmsWiser.Host.Commands;

/// <summary>One run of a verb: what was typed, the node, and where results go.</summary>
internal sealed class CommandRun(ParseResult parsed, NodeAccess node, ResultScreen screen, CancellationToken cancellation)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public NodeAccess Node => node;

    public ResultScreen Screen => screen;

    public CancellationToken Cancellation => cancellation;

    /// <summary>Client id of the account that asks.</summary>
    /// <exception cref="UsageException">None was given.</exception>
    public string Account => parsed.GetValue(CommonOptions.Account) is { Length: > 0 } account ? account
        : throw new UsageException("which account asks? Give --account CLIENT_ID, or set SMSWISER_ACCOUNT");

    public IAccountGrain AccountGrain => node.Grains.GetGrain<IAccountGrain>(Account);

    /// <summary>Whether the option was typed, whatever the environment says.</summary>
    public bool IsTyped(Option option) => parsed.GetResult(option) is { Implicit: false };

    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    public T Get<T>(Argument<T> argument) => parsed.GetValue(argument)!;

    public ILeadListGrain List(string id) => node.Grains.GetGrain<ILeadListGrain>(id);

    public IShareGrantGrain Share(string id) => node.Grains.GetGrain<IShareGrantGrain>(id);

    public ICampaignGrain Campaign(string id) => node.Grains.GetGrain<ICampaignGrain>(id);

    public ICarrierGrain Carrier(string name) => node.Grains.GetGrain<ICarrierGrain>(name);

    /// <summary>Waits until nothing of a campaign is open any more, as long as a person would.</summary>
    public async Task FollowAsync(string campaign, TimeSpan most)
    {
        for (var left = most; left > TimeSpan.Zero; left -= Look)
        {
            if ((await Campaign(campaign).ProgressAsync(Account)).State is not ("planning" or "sending"))
                return;
            await Task.Delay(Look, cancellation);
        }
    }

    /// <summary>Shows what a call answers.</summary>
    public async Task ShowAsync<T>(Task<T> answer) => screen.Show(await answer);

    /// <summary>Follows a job to its end and shows what came of it.</summary>
    /// <param name="job">As it was begun.</param>
    /// <param name="ask">Asks how far it is: client id, id of the job.</param>
    public async Task UntilDoneAsync(ListJobView job, Func<string, string, Task<ListJobView>> ask)
    {
        while (job.State == "running")
        {
            screen.Say($"  {job.Walked:N0} of {job.Total:N0} leads");
            await Task.Delay(Look, cancellation);
            job = await ask(Account, job.Id);
        }
        if (job.State == "failed")
            throw new UsageException(job.Error ?? "it failed");
        screen.Show(job);
    }
}

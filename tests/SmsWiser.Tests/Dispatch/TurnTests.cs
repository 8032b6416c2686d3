using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Testing;
using SmsWiser.Testing.Accounts;
using SmsWiser.Testing.Campaigns;
using SmsWiser.Testing.Shares;

namespace SmsWiser.Tests.Dispatch;

/// <summary>Whose chunks are claimed next.</summary>
public sealed class TurnTests
{
    private static readonly List<RouteId> Routes = [new(1)];

    private readonly Gate gate = new();
    private readonly MemoryCampaignStore campaigns = new();
    private readonly MemorySendouts memory = new();
    private readonly ActiveRuns runs;
    private long last;

    public TurnTests() => runs = new(
        new MemorySendoutStore(memory, new MemoryShareStore(), campaigns), campaigns, new MemoryAccountStore(), gate, new DispatchOptions(),
        new ManualTimeProvider());

    [Fact]
    public void Transactional_messages_and_answers_go_first_whatever_the_priority_of_the_others()
    {
        var high = Add(account: 1, CampaignPriority.High);
        var act = Add(account: 1, CampaignPriority.Low, TrafficClass.Transactional);
        var reply = Add(account: 2, CampaignPriority.Normal, TrafficClass.Reply);

        Assert.Equal([act, reply, act, reply], Turns(4));
        End(act);
        End(reply);
        Assert.Equal([high, high], Turns(2));
    }

    [Fact]
    public void Within_an_account_the_higher_priority_goes_first_and_equal_ones_take_turns()
    {
        var low = Add(account: 1, CampaignPriority.Low);
        var normal = Add(account: 1, CampaignPriority.Normal);
        var high = Add(account: 1, CampaignPriority.High);
        var other = Add(account: 1, CampaignPriority.High);

        Assert.Equal([high, other, high, other], Turns(4));
        End(high);
        End(other);
        Assert.Equal([normal, normal], Turns(2));
        End(normal);
        Assert.Equal([low, low], Turns(2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void Many_campaigns_of_high_priority_take_no_turn_from_another_account(int many)
    {
        for (var i = 0; i < many; i++)
            Add(account: 1, CampaignPriority.High);
        var low = Add(account: 2, CampaignPriority.Low);
        var normal = Add(account: 3, CampaignPriority.Normal);

        var turns = Turns(300);

        Assert.Equal((100, 100), (turns.Count(id => id == low), turns.Count(id => id == normal)));
        Assert.All(turns.Chunk(3), round => Assert.Equal(3, round.Select(id => runs.Find(new(id))!.Account).Distinct().Count()));
    }

    [Fact]
    public void A_lower_priority_goes_on_where_the_higher_has_nothing_to_claim()
    {
        var high = Add(account: 1, CampaignPriority.High);
        var low = Add(account: 1, CampaignPriority.Low);

        End(high);
        Assert.Equal([low], Turns(1));
        runs.Find(new(high))!.Exhausted.Clear();
        Assert.Equal([high], Turns(1));
    }

    [Theory]
    [InlineData(PauseScope.Account, 1)]
    [InlineData(PauseScope.All, 0)]
    public void Of_a_paused_account_nothing_is_claimed_but_answers(PauseScope scope, long subject)
    {
        Add(account: 1, CampaignPriority.High);
        Add(account: 1, CampaignPriority.Normal, TrafficClass.Transactional);
        gate.SetPause(scope, subject, isPaused: true);
        Assert.Empty(Turns(1));
        Assert.False(runs.MayHaveWork(Routes[0]));

        var reply = Add(account: 1, CampaignPriority.Normal, TrafficClass.Reply);

        Assert.Equal([reply], Turns(1));
        gate.SetPause(scope, subject, isPaused: false);
        Assert.Equal(2, Turns(30).Distinct().Count());
    }

    [Fact]
    public async Task A_priority_that_was_changed_in_the_store_holds_once_the_sendout_is_asked_for_anew()
    {
        var first = Add(account: 1, CampaignPriority.Normal);
        var second = Add(account: 1, CampaignPriority.Normal);
        Assert.Equal([first, second, first, second], Turns(4));

        await campaigns.SetPriorityAsync(new(second), CampaignPriority.High, TestContext.Current.CancellationToken);
        await runs.OpenAsync(new(second));

        Assert.Equal([second, second], Turns(2));
    }

    private long Add(long account, CampaignPriority priority, TrafficClass traffic = TrafficClass.Marketing)
    {
        var id = ++last;
        var campaign = new Campaign(new(id), $"c{id}", new(account), "Test", "Sender", "Hi", traffic, [], default)
        {
            Terms = new() { Priority = priority },
        };
        _ = campaigns.AddAsync(campaign, TestContext.Current.CancellationToken);
        var sendout = new Sendout(new(id), new(id), new(account), traffic, SendoutState.Sending, 1, 1, 0, null, default, null);
        runs.Add(new(sendout, campaign, hours: null, gate.Traffic(new(account), traffic)));
        return id;
    }

    private void End(long id) => runs.Find(new(id))!.Exhausted.UnionWith(Routes);

    private List<long> Turns(int count)
    {
        var turns = new List<long>();
        for (var i = 0; i < count && runs.Next(Routes, isQuiet: false) is { } run; i++)
            turns.Add(run.Id.Value);
        return turns;
    }
}

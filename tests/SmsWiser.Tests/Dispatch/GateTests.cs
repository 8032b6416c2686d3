using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Dispatch;

namespace SmsWiser.Tests.Dispatch;

public sealed class GateTests
{
    private static readonly GrantId Grant = new(5);

    [Fact]
    public void A_stop_shuts_its_epoch_and_earlier_ones_and_no_other_grant()
    {
        var gate = new Gate();
        var first = gate.Authority(Grant, 1);
        var second = gate.Authority(Grant, 2);
        var third = gate.Authority(Grant, 3);
        var other = gate.Authority(new(6), 2);

        gate.StopShare(Grant, 2);

        Assert.Equal((false, false, true, true), (first.Word.IsOpen, second.Word.IsOpen, third.Word.IsOpen, other.Word.IsOpen));
    }

    [Fact]
    public void An_authority_first_seen_after_its_stop_is_born_shut()
    {
        var gate = new Gate();

        gate.StopShare(Grant, 1);

        Assert.False(gate.Authority(Grant, 1).Word.IsOpen);
        Assert.True(gate.Authority(Grant, 2).Word.IsOpen);
    }

    [Fact]
    public void Every_flip_moves_the_count_that_writers_compare()
    {
        var gate = new Gate();
        var word = new GateWord();

        gate.StopShare(Grant, 1);
        gate.Close(word);
        gate.Open(word);

        Assert.Equal(3, gate.Changes);
    }

    [Fact]
    public void Pauses_of_the_operator_follow_the_log_and_one_ends_without_another()
    {
        var gate = new Gate();
        var (account, carrier) = (gate.Traffic(new(2), TrafficClass.Transactional), gate.Carrier(new(2)));
        gate.BeginAt(4);

        gate.Apply([Entry(4, GateKind.SendingPaused, PauseScope.Carrier), Entry(5, GateKind.SendingPaused, PauseScope.Account),
            Entry(6, GateKind.SendingPaused, PauseScope.All)]);
        gate.Apply([Entry(5, GateKind.SendingPaused, PauseScope.Account), Entry(7, GateKind.SendingResumed, PauseScope.All)]);

        Assert.Equal([true, false], account.Select(word => word.IsOpen));
        Assert.True(carrier.IsOpen);
        Assert.Empty(gate.Traffic(new(2), TrafficClass.Reply));
        Assert.Equal([true, true], gate.Traffic(new(3), TrafficClass.Marketing).Select(word => word.IsOpen));
        Assert.Equal((3, 7), (gate.Changes, gate.Position));
    }

    private static GateEntry Entry(long position, GateKind kind, PauseScope scope) =>
        new(position, kind, scope == PauseScope.All ? 0 : 2, (int)scope, default);

    [Fact]
    public void The_same_epoch_is_one_authority()
    {
        var gate = new Gate();

        Assert.Same(gate.Authority(Grant, 1), gate.Authority(Grant, 1));
    }
}

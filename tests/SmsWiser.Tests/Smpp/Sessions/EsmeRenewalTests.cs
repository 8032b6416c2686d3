using SmsWiser.Smpp;

namespace SmsWiser.Tests.Smpp.Sessions;

/// <summary>Sessions that end in order only to be opened anew.</summary>
public sealed class EsmeRenewalTests
{
    [Fact]
    public void A_session_that_has_carried_its_messages_unbinds_once_they_are_answered()
    {
        var bench = EsmeBench.Bound(options => options with { MaxSubmits = 100, WindowSlots = 64 });

        bench.Submit(150);
        var first = bench.Link.Take();
        foreach (var submit in first) bench.Respond(submit.Header.Sequence);
        var second = bench.Link.Take();
        foreach (var submit in second) bench.Respond(submit.Header.Sequence);

        Assert.Equal((64, 36, 50), (first.Count, second.Count, bench.Handler.Backlog));
        var unbind = bench.Link.Take().Single();
        Assert.Equal(CommandId.Unbind, unbind.Header.Command);
        bench.Receive(EsmeBench.Header(CommandId.UnbindResp, unbind.Header.Sequence));
        Assert.Equal(SessionCloseReason.Renewal, bench.Handler.Closes.Single().Reason);
    }

    [Fact]
    public void Too_few_messages_left_for_the_parts_of_one_text_end_it_as_none_do()
    {
        var bench = EsmeBench.Bound(options => options with { MaxSubmits = 100, WindowSlots = 95 });
        bench.Submit(95);
        foreach (var submit in bench.Link.Take()) bench.Respond(submit.Header.Sequence);

        // The handler has work, and none of it fits the five that are left.
        bench.Handler.WakeAt = bench.Clock.GetTimestamp() + 1;
        bench.Pump();
        bench.Pump();

        Assert.Equal(CommandId.Unbind, bench.Link.Take().Single().Header.Command);
    }

    [Fact]
    public void A_session_without_messages_is_renewed_though_its_link_answers()
    {
        var bench = EsmeBench.Bound(options => options with
        {
            InactivityTimeout = TimeSpan.FromSeconds(20),
            EnquireLinkInterval = TimeSpan.FromSeconds(15),
        });
        bench.Advance(TimeSpan.FromSeconds(10));
        bench.Receive(EsmeBench.Deliver(1));
        bench.Core.Respond([1], CommandStatus.Ok);
        bench.Advance(TimeSpan.FromSeconds(10));
        bench.Receive(EsmeBench.Header(CommandId.EnquireLink, 2));
        bench.Advance(TimeSpan.FromSeconds(9.9));
        Assert.DoesNotContain(bench.Link.Take(), pdu => pdu.Header.Command == CommandId.Unbind);

        bench.Advance(TimeSpan.FromSeconds(0.1));
        bench.Pump();
        var unbind = bench.Link.Take().Single();
        bench.Receive(EsmeBench.Header(CommandId.UnbindResp, unbind.Header.Sequence));

        Assert.Equal(SessionCloseReason.Inactivity, bench.Handler.Closes.Single().Reason);
    }

    [Fact]
    public void What_a_short_write_left_behind_counts_as_prepared()
    {
        var bench = EsmeBench.Bound();
        var before = bench.Core.BytesSent;

        bench.Link.Room = 60;
        bench.Submit(2);

        Assert.Equal(60, bench.Core.BytesSent - before);
        Assert.Equal(2 * 51, bench.Core.BytesPrepared - before);
    }
}

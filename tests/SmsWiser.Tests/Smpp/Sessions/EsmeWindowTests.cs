using SmsWiser.Smpp;

namespace SmsWiser.Tests.Smpp.Sessions;

public sealed class EsmeWindowTests
{
    [Fact]
    public void Nothing_is_submitted_before_the_bind_is_accepted()
    {
        var bench = new EsmeBench();

        bench.Submit(3);

        var bind = Assert.IsType<BindPdu>(bench.Link.Take().Single().Pdu);
        Assert.Equal((BindType.Transceiver, "esme01", "s3cret!!", (byte)0x34),
            (bind.Type, bind.SystemId, bind.Password, bind.InterfaceVersion));
        Assert.Equal(3, bench.Handler.Backlog);
    }

    [Fact]
    public void A_full_window_makes_submits_wait_for_responses()
    {
        var bench = EsmeBench.Bound(options => options with { WindowSlots = 3 });

        bench.Submit(5);
        var first = bench.Link.Take();
        bench.Respond(first[1].Header.Sequence);
        var second = bench.Link.Take();

        Assert.Equal([2u, 3u, 4u], first.Select(pdu => pdu.Header.Sequence));
        Assert.Equal([5u], second.Select(pdu => pdu.Header.Sequence));
        Assert.Equal((2ul, SubmitOutcomeKind.Answered, CommandStatus.Ok, "A1", 0L), bench.Handler.Outcomes.Single());
        Assert.Equal(1, bench.Handler.Backlog);
    }

    [Fact]
    public void One_slow_answer_never_blocks_the_window()
    {
        var bench = EsmeBench.Bound(options => options with { WindowSlots = 2 });
        bench.Submit(1);
        var slow = bench.Link.Take().Single().Header.Sequence;

        for (var i = 0; i < 40; i++)
        {
            bench.Submit(1);
            bench.Respond(bench.Link.Take().Single().Header.Sequence);
        }

        bench.Respond(slow, id: "slow");
        Assert.Equal(41, bench.Handler.Outcomes.Count);
        Assert.Equal((1ul, "slow"), (bench.Handler.Outcomes[^1].Cookie, bench.Handler.Outcomes[^1].Id));
        Assert.Equal(0, bench.Core.UnexpectedResponses);
    }

    [Fact]
    public void A_batch_is_one_send_and_larger_backlogs_take_several()
    {
        var bench = EsmeBench.Bound(options => options with { WindowSlots = 200, MaxBatch = 64 });
        var sends = bench.Link.Sends;

        bench.Handler.Backlog = 150;
        bench.Core.KickFromPump();

        Assert.Equal(3, bench.Link.Sends - sends);
        Assert.Equal(150, bench.Link.Take().Count);
    }

    [Fact]
    public void A_kick_from_elsewhere_sends_two_batches_and_leaves_the_rest_to_the_pump()
    {
        var bench = EsmeBench.Bound(options => options with { WindowSlots = 1000, MaxBatch = 10 });

        bench.Submit(100);

        Assert.Equal(20, bench.Link.Take().Count);
        Assert.Equal(0, bench.Link.WokenFor);
        bench.Pump();
        Assert.Equal(80, bench.Link.Take().Count);
    }

    [Fact]
    public void A_short_write_keeps_its_rest_and_fills_nothing_until_it_is_gone()
    {
        var bench = EsmeBench.Bound();
        bench.Link.Room = 70;

        bench.Submit(4);
        var asked = bench.Handler.FreeSlotsSeen.Count;
        bench.Submit(1);

        Assert.True(bench.Core.HasUnsent);
        Assert.Equal(asked, bench.Handler.FreeSlotsSeen.Count);
        Assert.Single(bench.Link.Take());
        bench.Link.Room = int.MaxValue;
        bench.Core.Kick();
        Assert.Equal(3, bench.Link.Take().Count);
        bench.Core.Kick();
        Assert.Equal([6u], bench.Link.Take().Select(pdu => pdu.Header.Sequence));
        Assert.Equal(0, bench.Link.Rest);
    }

    [Fact]
    public void Unanswered_submits_free_their_slots_and_a_late_answer_still_resolves_them()
    {
        var bench = EsmeBench.Bound(options => options with { WindowSlots = 1, ResponseTimeout = TimeSpan.FromSeconds(30) });
        bench.Submit(2);
        var first = bench.Link.Take().Single().Header.Sequence;

        bench.Advance(TimeSpan.FromSeconds(29.5));
        Assert.Empty(bench.Handler.Outcomes);
        bench.Receive(EsmeBench.Header(CommandId.EnquireLink, 1));
        bench.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((1ul, SubmitOutcomeKind.Unanswered, CommandStatus.Ok, "", 30_500L), bench.Handler.Outcomes.Single());
        Assert.Contains(bench.Link.Take(), pdu => pdu.Header.Command == CommandId.SubmitSm);
        bench.Respond(first, id: "late");
        bench.Respond(first, id: "again");
        Assert.Equal((1ul, SubmitOutcomeKind.Late, CommandStatus.Ok, "late", 30_500L), bench.Handler.Outcomes[1]);
        Assert.Equal(2, bench.Handler.Outcomes.Count);
        Assert.Equal(1, bench.Core.UnexpectedResponses);
    }

    [Fact]
    public void A_generic_nack_answers_the_submit_of_its_sequence()
    {
        var bench = EsmeBench.Bound();
        bench.Submit(1);

        bench.Receive(EsmeBench.Header(CommandId.GenericNack, bench.Link.Take().Single().Header.Sequence,
            CommandStatus.InvalidCommandLength));

        Assert.Equal((1ul, SubmitOutcomeKind.Answered, CommandStatus.InvalidCommandLength, "", 0L), bench.Handler.Outcomes.Single());
    }

    [Fact]
    public void Responses_to_nothing_are_counted_and_dropped()
    {
        var bench = EsmeBench.Bound();

        bench.Respond(77);
        bench.Receive(Convert.FromHexString("0000001080000999000000000000002b"));

        Assert.Equal(2, bench.Core.UnexpectedResponses);
        Assert.Empty(bench.Handler.Outcomes);
        Assert.Empty(bench.Link.Take());
    }

    [Fact]
    public void The_section_is_odd_inside_fill_and_send_only()
    {
        var bench = EsmeBench.Bound();
        var inside = new List<bool>();
        bench.Link.OnSend = () => inside.Add(long.IsOddInteger(bench.Core.SectionSequence));
        var before = bench.Core.SectionSequence;

        bench.Submit(1);

        Assert.True(long.IsEvenInteger(before));
        Assert.Equal([true], inside);
        Assert.Equal(before + 2, bench.Core.SectionSequence);
    }

    [Fact]
    public void Outstanding_cookies_can_be_listed_and_counted()
    {
        var bench = EsmeBench.Bound();
        bench.Submit(4);
        bench.Respond(bench.Link.Take()[0].Header.Sequence);
        var cookies = new ulong[2];

        Assert.Equal(3, bench.Core.CopyOutstanding(cookies));
        Assert.Equal([2ul, 3ul], cookies);
        Assert.Equal(1, bench.Core.OutstandingWhere(3ul, (cookie, limit) => cookie > limit));
    }

    [Fact]
    public void Sequence_numbers_wrap_to_one_and_skip_those_still_open()
    {
        var window = new RequestWindow(2, PduHeader.MaxSequence);

        var last = window.Take(1, 0);
        var first = window.Take(2, 0);

        Assert.Equal((PduHeader.MaxSequence, 1u), (last, first));
        Assert.True(window.TryComplete(last, 5, out var cookie, out _, out var roundTrip));
        Assert.Equal((1ul, 5L), (cookie, roundTrip));
    }

    [Fact]
    public void The_pace_that_the_fill_asks_for_wakes_the_pump()
    {
        var bench = EsmeBench.Bound();
        bench.Handler.WakeAt = 4711;

        bench.Core.Kick();

        Assert.Equal(4711, bench.Core.WakeAt);
        Assert.Equal(4711, bench.Link.WokenFor);
    }
}

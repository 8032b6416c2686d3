using SmsWiser.Smpp;
using SmsWiser.Tests.Smpp.Vectors;

namespace SmsWiser.Tests.Smpp.Sessions;

public sealed class EsmeSessionLifeTests
{
    [Fact]
    public void An_accepted_bind_is_reported_with_the_version_of_the_peer()
    {
        var bench = new EsmeBench();

        bench.Receive(Vector("bind_transceiver_resp_ok_sc_version_50"));

        Assert.Equal(("SMSC01", (byte?)0x50), (bench.Handler.Bound.Single().SystemId, bench.Handler.Bound.Single().PeerVersion));
        Assert.Equal(EsmeState.Bound, bench.Core.State);
    }

    [Theory]
    [InlineData("bind_transceiver_resp_RBINDFAIL_header_only", CommandStatus.BindFailed)]
    [InlineData("bind_transceiver_resp_RINVSYSID_with_body", CommandStatus.InvalidSystemId)]
    public void A_refused_bind_ends_the_session_with_its_status(string vector, CommandStatus status)
    {
        var bench = new EsmeBench();

        bench.Receive(Vector(vector));

        Assert.Equal((SessionCloseReason.BindRejected, (CommandStatus?)status),
            (bench.Handler.Closes.Single().Reason, bench.Handler.Closes.Single().Status));
        Assert.True(bench.LinkClosed);
        Assert.Empty(bench.Handler.Bound);
    }

    [Fact]
    public void A_bind_that_nobody_answers_times_out()
    {
        var bench = new EsmeBench(options => options with { BindTimeout = TimeSpan.FromSeconds(10) });

        bench.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Empty(bench.Handler.Closes);
        bench.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(SessionCloseReason.BindTimeout, bench.Handler.Closes.Single().Reason);
    }

    [Fact]
    public void Deliveries_come_with_their_fields_and_are_answered_ahead_of_submits()
    {
        var bench = EsmeBench.Bound();

        bench.Receive([.. EsmeBench.Deliver(0x80000001), .. Vector("deliver_sm_dlr_tlv_only")]);
        bench.Core.Respond([0x80000001, 7], CommandStatus.Ok);
        bench.Submit(1);

        Assert.Equal((0x80000001u, (byte)0, "447700900123", "60777", "STOP", 0), bench.Handler.Deliveries[0]);
        Assert.Equal((7u, (byte)4, "447700900123", "60777", "", 18), bench.Handler.Deliveries[1]);
        var sent = bench.Link.Take();
        Assert.Equal([CommandId.DeliverSmResp, CommandId.DeliverSmResp, CommandId.SubmitSm], sent.Select(pdu => pdu.Header.Command));
        Assert.Equal([0x80000001u, 7u], sent.Take(2).Select(pdu => pdu.Header.Sequence));
        Assert.Equal(17u, sent[0].Header.Length);
    }

    [Fact]
    public void Outcomes_are_handed_over_before_the_deliveries_of_the_same_receive()
    {
        var bench = EsmeBench.Bound();
        bench.Submit(1);
        var sequence = bench.Link.Take().Single().Header.Sequence;

        bench.Receive([.. EsmeBench.Deliver(9), .. EsmeBench.Response(sequence)]);

        Assert.Equal(["outcomes", "deliveries"], bench.Handler.Order);
    }

    [Fact]
    public void A_delivery_that_cannot_be_parsed_is_refused_and_counted()
    {
        var bench = EsmeBench.Bound();
        var broken = EsmeBench.Deliver(5)[..^6];
        (PduHeader.Read(broken) with { Length = (uint)broken.Length }).Write(broken);

        bench.Receive(broken);

        var answer = bench.Link.Take().Single();
        Assert.Equal((CommandId.DeliverSmResp, 5u), (answer.Header.Command, answer.Header.Sequence));
        Assert.NotEqual(CommandStatus.Ok, answer.Header.Status);
        Assert.Equal(1, bench.Core.MalformedDeliveries);
        Assert.Empty(bench.Handler.Deliveries);
    }

    [Fact]
    public void Reading_stops_while_too_many_deliveries_are_unanswered_and_goes_on_at_half()
    {
        var bench = EsmeBench.Bound(options => options with { MaxUnansweredDeliveries = 3 });

        bench.Receive([.. EsmeBench.Deliver(1), .. EsmeBench.Deliver(2), .. EsmeBench.Deliver(3), .. EsmeBench.Deliver(4),
            .. EsmeBench.Deliver(5)]);

        Assert.Equal(3, bench.Handler.Deliveries.Count);
        Assert.True(bench.Core.ReadingPaused);
        bench.Core.Respond([1, 2], CommandStatus.Ok);
        bench.Core.Kick();
        Assert.True(bench.Core.HasLeftOver);
        bench.Receive();
        Assert.Equal([1u, 2u, 3u, 4u, 5u], bench.Handler.Deliveries.Select(delivery => delivery.Sequence));
    }

    [Fact]
    public void Answering_more_than_is_owed_is_an_error_of_the_caller()
    {
        var bench = EsmeBench.Bound(options => options with { MaxUnansweredDeliveries = 2 });

        Assert.Throws<InvalidOperationException>(() => bench.Core.Respond([1, 2, 3, 4], CommandStatus.Ok));
    }

    [Theory]
    [InlineData("bad_seq_zero_request", 0u)]
    [InlineData("bad_seq_high_bit", 0x80000001u)]
    public void An_enquire_link_is_answered_with_its_own_sequence_whatever_it_is(string vector, uint sequence)
    {
        var bench = EsmeBench.Bound();

        bench.Receive(Vector(vector));

        var answer = bench.Link.Take().Single().Header;
        Assert.Equal((CommandId.EnquireLinkResp, sequence), (answer.Command, answer.Sequence));
    }

    [Fact]
    public void Two_pdus_split_at_any_octet_are_both_answered()
    {
        var octets = Vector("stream_two_pdus_one_segment");
        for (var cut = 1; cut < octets.Length; cut++)
        {
            var bench = EsmeBench.Bound();

            bench.Receive(octets.AsSpan(0, cut));
            bench.Receive(octets.AsSpan(cut));

            Assert.Equal([5u, 6u], bench.Link.Take().Select(pdu => pdu.Header.Sequence));
        }
    }

    [Fact]
    public void Silence_is_probed_twice_beside_a_full_window_and_then_ends_the_session()
    {
        var bench = EsmeBench.Bound(options => options with { WindowSlots = 1, ResponseTimeout = TimeSpan.FromMinutes(5) });
        bench.Submit(2);
        bench.Link.Take();

        bench.Advance(TimeSpan.FromSeconds(30));
        bench.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([CommandId.EnquireLink, CommandId.EnquireLink], bench.Link.Take().Select(pdu => pdu.Header.Command));
        Assert.Empty(bench.Handler.Closes);
        bench.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(SessionCloseReason.EnquireLinkTimeout, bench.Handler.Closes.Single().Reason);
        Assert.Equal((1ul, SubmitOutcomeKind.Unanswered), (bench.Handler.Outcomes.Single().Cookie, bench.Handler.Outcomes.Single().Kind));
    }

    [Fact]
    public void Any_octet_counts_as_life()
    {
        var bench = EsmeBench.Bound();
        bench.Advance(TimeSpan.FromSeconds(30));

        bench.Advance(TimeSpan.FromSeconds(9));
        bench.Receive(Vector("enquire_link"));
        bench.Advance(TimeSpan.FromSeconds(29));

        Assert.Empty(bench.Handler.Closes);
        Assert.Single(bench.Link.Take(), pdu => pdu.Header.Command == CommandId.EnquireLink);
    }

    [Theory]
    [InlineData("bad_command_length_15", 0u)]
    [InlineData("bad_command_length_huge", 1u)]
    public void A_lost_framing_is_nacked_and_ends_the_session(string vector, uint sequence)
    {
        var bench = EsmeBench.Bound();

        bench.Receive(Vector(vector));

        var nack = bench.Link.Take().Single().Header;
        Assert.Equal((CommandId.GenericNack, CommandStatus.InvalidCommandLength, sequence), (nack.Command, nack.Status, nack.Sequence));
        Assert.Equal(SessionCloseReason.ProtocolError, bench.Handler.Closes.Single().Reason);
    }

    [Fact]
    public void An_unknown_request_is_nacked_and_the_session_goes_on()
    {
        var bench = EsmeBench.Bound();

        bench.Receive(Convert.FromHexString("0000001000000999000000000000002b"));

        var nack = bench.Link.Take().Single().Header;
        Assert.Equal((CommandId.GenericNack, CommandStatus.InvalidCommandId, 0x2Bu), (nack.Command, nack.Status, nack.Sequence));
        Assert.Empty(bench.Handler.Closes);
    }

    [Fact]
    public void A_pdu_that_stays_incomplete_ends_the_session()
    {
        var bench = EsmeBench.Bound();

        bench.Receive(Vector("deliver_sm_mo_text").AsSpan(0, 20));
        bench.Advance(TimeSpan.FromSeconds(9));
        Assert.Empty(bench.Handler.Closes);
        bench.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(SessionCloseReason.ProtocolError, bench.Handler.Closes.Single().Reason);
    }

    [Fact]
    public void An_orderly_stop_waits_for_responses_unbinds_and_ends()
    {
        var bench = EsmeBench.Bound();
        bench.Submit(1);
        var submit = bench.Link.Take().Single().Header.Sequence;

        bench.Core.BeginUnbind();
        bench.Submit(1);
        bench.Pump();
        Assert.Empty(bench.Link.Take());
        bench.Respond(submit);
        var unbind = bench.Link.Take().Single().Header;
        Assert.Equal(CommandId.Unbind, unbind.Command);
        bench.Receive(EsmeBench.Header(CommandId.UnbindResp, unbind.Sequence));

        Assert.Equal(SessionCloseReason.LocalStop, bench.Handler.Closes.Single().Reason);
        Assert.True(bench.Core.IsOrderly);
        Assert.Equal(1, bench.Handler.Backlog);
    }

    [Fact]
    public void The_unbind_of_the_peer_stops_submits_and_is_answered_after_what_is_owed()
    {
        var bench = EsmeBench.Bound();
        bench.Submit(1);
        var submit = bench.Link.Take().Single().Header.Sequence;

        bench.Receive([.. EsmeBench.Deliver(3), .. EsmeBench.Header(CommandId.Unbind, 4)]);
        bench.Submit(1);
        Assert.Empty(bench.Link.Take());
        bench.Core.Respond([3], CommandStatus.Ok);
        bench.Core.Kick();
        bench.Pump();
        Assert.Equal([CommandId.DeliverSmResp, CommandId.UnbindResp], bench.Link.Take().Select(pdu => pdu.Header.Command));
        bench.Respond(submit);
        bench.Pump();

        Assert.Equal(SessionCloseReason.PeerUnbind, bench.Handler.Closes.Single().Reason);
        Assert.Equal(SubmitOutcomeKind.Answered, bench.Handler.Outcomes.Single().Kind);
    }

    [Fact]
    public void The_first_reason_to_close_stands_and_open_submits_are_reported_before_the_end()
    {
        var bench = EsmeBench.Bound();
        bench.Submit(2);

        Assert.True(bench.Core.Close(SessionCloseReason.LocalStop, null, "first"));
        Assert.False(bench.Core.Close(SessionCloseReason.ConnectionLost, null, "second"));
        bench.Pump();
        bench.Submit(1);

        Assert.Equal(new SessionClose(SessionCloseReason.LocalStop, null, "first"), bench.Handler.Closes.Single());
        Assert.Equal([SubmitOutcomeKind.Unanswered, SubmitOutcomeKind.Unanswered], bench.Handler.Outcomes.Select(outcome => outcome.Kind));
        Assert.False(bench.Core.IsOrderly);
        Assert.Equal(1, bench.Handler.Backlog);
    }

    [Fact]
    public void A_connection_that_breaks_while_sending_ends_the_session()
    {
        var bench = EsmeBench.Bound();
        bench.Link.Broken = true;

        bench.Submit(1);
        bench.Pump();

        Assert.Equal(SessionCloseReason.ConnectionLost, bench.Handler.Closes.Single().Reason);
        Assert.Equal(SubmitOutcomeKind.Unanswered, bench.Handler.Outcomes.Single().Kind);
    }

    [Fact]
    public void A_handler_that_throws_in_its_fill_ends_the_session_with_its_message()
    {
        var bench = EsmeBench.Bound();
        bench.Handler.FillFault = new InvalidOperationException("no such chunk");

        bench.Core.Kick();
        bench.Pump();

        Assert.Equal(SessionCloseReason.HandlerFault, bench.Handler.Closes.Single().Reason);
        Assert.Contains("no such chunk", bench.Handler.Closes.Single().Detail, StringComparison.Ordinal);
        Assert.True(long.IsEvenInteger(bench.Core.SectionSequence));
    }

    [Theory]
    [InlineData(0, "WindowSlots")]
    [InlineData(1001, "WindowSlots")]
    public void A_value_out_of_range_is_refused_with_its_name(int window, string name) =>
        Assert.Throws<ArgumentException>(name, () => EsmeBench.Bound(options => options with { WindowSlots = window }));

    [Theory]
    [InlineData("p\0ss", "Password holds U+0000; a bind carries Latin-1 without NUL. (Parameter 'Password')")]
    [InlineData("пароль", "Password holds U+043F; a bind carries Latin-1 without NUL. (Parameter 'Password')")]
    public void A_password_that_no_bind_can_carry_is_refused_without_being_named(string password, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => EsmeBench.Bound(options => options with { Password = password }));

        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void A_password_longer_than_the_specification_allows_is_sent_as_it_is()
    {
        var bench = new EsmeBench(options => options with { Password = "much longer than 8" });

        Assert.Equal("much longer than 8", ((BindPdu)bench.Link.Take().Single().Pdu!).Password);
    }

    private static byte[] Vector(string name) =>
        Convert.FromHexString(VectorFile.Vector("smpp-vectors.json", name).GetProperty("hex").GetString()!);
}

using System.Text;
using SmsWiser.Smpp;
using SmsWiser.Tests.Smpp.Vectors;

namespace SmsWiser.Tests.Smpp.Sessions;

public sealed class SmscCoreTests
{
    [Fact]
    public void A_bind_is_decided_by_the_handler_and_answered_with_the_version()
    {
        var bench = new SmscBench();

        bench.Receive(Vector("bind_transceiver_34"));

        Assert.Equal(("esme01", "s3cret!!"), (bench.Handler.Binds.Single().SystemId, bench.Handler.Binds.Single().Password));
        var response = bench.Link.Take().Single();
        Assert.Equal((CommandId.BindTransceiverResp, CommandStatus.Ok), (response.Header.Command, response.Header.Status));
        Assert.Equal(Tlv.Of(TlvTag.ScInterfaceVersion, 0x34), response.Pdu!.Tlvs.Single());
    }

    [Fact]
    public void A_refused_bind_is_answered_with_its_status_and_closed_in_order()
    {
        var bench = new SmscBench { Handler = { BindStatus = CommandStatus.InvalidPassword } };

        bench.Receive(Vector("bind_transceiver_34"));

        Assert.Equal(CommandStatus.InvalidPassword, bench.Link.Take().Single().Header.Status);
        Assert.True(bench.Core.IsOrderly);
        Assert.Equal(SessionCloseReason.BindRejected, bench.Handler.Closes.Single().Reason);
    }

    [Theory]
    [InlineData("bad_unterminated_system_id", CommandId.BindTransceiverResp, CommandStatus.InvalidSystemId)]
    [InlineData("submit_sm_gsm7_unpacked", CommandId.SubmitSmResp, CommandStatus.InvalidBindStatus)]
    [InlineData("enquire_link", CommandId.EnquireLinkResp, CommandStatus.Ok)]
    public void Before_the_bind_every_request_gets_the_answer_of_its_kind(string vector, CommandId command, CommandStatus status)
    {
        var bench = new SmscBench();

        bench.Receive(Vector(vector));

        var answer = bench.Link.Take().Single().Header;
        Assert.Equal((command, status), (answer.Command, answer.Status));
    }

    [Theory]
    [InlineData("bad_sm_length_past_end", CommandId.SubmitSmResp, CommandStatus.InvalidMessageLength)]
    [InlineData("bind_transceiver_34", CommandId.BindTransceiverResp, CommandStatus.AlreadyBound)]
    [InlineData("query_sm", CommandId.QuerySmResp, CommandStatus.InvalidCommandId)]
    public void A_wrong_request_gets_its_own_error_and_the_session_goes_on(string vector, CommandId command, CommandStatus status)
    {
        var bench = SmscBench.Bound(BindType.Transceiver);

        bench.Receive(Vector(vector));

        var answer = bench.Link.Take().Single().Header;
        Assert.Equal((command, status), (answer.Command, answer.Status));
        Assert.Null(bench.Core.Closing);
    }

    [Fact]
    public void Stray_octets_behind_the_last_tlv_are_refused()
    {
        var bench = SmscBench.Bound(BindType.Transceiver);
        byte[] stray = [.. Vector("submit_sm_user_message_reference"), 1, 2, 3];
        (PduHeader.Read(stray) with { Length = (uint)stray.Length }).Write(stray);

        bench.Receive(stray);

        Assert.Equal(CommandStatus.InvalidTlvStream, bench.Link.Take().Single().Header.Status);
    }

    [Fact]
    public void Submits_reach_the_handler_as_one_batch_and_its_answers_go_out_as_one_send()
    {
        var bench = SmscBench.Bound(BindType.Transceiver);
        var sends = bench.Link.Sends;

        bench.Receive([.. Vector("submit_sm_gsm7_unpacked"), .. Vector("submit_sm_ucs2_cyrillic")]);

        Assert.Equal([2], bench.Handler.BatchSizes);
        Assert.Equal(["447700900123", "447700900123"], bench.Handler.Destinations);
        Assert.Equal(1, bench.Link.Sends - sends);
        Assert.Equal(["id1", "id2"], bench.Link.Take().Select(pdu => ((MessageIdPdu)pdu.Pdu!).MessageId));
    }

    [Fact]
    public void Deliveries_wait_for_the_window_and_come_back_with_their_cookies()
    {
        var bench = SmscBench.Bound(BindType.Receiver, new SmscSessionOptions { DeliveryWindowSlots = 2 });

        bench.Handler.Deliveries = 3;
        bench.Core.Kick();
        var sent = bench.Link.Take();
        Assert.Equal(2, sent.Count);
        bench.Receive(PduCodec.Encode(new MessageIdPdu(CommandId.DeliverSmResp, ""), sent[1].Header.Sequence, CommandStatus.Ok));

        Assert.Equal([(2ul, SubmitOutcomeKind.Answered)], bench.Handler.Outcomes);
        Assert.Single(bench.Link.Take());
    }

    [Fact]
    public void A_transmitter_gets_no_deliveries_and_a_receiver_may_not_submit()
    {
        var transmitter = SmscBench.Bound(BindType.Transmitter);
        var receiver = SmscBench.Bound(BindType.Receiver);

        transmitter.Handler.Deliveries = 1;
        transmitter.Core.Kick();
        receiver.Receive(Vector("submit_sm_gsm7_unpacked"));

        Assert.Empty(transmitter.Link.Take());
        Assert.Equal(CommandStatus.InvalidBindStatus, receiver.Link.Take().Single().Header.Status);
    }

    [Fact]
    public void The_unbind_of_the_esme_stops_deliveries_and_is_answered_last()
    {
        var bench = SmscBench.Bound(BindType.Transceiver);
        bench.Handler.HoldResponses = true;
        bench.Receive([.. Vector("submit_sm_gsm7_unpacked"), .. EsmeBench.Header(CommandId.Unbind, 9)]);
        bench.Handler.Deliveries = 1;
        bench.Core.Kick();
        Assert.Empty(bench.Link.Take());

        bench.Handler.HoldResponses = false;
        bench.Pump();
        bench.Pump();

        Assert.Equal([CommandId.SubmitSmResp, CommandId.UnbindResp], bench.Link.Take().Select(pdu => pdu.Header.Command));
        Assert.Equal(SessionCloseReason.PeerUnbind, bench.Handler.Closes.Single().Reason);
    }

    [Fact]
    public void A_connection_without_a_bind_and_a_silent_one_are_closed()
    {
        var silent = SmscBench.Bound(BindType.Transceiver);
        var unbound = new SmscBench();

        unbound.Advance(TimeSpan.FromSeconds(10));
        silent.Advance(TimeSpan.FromMinutes(4));
        Assert.Empty(silent.Handler.Closes);
        silent.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(SessionCloseReason.BindTimeout, unbound.Handler.Closes.Single().Reason);
        Assert.Equal(SessionCloseReason.Inactivity, silent.Handler.Closes.Single().Reason);
    }

    private static byte[] Vector(string name) =>
        Convert.FromHexString(VectorFile.Vector("smpp-vectors.json", name).GetProperty("hex").GetString()!);

    private sealed class SmscBench
    {
        public SmscBench(SmscSessionOptions? options = null)
        {
            Core = new SmscCore(options ?? new SmscSessionOptions(), Handler, Clock);
            Core.Attach(Link);
            Pump();
        }

        public ManualClock Clock { get; } = new();

        public ScriptedLink Link { get; } = new();

        public RecordingSmsc Handler { get; } = new();

        public SmscCore Core { get; }

        public static SmscBench Bound(BindType type, SmscSessionOptions? options = null)
        {
            var bench = new SmscBench(options);
            bench.Receive(PduCodec.Encode(new BindPdu(type, "esme01", "s3cret!!", "", 0x34, SmppAddress.None), 1, CommandStatus.Ok));
            bench.Link.Take();
            return bench;
        }

        public void Receive(params ReadOnlySpan<byte> octets)
        {
            octets.CopyTo(Core.ReceiveSpace);
            Core.Received(octets.Length, Clock.GetTimestamp());
            Pump();
        }

        public void Advance(TimeSpan by)
        {
            Clock.Advance(by);
            Pump();
        }

        public void Pump()
        {
            Core.Tick(Clock.GetTimestamp());
            Core.KickFromPump();
            if (Core.Closing is not null && Handler.Closes.Count == 0) Core.Finish(() => { });
        }
    }

    private sealed class RecordingSmsc : ISmscHandler
    {
        private readonly Queue<uint> open = new();
        private int ids;

        public CommandStatus BindStatus { get; set; } = CommandStatus.Ok;

        public bool HoldResponses { get; set; }

        public int Deliveries { get; set; }

        public List<BindPdu> Binds { get; } = [];

        public List<int> BatchSizes { get; } = [];

        public List<string> Destinations { get; } = [];

        public List<(ulong Cookie, SubmitOutcomeKind Kind)> Outcomes { get; } = [];

        public List<SessionClose> Closes { get; } = [];

        public CommandStatus OnBind(SmscCore session, BindPdu bind)
        {
            Binds.Add(bind);
            return BindStatus;
        }

        public void OnSubmits(ReadOnlySpan<Submission> submits, ReadOnlySpan<byte> received, long now)
        {
            BatchSizes.Add(submits.Length);
            foreach (var submit in submits)
            {
                var at = submit.BodyOffset + submit.Layout.DestinationOffset;
                Destinations.Add(Encoding.ASCII.GetString(received.Slice(at, submit.Layout.DestinationLength)));
                open.Enqueue(submit.SequenceNumber);
            }
        }

        public void Fill(ref SmscBatch batch)
        {
            while (!HoldResponses && open.TryPeek(out var sequence))
            {
                if (!batch.TryRespond(sequence, CommandStatus.Ok, Encoding.ASCII.GetBytes($"id{++ids}"))) break;
                open.Dequeue();
            }

            var body = EsmeBench.Deliver(0).AsSpan(PduHeader.Bytes);
            while (Deliveries > 0 && batch.TryDeliver(body, (ulong)(4 - Deliveries))) Deliveries--;
        }

        public void OnDeliverOutcomes(ReadOnlySpan<SubmitOutcome> outcomes)
        {
            foreach (var outcome in outcomes) Outcomes.Add((outcome.Cookie, outcome.Kind));
        }

        public void OnClosed(SessionClose close) => Closes.Add(close);
    }
}


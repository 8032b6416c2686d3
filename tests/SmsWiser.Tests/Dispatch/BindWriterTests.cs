using Microsoft.Extensions.Logging.Abstractions;
using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Engine.Inbound;
using SmsWiser.Smpp;
using SmsWiser.Testing;
using SmsWiser.Testing.Campaigns;
using SmsWiser.Tests.Smpp.Sessions;

namespace SmsWiser.Tests.Dispatch;

/// <summary>The writer over a real session core, with a carrier that answers everything, without sockets and threads.</summary>
public sealed class BindWriterTests : IDisposable
{
    private const int Leads = 256;
    private const int Window = 64;

    private readonly ManualTimeProvider time = new();
    private readonly LoopLink link = new();
    private readonly BoardTable boards = new(64);
    private readonly Gate gate = new();
    private readonly Journal journal;
    private readonly InboundIntake inbound;
    private readonly BindWriter writer;
    private readonly EsmeCore core;
    private readonly SendoutRun run;
    private readonly List<PreparedChunk> returned = [];

    public BindWriterTests()
    {
        var options = new DispatchOptions();
        inbound = new(options, time);
        journal = new(
            new MemoryDispatchStore(new MemorySendouts()), boards, new NodeId(1), options, time, NullLogger<Journal>.Instance);
        writer = new(new CarrierId(1), "carrier/1", new(time.TimestampFrequency, tracedSends: 0), gate, boards, journal, inbound, options,
            time);
        var session = new EsmeOptions { Host = "smsc", Port = 2775, SystemId = "esme", Password = "secret", WindowSlots = Window };
        core = new(session, writer, time);
        core.Attach(link);
        core.KickFromPump();
        Receive(PduCodec.Encode(new BindResponsePdu(CommandId.BindTransceiverResp, "SMSC"), 1, CommandStatus.Ok));
        var sendout = new Sendout(new(7), new(8), new(9), TrafficClass.Marketing, SendoutState.Sending, Leads, 1, 0, null, default, null);
        run = new(sendout, new(new(8), "c", new(9), "Test", "Sender", "Hi", TrafficClass.Marketing, [], default), hours: null);
    }

    public void Dispose()
    {
        journal.Dispose();
        inbound.Dispose();
    }

    [Fact]
    public void A_chunk_is_written_answered_and_given_back()
    {
        var chunk = Feed(new PreparedChunk(), grant: 0);

        Exchange();

        writer.TakeReturned(returned);
        Assert.Same(chunk, Assert.Single(returned));
        Assert.Equal((Leads, 0, Leads), ((int)writer.Submitted, writer.Backlog, journal.Intake.Records.Count));
        Assert.All(journal.Intake.Records, record => Assert.Equal(EntryState.Accepted, record.State));
    }

    [Fact]
    public void Filling_and_answering_allocate_nothing_per_message()
    {
        var chunk = new PreparedChunk();
        for (var i = 0; i < 20; i++)
            Round();

        var least = Allocations.Least(() =>
        {
            for (var i = 0; i < 40; i++)
                Round();
        });

        Assert.Equal(0, least);
        Assert.Equal(220 * Leads, writer.Submitted);

        void Round()
        {
            Refeed(chunk);
            Exchange();
            writer.TakeReturned(returned);
            returned.Clear();
            journal.Intake.Clear();
        }
    }

    [Fact]
    public void Once_its_share_is_stopped_nothing_more_of_a_chunk_is_written_and_its_unsent_leads_are_revoked()
    {
        Feed(new PreparedChunk(), grant: 5);
        core.KickFromPump();
        var written = (int)writer.Submitted;
        Assert.Equal(Window, written);

        gate.StopShare(new(5), 1);
        Exchange();

        Assert.Equal(written, writer.Submitted);
        Assert.Equal(written, journal.Intake.Records.Count(record => record.State == EntryState.Accepted));
        Assert.Equal(Leads - written, journal.Intake.Records.Count(record => record.State == EntryState.Revoked));
        Assert.Equal(written, gate.Authority(new(5), 1).OnWire);
    }

    [Fact]
    public void A_paused_sendout_leaves_the_writer_with_its_unsent_leads_when_nothing_is_in_flight()
    {
        var chunk = Feed(new PreparedChunk(), grant: 0);
        core.KickFromPump();

        gate.Close(run.Word);
        writer.Sweep();
        writer.TakeReturned(returned);
        Assert.Empty(returned);

        Exchange();
        writer.TakeReturned(returned);
        Assert.Same(chunk, Assert.Single(returned));
        Assert.Equal(Leads - Window, chunk.Remaining);
    }

    [Fact]
    public void Once_its_hours_are_over_nothing_more_of_a_chunk_is_written_and_it_is_given_back_with_the_rest()
    {
        var chunk = Feed(new PreparedChunk(), grant: 0);
        chunk.ClosesAt = time.GetTimestamp() + 1;
        core.KickFromPump();
        Assert.Equal(Window, writer.Submitted);

        time.Advance(TimeSpan.FromTicks(1));
        Exchange();

        writer.TakeReturned(returned);
        Assert.Same(chunk, Assert.Single(returned));
        Assert.Equal((Window, Leads - Window, 0), ((int)writer.Submitted, chunk.Remaining, writer.Backlog));
        Assert.All(journal.Intake.Records, record => Assert.Equal(EntryState.Accepted, record.State));
    }

    [Fact]
    public void A_bind_that_goes_down_ends_what_was_in_flight_as_unknown_and_gives_the_rest_back()
    {
        var chunk = Feed(new PreparedChunk(), grant: 0);
        core.KickFromPump();

        core.Close(SessionCloseReason.ConnectionLost, null, "gone");
        core.Finish(static () => { });

        writer.TakeReturned(returned);
        Assert.Same(chunk, Assert.Single(returned));
        Assert.Equal(Leads - Window, chunk.Remaining);
        Assert.Equal(Window, journal.Intake.Records.Count(record => record.State == EntryState.Unknown));
        Assert.False(writer.Feed(chunk));
    }

    [Fact]
    public void Once_somebody_has_opted_out_nothing_more_is_written_to_them_and_their_lead_ends_suppressed()
    {
        var chunk = Feed(new PreparedChunk(), grant: 0, Marketing);
        core.KickFromPump();
        Assert.Equal(Window, writer.Submitted);

        OptOut(Key(10), Key(100), Key(255));
        Exchange();
        writer.TakeReturned(returned);

        Assert.Equal(Leads - 2, writer.Submitted);
        Assert.Equal(new byte[] { 100, 255 }, Of(EntryState.Suppressed).Order());
        Assert.DoesNotContain((byte)100, Of(EntryState.Accepted));
        Assert.Contains((byte)10, Of(EntryState.Accepted));
        Assert.Equal((uint)SuppressionReason.OptedOut, journal.Intake.Records.First(record => record.Index == 100).Code);
        Assert.Same(chunk, Assert.Single(returned));
        Assert.Equal(0, writer.Backlog);
    }

    [Fact]
    public void A_chunk_of_which_everybody_has_opted_out_is_given_back_without_a_word_on_the_wire()
    {
        OptOut([.. Enumerable.Range(0, Leads).Select(Key)]);

        var chunk = Feed(new PreparedChunk(), grant: 0, Marketing);
        Exchange();

        writer.TakeReturned(returned);
        Assert.Same(chunk, Assert.Single(returned));
        Assert.Equal((0, 0, Leads), (writer.Submitted, writer.Backlog, Of(EntryState.Suppressed).Count()));
    }

    [Fact]
    public void A_part_refused_for_a_moment_does_not_go_again_to_somebody_who_opted_out_meanwhile()
    {
        link.Status = CommandStatus.SystemError;
        Feed(new PreparedChunk(), grant: 0, Marketing);
        core.KickFromPump();
        OptOut(Key(0), Key(1));
        TakeAnswers();

        link.Status = CommandStatus.Ok;
        time.Advance(TimeSpan.FromSeconds(5));
        Exchange();

        Assert.Equal(new byte[] { 0, 1 }, Of(EntryState.Suppressed).Order());
        Assert.DoesNotContain((byte)0, Of(EntryState.Accepted));
        Assert.Equal(Leads - 2, Of(EntryState.Accepted).Distinct().Count());
    }

    [Fact]
    public void Looking_through_opt_outs_allocates_nothing()
    {
        var chunk = Feed(new PreparedChunk(), grant: 0, Marketing);
        GateEntry[][] entries = [.. Enumerable.Range(0, 200).Select(i => new[] { Entry(i + 1, Key(100_000 + i)) })];
        for (var i = 0; i < 20; i++)
            Round(i);

        var least = Allocations.Least(() =>
        {
            for (var i = 20; i < 40; i++)
                Round(i);
        });

        Assert.Equal(0, least);
        Assert.Equal(Leads, chunk.Remaining + (int)writer.Submitted);

        void Round(int i)
        {
            gate.Apply(entries[i]);
            core.KickFromPump();
        }
    }

    [Fact]
    public void A_chunk_checked_before_the_gate_forgot_is_taken_out_to_be_checked_anew()
    {
        var chunk = Feed(new PreparedChunk(), grant: 0, Marketing);

        gate.BeginAt(50);
        writer.Sweep();
        gate.Close(new GateWord());
        Exchange();

        writer.TakeReturned(returned);
        Assert.Same(chunk, Assert.Single(returned));
        Assert.Equal((0, Leads), (writer.Submitted, chunk.Remaining));
        Assert.Empty(journal.Intake.Records);
    }

    private static OptOutDomains Marketing { get; } =
        OptOutDomains.For(new(9), "Sender", new(3), TrafficClass.Marketing, new());

    private IEnumerable<byte> Of(EntryState state) =>
        journal.Intake.Records.Where(record => record.State == state).Select(record => record.Index);

    private static ulong Key(int lead) => (ulong)(lead + 1) * 0x9E3779B97F4A7C15;

    private void OptOut(params ulong[] keys) => gate.Apply([.. keys.Select((key, i) => Entry(gate.Position + i + 1, key))]);

    private static GateEntry Entry(long position, ulong key)
    {
        var change = new OptOutChange(OptOutDomain.OfTopic(new(3)), key, IsOut: true, default);
        return new(position, GateKind.OptOutsChanged, 0, 0, (byte[])[.. BitConverter.GetBytes(change.Entry), 1]);
    }

    private PreparedChunk Feed(PreparedChunk chunk, long grant) => Feed(chunk, grant, OptOutDomains.None);

    private PreparedChunk Feed(PreparedChunk chunk, long grant, OptOutDomains optOuts)
    {
        var authority = gate.Authority(new(grant), grant == 0 ? 0 : 1);
        var board = boards.Add(new(run.Id, 0), run, run.Totals(new(grant)), authority, Leads);
        board.Prepared = chunk;
        chunk.Begin(board);
        Fill(chunk);
        chunk.OptOuts = optOuts;
        Assert.True(writer.Feed(chunk));
        return chunk;
    }

    private void Refeed(PreparedChunk chunk)
    {
        if (chunk.Board is null)
        {
            Feed(chunk, grant: 0);
            return;
        }
        chunk.Begin(chunk.Board);
        Fill(chunk);
        writer.Feed(chunk);
    }

    private static void Fill(PreparedChunk chunk)
    {
        for (var i = 0; i < Leads; i++)
        {
            var room = chunk.Room(SubmitSmBody.MaxBytes);
            chunk.NumberKeys[i] = Key(i);
            chunk.Add(SubmitSmBody.Write(room, Fields, 33612345000UL + (ulong)i, "Hello"u8), (byte)i, 1, 1);
        }
    }

    private static readonly SubmitSmFields Fields = new("Sender");

    /// <summary>Lets carrier and writer talk until neither has more to say.</summary>
    private void Exchange()
    {
        do
            core.KickFromPump();
        while (TakeAnswers());
    }

    private bool TakeAnswers()
    {
        var octets = link.Take(core.ReceiveSpace);
        if (octets > 0)
            core.Received(octets, time.GetTimestamp());
        return octets > 0;
    }

    private void Receive(ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(core.ReceiveSpace);
        core.Received(octets.Length, time.GetTimestamp());
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Dispatch;
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
    private readonly BindWriter writer;
    private readonly EsmeCore core;
    private readonly SendoutRun run;
    private readonly List<PreparedChunk> returned = [];

    public BindWriterTests()
    {
        var options = new DispatchOptions();
        journal = new(
            new MemoryDispatchStore(new MemorySendouts()), boards, new NodeId(1), options, time, NullLogger<Journal>.Instance);
        writer = new(new CarrierId(1), "carrier/1", new(time.TimestampFrequency, tracedSends: 0), gate, boards, journal, options, time);
        var session = new EsmeOptions { Host = "smsc", Port = 2775, SystemId = "esme", Password = "secret", WindowSlots = Window };
        core = new(session, writer, time);
        core.Attach(link);
        core.KickFromPump();
        Receive(PduCodec.Encode(new BindResponsePdu(CommandId.BindTransceiverResp, "SMSC"), 1, CommandStatus.Ok));
        var sendout = new Sendout(new(7), new(8), new(9), TrafficClass.Marketing, SendoutState.Sending, Leads, 1, 0, null, default, null);
        run = new(sendout, new(new(8), "c", new(9), "Test", "Sender", "Hi", TrafficClass.Marketing, [], default));
    }

    public void Dispose() => journal.Dispose();

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

    private PreparedChunk Feed(PreparedChunk chunk, long grant)
    {
        var authority = gate.Authority(new(grant), grant == 0 ? 0 : 1);
        var board = boards.Add(new(run.Id, 0), run, run.Totals(new(grant)), authority, Leads);
        board.Prepared = chunk;
        chunk.Begin(board);
        Fill(chunk);
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

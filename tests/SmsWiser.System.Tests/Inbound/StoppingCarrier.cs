using System.Buffers.Text;
using System.Net;
using System.Text;
using SmsWiser.Smpp;

namespace SmsWiser.System.Tests.Inbound;

/// <summary>A carrier whose subscribers write while it is being sent to. It answers submit_sm some time later, a few at a time, and notes
/// each message to somebody whose STOP the node has answered: on one connection nothing that was sent before can come after the
/// answer.</summary>
internal sealed class StoppingCarrier : ISmscHandler, IAsyncDisposable
{
    private const int AnswersPerMillisecond = 20;

    private readonly Lock guard = new();
    private readonly Queue<ulong> stops = [];
    private readonly List<ulong> delivered = [];
    private readonly HashSet<ulong> acknowledged = [];
    private readonly HashSet<ulong> received = [];
    private readonly Queue<uint> answers = [];
    private readonly string sender;
    private readonly SmscListener listener;
    private SmscCore? session;
    private long answeredAt;
    private int submits;
    private int confirmations;

    public StoppingCarrier(string sender)
    {
        this.sender = sender;
        listener = SmscListener.Start(
            new IPEndPoint(IPAddress.Loopback, 0), new SmscSessionOptions { SystemId = "stopping", DeliveryWindowSlots = 50 }, 4,
            () => this, TimeProvider.System);
    }

    public int Port => listener.Port;

    /// <summary>People who were written to after the node had answered their STOP.</summary>
    public List<ulong> Late { get; } = [];

    /// <summary>STOPs answered with ESME_ROK.</summary>
    public IReadOnlySet<ulong> Acknowledged
    {
        get { lock (guard) return acknowledged.ToHashSet(); }
    }

    /// <summary>People who were written to, and how many messages there were.</summary>
    public (IReadOnlySet<ulong> People, int Messages) Received
    {
        get { lock (guard) return (received.ToHashSet(), submits); }
    }

    /// <summary>Confirmations of stops.</summary>
    public int Confirmations
    {
        get { lock (guard) return confirmations; }
    }

    private static ReadOnlySpan<byte> Confirmation => "You will get no more messages"u8;

    public void Stop(IEnumerable<ulong> numbers)
    {
        lock (guard)
        {
            foreach (var number in numbers)
                stops.Enqueue(number);
        }
        session?.Wake();
    }

    public CommandStatus OnBind(SmscCore session, BindPdu bind)
    {
        this.session = session;
        return CommandStatus.Ok;
    }

    public void OnSubmits(ReadOnlySpan<Submission> submits, ReadOnlySpan<byte> received, long now)
    {
        lock (guard)
        {
            foreach (ref readonly var submit in submits)
            {
                var to = received.Slice(submit.BodyOffset + submit.Layout.DestinationOffset, submit.Layout.DestinationLength);
                Assert.True(Utf8Parser.TryParse(to, out ulong number, out _));
                answers.Enqueue(submit.SequenceNumber);
                if (received.Slice(submit.BodyOffset + submit.Layout.ShortMessageOffset, submit.Layout.ShortMessageLength)
                    .StartsWith(Confirmation))
                {
                    confirmations++;
                    continue;
                }
                this.received.Add(number);
                this.submits++;
                if (acknowledged.Contains(number))
                    Late.Add(number);
            }
        }
    }

    public void Fill(ref SmscBatch batch)
    {
        lock (guard)
        {
            while (stops.TryPeek(out var number) && batch.TryDeliver(Body(number), (ulong)delivered.Count))
            {
                delivered.Add(number);
                stops.Dequeue();
            }
            if (answers.Count == 0)
                return;
            var millisecond = TimeProvider.System.TimestampFrequency / 1_000;
            batch.WakeAt = batch.Now + millisecond;
            if (batch.Now - answeredAt < millisecond)
                return;
            answeredAt = batch.Now;
            for (var i = 0; i < AnswersPerMillisecond && answers.TryPeek(out var sequence); i++)
            {
                if (!batch.TryRespond(sequence, CommandStatus.Ok, Encoding.ASCII.GetBytes($"m{sequence}")))
                    return;
                answers.Dequeue();
            }
        }
    }

    public void OnDeliverOutcomes(ReadOnlySpan<SubmitOutcome> outcomes)
    {
        lock (guard)
        {
            foreach (ref readonly var outcome in outcomes)
            {
                if (outcome is { Kind: SubmitOutcomeKind.Answered, Status: CommandStatus.Ok })
                    acknowledged.Add(delivered[(int)outcome.Cookie]);
            }
        }
    }

    public void OnClosed(SessionClose close)
    {
    }

    public ValueTask DisposeAsync() => listener.DisposeAsync();

    private byte[] Body(ulong number)
    {
        var pdu = new MessagePdu(
            CommandId.DeliverSm, new SmppAddress(1, 1, number.ToString()), new SmppAddress(3, 0, sender), "STOP"u8.ToArray());
        return PduCodec.Encode(pdu, 0, CommandStatus.Ok)[PduHeader.Bytes..];
    }
}

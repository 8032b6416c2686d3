using System.Net;
using System.Text;
using System.Threading.Channels;
using SmsWiser.Smpp;

namespace SmsWiser.System.Tests.Inbound;

/// <summary>A carrier that hands over subscribers' messages and keeps what they are answered. One connection.</summary>
internal sealed class DeliveringCarrier : ISmscHandler, IAsyncDisposable
{
    private readonly SmscListener listener;
    private readonly Lock guard = new();
    private readonly Queue<byte[]> waiting = new();
    private readonly Channel<CommandStatus> answers = Channel.CreateBounded<CommandStatus>(16);
    private SmscCore? session;

    public DeliveringCarrier() =>
        listener = SmscListener.Start(new IPEndPoint(IPAddress.Loopback, 0), new(), 4, () => this, TimeProvider.System);

    public int Port => listener.Port;

    public void Deliver(string from, string to, string text)
    {
        var message = new MessagePdu(
            CommandId.DeliverSm, new SmppAddress(1, 1, from), new SmppAddress(3, 0, to), Encoding.ASCII.GetBytes(text));
        lock (guard)
            waiting.Enqueue(PduCodec.Encode(message, 1, CommandStatus.Ok)[PduHeader.Bytes..]);
        session!.Wake();
    }

    public async Task<CommandStatus> NextAnswerAsync() =>
        await answers.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public CommandStatus OnBind(SmscCore session, BindPdu bind)
    {
        this.session = session;
        return CommandStatus.Ok;
    }

    public void OnSubmits(ReadOnlySpan<Submission> submits, ReadOnlySpan<byte> received, long now) { }

    public void Fill(ref SmscBatch batch)
    {
        lock (guard)
        {
            while (waiting.TryPeek(out var body) && batch.TryDeliver(body, 1))
                waiting.Dequeue();
        }
    }

    public void OnDeliverOutcomes(ReadOnlySpan<SubmitOutcome> outcomes)
    {
        foreach (ref readonly var outcome in outcomes)
            Assert.True(answers.Writer.TryWrite(outcome.Status));
    }

    public void OnClosed(SessionClose close) { }

    public ValueTask DisposeAsync() => listener.DisposeAsync();
}

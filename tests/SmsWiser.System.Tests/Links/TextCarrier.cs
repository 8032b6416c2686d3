using System.Buffers.Text;
using System.Net;
using System.Text;
using SmsWiser.Smpp;

namespace SmsWiser.System.Tests.Links;

/// <summary>A carrier that accepts everything and keeps who got which text. Texts are ASCII, in one part.</summary>
internal sealed class TextCarrier : ISmscHandler, IAsyncDisposable
{
    private readonly Lock guard = new();
    private readonly List<(ulong Number, string Text)> received = [];
    private readonly Queue<uint> owed = new();
    private readonly SmscListener listener;
    private int ids;

    public TextCarrier() =>
        listener = SmscListener.Start(new IPEndPoint(IPAddress.Loopback, 0), new(), 4, () => this, TimeProvider.System);

    public int Port => listener.Port;

    /// <summary>The messages so far, in the order they came.</summary>
    public IReadOnlyList<(ulong Number, string Text)> Received
    {
        get
        {
            lock (guard)
                return [.. received];
        }
    }

    public CommandStatus OnBind(SmscCore session, BindPdu bind) => CommandStatus.Ok;

    public void OnSubmits(ReadOnlySpan<Submission> submits, ReadOnlySpan<byte> octets, long now)
    {
        lock (guard)
        {
            foreach (ref readonly var submit in submits)
            {
                var to = octets.Slice(submit.BodyOffset + submit.Layout.DestinationOffset, submit.Layout.DestinationLength);
                Assert.True(Utf8Parser.TryParse(to, out ulong number, out _));
                received.Add((number, Encoding.ASCII.GetString(
                    octets.Slice(submit.BodyOffset + submit.Layout.ShortMessageOffset, submit.Layout.ShortMessageLength))));
                owed.Enqueue(submit.SequenceNumber);
            }
        }
    }

    public void Fill(ref SmscBatch batch)
    {
        while (owed.TryPeek(out var sequence) && batch.TryRespond(sequence, CommandStatus.Ok, Encoding.ASCII.GetBytes($"{++ids}")))
            owed.Dequeue();
    }

    public void OnDeliverOutcomes(ReadOnlySpan<SubmitOutcome> outcomes) { }

    public void OnClosed(SessionClose close) { }

    public ValueTask DisposeAsync() => listener.DisposeAsync();
}

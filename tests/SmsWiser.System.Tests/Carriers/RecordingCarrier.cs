using System.Net;
using System.Text;
using SmsWiser.Smpp;

namespace SmsWiser.System.Tests.Carriers;

/// <summary>A carrier that accepts everything and keeps what came, in words. One connection.</summary>
internal sealed class RecordingCarrier : ISmscHandler, IAsyncDisposable
{
    private readonly SmscListener listener;
    private readonly Lock guard = new();
    private readonly List<string> submits = [];
    private readonly Queue<uint> owed = new();
    private int ids;

    public RecordingCarrier() =>
        listener = SmscListener.Start(new IPEndPoint(IPAddress.Loopback, 0), new(), 4, () => this, TimeProvider.System);

    public int Port => listener.Port;

    public BindPdu? Bind { get; private set; }

    /// <summary>The submit_sm so far, in the order they came.</summary>
    public IReadOnlyList<string> Submits
    {
        get
        {
            lock (guard)
                return [.. submits];
        }
    }

    public CommandStatus OnBind(SmscCore session, BindPdu bind)
    {
        Bind = bind;
        return CommandStatus.Ok;
    }

    public void OnSubmits(ReadOnlySpan<Submission> batch, ReadOnlySpan<byte> received, long now)
    {
        lock (guard)
        {
            foreach (ref readonly var submit in batch)
            {
                submits.Add(Read(received.Slice(submit.BodyOffset, submit.BodyLength)));
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

    /// <summary>The fields of SMPP 3.4 §4.4.1 in their order.</summary>
    private static string Read(ReadOnlySpan<byte> body)
    {
        var at = 0;
        var service = Text(body, ref at);
        var source = $"{body[at++]}/{body[at++]} {Text(body, ref at)}";
        var destination = $"{body[at++]}/{body[at++]} {Text(body, ref at)}";
        var flags = $"esm {body[at++]:X2} pid {body[at++]} priority {body[at++]}";
        var times = $"'{Text(body, ref at)}' '{Text(body, ref at)}'";
        var rest = $"receipts {body[at++]} replace {body[at++]} dcs {body[at++]} default {body[at++]}";
        var length = body[at++];
        var text = Convert.ToHexString(body.Slice(at, Math.Min(8, (int)length)));
        return $"'{service}' from {source} to {destination} {flags} {times} {rest} "
            + $"{text} of {length} tlvs {Convert.ToHexString(body[(at + length)..])}";
    }

    private static string Text(ReadOnlySpan<byte> body, ref int at)
    {
        var length = body[at..].IndexOf((byte)0);
        var text = Encoding.ASCII.GetString(body.Slice(at, length));
        at += length + 1;
        return text;
    }
}

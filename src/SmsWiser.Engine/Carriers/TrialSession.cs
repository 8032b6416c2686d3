using System.Text;
using SmsWiser.Smpp;
using SmsWiser.Smpp.Receipts;

namespace SmsWiser.Engine.Carriers;

/// <summary>What a carrier answered to the one message of a test.</summary>
internal sealed record TrialAnswer(SubmitOutcomeKind Kind, CommandStatus Status, string MessageId);

/// <summary>A receipt that came over the session of a test.</summary>
internal sealed record TrialReceipt(string MessageId, string From, bool IsFinal, MessageState State, string Error);

/// <summary>The session of a test: submits one message and keeps what comes back. Receipts wait here until the test says whose they are; a
/// subscriber's message, and what is beyond the bound, is answered with the carrier's code for "try again". On the session's pump but for
/// the public members.</summary>
internal sealed class TrialSession(CommandStatus deliverError) : IEsmeHandler
{
    private const int MaxReceipts = 256;

    private readonly Lock guard = new();
    private readonly List<(uint Sequence, TrialReceipt Receipt)> receipts = [];
    private readonly TaskCompletionSource<BindResult> bound = new();
    private readonly TaskCompletionSource<TrialAnswer> answered = new();
    private readonly TaskCompletionSource<SessionClose> closed = new();
    private TaskCompletionSource arrived = new();
    private EsmeSession session = null!; // Set by Start, before anything can come.
    private byte[]? body;

    public bool IsStarted { get; private set; }

    public Task<BindResult> Bound => bound.Task;

    public Task<TrialAnswer> Answered => answered.Task;

    public Task<SessionClose> Closed => closed.Task;

    /// <summary>Starts the session.</summary>
    public void Start(EsmeSession fresh)
    {
        session = fresh;
        IsStarted = true;
        session.Start();
    }

    /// <summary>Submits the message.</summary>
    public void Submit(byte[] submit)
    {
        lock (guard)
            body = submit;
        session.Kick();
    }

    /// <summary>Begins the orderly end.</summary>
    public void Unbind() => session.BeginUnbind();

    /// <summary>Ends it at once.</summary>
    public void Close()
    {
        if (IsStarted)
            session.Close(SessionCloseReason.LocalStop);
    }

    /// <summary>Completes with the next receipt.</summary>
    public Task ArrivedAsync()
    {
        lock (guard)
            return arrived.Task;
    }

    /// <summary>Takes the receipts that came, answers each, and returns those that are the test's.</summary>
    public List<TrialReceipt> Take(Func<TrialReceipt, bool> isOurs)
    {
        var ours = new List<TrialReceipt>();
        lock (guard)
        {
            foreach (var (sequence, receipt) in receipts)
            {
                var isMine = isOurs(receipt);
                session.Respond(sequence, isMine ? CommandStatus.Ok : deliverError);
                if (isMine)
                    ours.Add(receipt);
            }
            receipts.Clear();
            if (arrived.Task.IsCompleted)
                arrived = new();
        }
        session.Kick();
        return ours;
    }

    public void OnBound(BindResult result) => bound.TrySetResult(result);

    public void FillSubmits(ref SubmitBatch batch)
    {
        lock (guard)
        {
            if (body is not null && batch.TryAdd(body, 1))
                body = null;
        }
    }

    public void OnOutcomes(ReadOnlySpan<SubmitOutcome> outcomes, ReadOnlySpan<byte> received)
    {
        foreach (ref readonly var outcome in outcomes)
        {
            var id = received.Slice(outcome.MessageIdOffset, outcome.MessageIdLength);
            answered.TrySetResult(new(outcome.Kind, outcome.Status, Encoding.Latin1.GetString(id)));
        }
    }

    public void OnDeliveries(ReadOnlySpan<Delivery> deliveries, ReadOnlySpan<byte> received)
    {
        var isRefused = false;
        TaskCompletionSource? waiter = null;
        lock (guard)
        {
            foreach (ref readonly var delivery in deliveries)
            {
                var text = received.Slice(delivery.ShortMessageOffset, delivery.ShortMessageLength);
                var tlvs = received.Slice(delivery.TlvOffset, delivery.TlvLength);
                if (receipts.Count < MaxReceipts
                    && ReceiptParser.TryParse(delivery.EsmClass, delivery.DataCoding, text, tlvs, out var receipt))
                {
                    var from = Encoding.Latin1.GetString(received.Slice(delivery.SourceOffset, delivery.SourceLength));
                    receipts.Add((delivery.SequenceNumber, new(Encoding.Latin1.GetString(receipt.Id), from, receipt.IsFinal, receipt.State,
                        receipt.ErrorCode != 0 ? $"{receipt.ErrorCode}" : Encoding.Latin1.GetString(receipt.ErrorText))));
                    waiter = arrived;
                }
                else
                {
                    session.Respond(delivery.SequenceNumber, deliverError);
                    isRefused = true;
                }
            }
        }
        waiter?.TrySetResult();
        if (isRefused)
            session.Kick();
    }

    public void OnClosed(SessionClose close)
    {
        closed.TrySetResult(close);
        answered.TrySetResult(new(SubmitOutcomeKind.Unanswered, CommandStatus.Ok, ""));
    }
}

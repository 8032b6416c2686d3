using System.Text;
using SmsWiser.Smpp;

namespace SmsWiser.System.Tests.Smpp;

/// <summary>
/// A real ESME session with a handler that sends numbered messages and tells of its end by events. Deliveries are answered at once
/// unless held.
/// </summary>
internal sealed class LiveEsme : IEsmeHandler
{
    private readonly Lock gate = new();
    private readonly SubmitSmFields fields;
    private readonly byte[] body = new byte[SubmitSmBody.MaxBytes];
    private readonly TaskCompletionSource<BindResult> bound = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<SessionClose> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<(Func<LiveEsme, bool> Condition, TaskCompletionSource Met)> waiting = [];
    private long backlog;
    private ulong next;

    public LiveEsme(int port, Func<EsmeOptions, EsmeOptions>? change = null, string source = "ACME", ulong first = 420_000_000_000)
    {
        fields = new SubmitSmFields(source);
        next = first;
        var options = new EsmeOptions { Host = "127.0.0.1", Port = port, SystemId = "esme01", Password = "s3cret!!", WindowSlots = 100 };
        Session = new EsmeSession(change?.Invoke(options) ?? options, this, TimeProvider.System);
    }

    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    public EsmeSession Session { get; }

    public List<(ulong Cookie, SubmitOutcomeKind Kind, CommandStatus Status, string Id)> Outcomes { get; } = [];

    public List<string> Receipts { get; } = [];

    public List<string> Order { get; } = [];

    public Task<BindResult> Bound => bound.Task.WaitAsync(Patience);

    public Task<SessionClose> Closed => closed.Task.WaitAsync(Patience);

    public static async Task<LiveEsme> BindAsync(int port, Func<EsmeOptions, EsmeOptions>? change = null, string source = "ACME")
    {
        var esme = new LiveEsme(port, change, source);
        esme.Session.Start();
        await esme.Bound;
        return esme;
    }

    public void Send(long messages)
    {
        Interlocked.Add(ref backlog, messages);
        Session.Kick();
    }

    /// <summary>Completes when the condition holds; it is looked at after each batch.</summary>
    public Task Until(Func<LiveEsme, bool> condition)
    {
        lock (gate)
        {
            if (condition(this)) return Task.CompletedTask;
            var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((condition, met));
            return met.Task.WaitAsync(Patience);
        }
    }

    public async Task<SessionClose> StopAsync()
    {
        Session.BeginUnbind();
        return await Closed;
    }

    public void OnBound(BindResult result) => bound.TrySetResult(result);

    public void FillSubmits(ref SubmitBatch batch)
    {
        while (Volatile.Read(ref backlog) > 0)
        {
            var length = SubmitSmBody.Write(body, fields, next, "hello"u8);
            if (!batch.TryAdd(body.AsSpan(0, length), next)) return;
            next++;
            Interlocked.Decrement(ref backlog);
        }
    }

    public void OnOutcomes(ReadOnlySpan<SubmitOutcome> outcomes, ReadOnlySpan<byte> received)
    {
        lock (gate)
        {
            foreach (var outcome in outcomes)
            {
                var id = outcome.MessageIdLength == 0 ? ""
                    : Encoding.ASCII.GetString(received.Slice(outcome.MessageIdOffset, outcome.MessageIdLength));
                Outcomes.Add((outcome.Cookie, outcome.Kind, outcome.Status, id));
                Order.Add("response " + id);
            }

            Wake();
        }
    }

    public void OnDeliveries(ReadOnlySpan<Delivery> deliveries, ReadOnlySpan<byte> received)
    {
        lock (gate)
        {
            foreach (var delivery in deliveries)
            {
                Receipts.Add(Encoding.ASCII.GetString(received.Slice(delivery.ShortMessageOffset, delivery.ShortMessageLength)));
                Session.Respond(delivery.SequenceNumber, CommandStatus.Ok);
            }

            Wake();
        }
    }

    public void OnClosed(SessionClose close)
    {
        bound.TrySetException(new InvalidOperationException($"{close.Reason}: {close.Detail}"));
        closed.TrySetResult(close);
        lock (gate) Wake();
    }

    private void Wake()
    {
        foreach (var (_, met) in waiting.Where(one => one.Condition(this)).ToArray()) met.TrySetResult();
        waiting.RemoveAll(one => one.Met.Task.IsCompleted);
    }
}


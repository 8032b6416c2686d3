using SmsWiser.Engine.Carriers;
using SmsWiser.Smpp;

namespace SmsWiser.Load;

/// <summary>
/// One bind of the load: numbers its messages, so that each destination is sent once, and paces itself by a token bucket.
/// </summary>
internal sealed class SmppLoadBind : IEsmeHandler
{
    private const ulong FirstNumber = 420_000_000_000;
    private const int TextBytes = 100;
    private const double QuantumSeconds = 0.005;

    private readonly SmppLoadOptions options;
    private readonly SmppLoadProgress progress;
    private readonly EsmeSession session;
    private readonly TimeProvider time = TimeProvider.System;
    private readonly SubmitSmFields fields;
    private readonly byte[] body = new byte[SubmitSmBody.MaxBytes];
    private readonly byte[] text = new byte[TextBytes];
    private readonly uint[] sequences = new uint[1024];
    private readonly long quota;
    private readonly ulong first;
    private long submitted;
    private double tokens;
    private long tokensAt;

    public SmppLoadBind(SmppLoadOptions options, SmppCarrier carrier, SmppLoadProgress progress, int index)
    {
        this.options = options;
        this.progress = progress;
        var total = options.WarmUp + options.Messages;
        quota = (total / options.Binds) + (index < total % options.Binds ? 1 : 0);
        first = FirstNumber + ((ulong)index * 1_000_000_000);
        fields = new SubmitSmFields("SmsWiser") { RegisteredDelivery = (byte)(options.Receipts ? 1 : 0) };
        text.AsSpan().Fill((byte)'x');
        var session = new EsmeOptions
        {
            Host = carrier.Host,
            Port = carrier.Port,
            SystemId = "load",
            Password = "load",
            WindowSlots = options.Window,
            Tls = options.TlsAuthority is { } authority ? new() { AuthorityFile = authority } : null,
        };
        this.session = new EsmeSession(session, this, time);
    }

    public RoundTrips Latency { get; } = new();

    public long Accepted { get; private set; }

    public long ReceiptCount { get; private set; }

    /// <summary>How the bind ended when it was not by our own stop.</summary>
    public SessionClose? Fault { get; private set; }

    public void Start() => session.Start();

    public void Stop() => session.BeginUnbind();

    public void OnBound(BindResult result) => tokensAt = time.GetTimestamp();

    public void FillSubmits(ref SubmitBatch batch)
    {
        var allowed = quota - submitted;
        if (options.Rate > 0) allowed = Math.Min(allowed, Spend(ref batch));
        while (allowed-- > 0)
        {
            var length = SubmitSmBody.Write(body, fields, first + (ulong)submitted, text);
            if (!batch.TryAdd(body.AsSpan(0, length), (ulong)submitted)) return;
            submitted++;
            tokens--;
        }
    }

    public void OnOutcomes(ReadOnlySpan<SubmitOutcome> outcomes, ReadOnlySpan<byte> received)
    {
        foreach (ref readonly var outcome in outcomes)
        {
            if (outcome is { Kind: SubmitOutcomeKind.Answered, Status: CommandStatus.Ok }) Accepted++;
            Latency.Add(outcome.RoundTripTicks);
        }

        progress.Answer(outcomes.Length);
    }

    public void OnDeliveries(ReadOnlySpan<Delivery> deliveries, ReadOnlySpan<byte> received)
    {
        for (var i = 0; i < deliveries.Length; i++) sequences[i] = deliveries[i].SequenceNumber;
        session.Respond(sequences.AsSpan(0, deliveries.Length), CommandStatus.Ok);
        ReceiptCount += deliveries.Length;
        progress.Receipt(deliveries.Length);
    }

    public void OnClosed(SessionClose close)
    {
        if (close.Reason == SessionCloseReason.LocalStop) return;
        Fault = close;
        progress.Answer(int.MaxValue / 2);
    }

    /// <summary>Tokens to spend now: all of a batch, or those of a quantum of five milliseconds.</summary>
    private long Spend(ref SubmitBatch batch)
    {
        var rate = (double)options.Rate / options.Binds;
        var depth = Math.Max(1, rate * QuantumSeconds * 2);
        tokens = Math.Min(depth, tokens + (time.GetElapsedTime(tokensAt, batch.Now).TotalSeconds * rate));
        tokensAt = batch.Now;
        var quantum = Math.Clamp(rate * QuantumSeconds, 1, 64);
        batch.WakeAt = batch.Now + (long)(Math.Max(quantum - tokens, 1) / rate * time.TimestampFrequency);
        return tokens >= quantum ? (long)tokens : 0;
    }
}


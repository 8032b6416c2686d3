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

    private readonly SmppLoadOptions _options;
    private readonly SmppLoadProgress _progress;
    private readonly EsmeSession _session;
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly SubmitSmFields _fields;
    private readonly byte[] _body = new byte[SubmitSmBody.MaxBytes];
    private readonly byte[] _text = new byte[TextBytes];
    private readonly uint[] _sequences = new uint[1024];
    private readonly long _quota;
    private readonly ulong _first;
    private long _submitted;
    private double _tokens;
    private long _tokensAt;

    public SmppLoadBind(SmppLoadOptions options, SmppCarrier carrier, SmppLoadProgress progress, int index)
    {
        _options = options;
        _progress = progress;
        var total = options.WarmUp + options.Messages;
        _quota = (total / options.Binds) + (index < total % options.Binds ? 1 : 0);
        _first = FirstNumber + ((ulong)index * 1_000_000_000);
        _fields = new SubmitSmFields("SmsWiser") { RegisteredDelivery = (byte)(options.Receipts ? 1 : 0) };
        _text.AsSpan().Fill((byte)'x');
        var session = new EsmeOptions
        {
            Host = carrier.Host,
            Port = carrier.Port,
            SystemId = "load",
            Password = "load",
            WindowSlots = options.Window,
        };
        _session = new EsmeSession(session, this, _time);
    }

    public SmppLatency Latency { get; } = new();

    public long Accepted { get; private set; }

    public long ReceiptCount { get; private set; }

    /// <summary>How the bind ended when it was not by our own stop.</summary>
    public SessionClose? Fault { get; private set; }

    public void Start() => _session.Start();

    public void Stop() => _session.BeginUnbind();

    public void OnBound(BindResult result) => _tokensAt = _time.GetTimestamp();

    public void FillSubmits(ref SubmitBatch batch)
    {
        var allowed = _quota - _submitted;
        if (_options.Rate > 0) allowed = Math.Min(allowed, Spend(ref batch));
        while (allowed-- > 0)
        {
            var length = SubmitSmBody.Write(_body, _fields, _first + (ulong)_submitted, _text);
            if (!batch.TryAdd(_body.AsSpan(0, length), (ulong)_submitted)) return;
            _submitted++;
            _tokens--;
        }
    }

    public void OnOutcomes(ReadOnlySpan<SubmitOutcome> outcomes, ReadOnlySpan<byte> received)
    {
        foreach (ref readonly var outcome in outcomes)
        {
            if (outcome is { Kind: SubmitOutcomeKind.Answered, Status: CommandStatus.Ok }) Accepted++;
            Latency.Add(_time.GetElapsedTime(0, outcome.RoundTripTicks));
        }

        _progress.Answer(outcomes.Length);
    }

    public void OnDeliveries(ReadOnlySpan<Delivery> deliveries, ReadOnlySpan<byte> received)
    {
        for (var i = 0; i < deliveries.Length; i++) _sequences[i] = deliveries[i].SequenceNumber;
        _session.Respond(_sequences.AsSpan(0, deliveries.Length), CommandStatus.Ok);
        ReceiptCount += deliveries.Length;
        _progress.Receipt(deliveries.Length);
    }

    public void OnClosed(SessionClose close)
    {
        if (close.Reason == SessionCloseReason.LocalStop) return;
        Fault = close;
        _progress.Answer(int.MaxValue / 2);
    }

    /// <summary>Tokens to spend now: all of a batch, or those of a quantum of five milliseconds.</summary>
    private long Spend(ref SubmitBatch batch)
    {
        var rate = (double)_options.Rate / _options.Binds;
        var depth = Math.Max(1, rate * QuantumSeconds * 2);
        _tokens = Math.Min(depth, _tokens + (_time.GetElapsedTime(_tokensAt, batch.Now).TotalSeconds * rate));
        _tokensAt = batch.Now;
        var quantum = Math.Clamp(rate * QuantumSeconds, 1, 64);
        batch.WakeAt = batch.Now + (long)(Math.Max(quantum - _tokens, 1) / rate * _time.TimestampFrequency);
        return _tokens >= quantum ? (long)_tokens : 0;
    }
}

namespace SmsWiser.Smpp;

/// <summary>
/// One live SMPP connection to a message centre: connects, binds and pumps until it ends, once. Reconnecting is the owner's business: a new
/// session per attempt, after <see cref="IEsmeHandler.OnClosed"/> of the old one. Members are for any thread.
/// </summary>
#pragma warning disable CA1001 // the source of cancellation holds nothing to release: no timer, no wait handle
public sealed class EsmeSession
#pragma warning restore CA1001
{
    private readonly EsmeCore core;
    private readonly IEsmeTransport transport;
    private readonly CancellationTokenSource connecting = new();
    private int started;

    /// <summary>A session over TCP, on a thread of its own.</summary>
    /// <param name="options">How to connect and what to hold.</param>
    /// <param name="handler">Who fills submits and takes outcomes and deliveries.</param>
    /// <param name="time">The clock for timers, pacing and round trips.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public EsmeSession(EsmeOptions options, IEsmeHandler handler, TimeProvider time)
        : this(options, handler, time, new TcpTransport(options, time))
    {
    }

    /// <summary>A session over a transport of the caller's, which is used for this session only.</summary>
    /// <param name="options">How to connect and what to hold.</param>
    /// <param name="handler">Who fills submits and takes outcomes and deliveries.</param>
    /// <param name="time">The clock for timers, pacing and round trips.</param>
    /// <param name="transport">Connects and drives the session.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public EsmeSession(EsmeOptions options, IEsmeHandler handler, TimeProvider time, IEsmeTransport transport)
    {
        core = new(options, handler, time);
        this.transport = transport;
    }

    /// <summary>What the session is at.</summary>
    public EsmeState State => core.State;

    /// <summary>
    /// Odd while inside the send section (fill and send); entry and exit are full fences. After flipping a word that the handler checks in
    /// its fill, read this and wait while it is odd and unchanged: from then on no send ignores the word.
    /// </summary>
    public long SectionSequence => core.SectionSequence;

    /// <summary>Octets the socket has taken, all PDUs counted.</summary>
    public long BytesSent => core.BytesSent;

    /// <summary>
    /// Octets that are sent or can no longer be taken back: the socket was full, or TLS has encrypted them. What sections after this one
    /// refuse comes after them.
    /// </summary>
    public long BytesPrepared => core.BytesPrepared;

    /// <summary>Responses that belong to no open request.</summary>
    public long UnexpectedResponses => core.UnexpectedResponses;

    /// <summary>deliver_sm that could not be parsed; they were answered with an error.</summary>
    public long MalformedDeliveries => core.MalformedDeliveries;

    /// <summary>Starts the session. Everything that follows, a failed connection included, reaches the handler.</summary>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public void Start()
    {
        if (Interlocked.Exchange(ref started, 1) != 0)
        {
            throw new InvalidOperationException("An ESME session starts once; make a new one to reconnect.");
        }

        transport.Start(core, connecting.Token);
    }

    /// <summary>
    /// Fills and sends what the handler has, on this thread, unless another does so already: then that one goes round again. Cheap to call.
    /// </summary>
    public void Kick() => core.Kick();

    /// <summary>
    /// Queues one deliver_sm_resp; it goes out ahead of the next submits. Call <see cref="Kick"/> after the last of a batch.
    /// </summary>
    /// <exception cref="InvalidOperationException">More were answered than are owed.</exception>
    public void Respond(uint sequenceNumber, CommandStatus status) => core.Respond([sequenceNumber], status);

    /// <summary>Queues deliver_sm_resp of one status under one lock.</summary>
    /// <exception cref="InvalidOperationException">More were answered than are owed.</exception>
    public void Respond(ReadOnlySpan<uint> sequenceNumbers, CommandStatus status) => core.Respond(sequenceNumbers, status);

    /// <summary>
    /// Ends the session in order: no fill from now on, open responses are awaited for <see cref="EsmeOptions.UnbindTimeout"/> at most,
    /// then unbind, its response, and close. Idempotent.
    /// </summary>
    public void BeginUnbind()
    {
        core.BeginUnbind();
        if (core.State == EsmeState.Connecting) Close(SessionCloseReason.LocalStop);
    }

    /// <summary>
    /// Ends the session at once: no send starts after this; the socket is reset before <see cref="IEsmeHandler.OnClosed"/>, which comes on
    /// the session's pump. Idempotent: the first reason stands.
    /// </summary>
    public void Close(SessionCloseReason reason)
    {
        if (core.Close(reason, null, $"The session was closed here: {reason}.")) connecting.Cancel();
    }

    /// <summary>
    /// Copies the cookies of occupied slots and returns how many there are, which may be more than fit. Exact once quiescent.
    /// </summary>
    public int CopyOutstanding(Span<ulong> cookies) => core.CopyOutstanding(cookies);

    /// <summary>Counts occupied slots whose cookie satisfies a condition. Exact once quiescent.</summary>
    public int OutstandingWhere<TState>(TState state, Func<ulong, TState, bool> condition) => core.OutstandingWhere(state, condition);

    /// <summary>
    /// Octets that the peer's TCP has acknowledged, comparable with <see cref="BytesSent"/>; under TLS those whose ciphertext it has. False
    /// before the connection, after its end and where the platform cannot tell (it can on Linux).
    /// </summary>
    public bool TryGetAckedBytes(out long octets) => transport.TryGetAcknowledgedBytes(out octets);
}

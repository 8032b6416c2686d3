using System.Text;
using SmsWiser.Contracts.Carriers;
using SmsWiser.Core.Carriers;
using SmsWiser.Smpp;
using SmsWiser.Smpp.Receipts;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Engine.Carriers;

/// <summary>A test of a carrier: binds on sessions of its own, of each type that the carrier has, submits one message, waits for its
/// receipt and unbinds, and says in words what is wrong. Turns of the carrier's grain.</summary>
internal sealed class CarrierTrial
{
    private const string Ok = "ok", Warning = "warning", Failed = "failed";
    private const int MaxReceiptSeconds = 300;
    private static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(5);

    private readonly List<CarrierTestStep> steps = [];
    private readonly TrialSession session;
    private readonly TrialSession receiving;
    private readonly Carrier carrier;
    private readonly string sender;
    private readonly ulong number;
    private readonly TimeSpan receiptWait;
    private readonly TimeProvider time;
    private TaskCompletionSource changed = new();
    private long stepAt;

    /// <summary>Prepares a test.</summary>
    /// <exception cref="Contracts.RefusedException"><c>invalid_value</c>.</exception>
    public CarrierTrial(Carrier carrier, CarrierTestSpec spec, TimeProvider time)
    {
        (this.carrier, this.time) = (carrier, time);
        var digits = spec.To.StartsWith('+') ? spec.To[1..] : spec.To;
        if (digits.Length is < 5 or > 15 || !digits.All(char.IsAsciiDigit) || digits[0] == '0')
            throw Refusal.Invalid($"'{spec.To}' is no number in international form; give country code and number, as +33612345678");
        number = ulong.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
        sender = spec.From ?? "";
        if (sender.Length > 20 || sender.Any(letter => letter is < ' ' or > '~'))
            throw Refusal.Invalid("the sender must be up to 20 ASCII characters");
        if (spec.ReceiptSeconds is < 1 or > MaxReceiptSeconds)
            throw Refusal.Invalid($"the wait for a receipt is {spec.ReceiptSeconds} s; give 1 to {MaxReceiptSeconds}");
        receiptWait = TimeSpan.FromSeconds(spec.ReceiptSeconds);
        session = new(carrier.Profile.DeliverError);
        receiving = CarrierBasics.Of(carrier).BindType == CarrierBasics.Pair ? new(carrier.Profile.DeliverError) : session;
    }

    public bool IsRunning { get; private set; } = true;

    /// <summary>Runs it to its end, which it always comes to: every wait has a limit.</summary>
    /// <param name="open">Makes the sessions.</param>
    /// <param name="options">Of one session, or of the transmitter and the receiver of a pair.</param>
    /// <param name="live">The carrier's binds.</param>
    public async Task RunAsync(OpenSession open, IReadOnlyList<EsmeOptions> options, IReadOnlyList<BindStatus> live)
    {
        stepAt = time.GetTimestamp();
        try
        {
            session.Start(open(options[0], session));
            if (await BindAsync(session, options[0], live.Count(IsUp)) && await BindReceiverAsync(open, options, live.Count(IsUp)))
                await ExchangeAsync(options[0].Type, live.Count(IsUp));
            await UnbindAsync(session, options[0]);
            if (receiving != session)
                await UnbindAsync(receiving, options[1]);
            Judge(live);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            session.Close();
            receiving.Close();
            Add("test", Failed, error.Message, "Check the carrier's settings.");
        }
        finally
        {
            IsRunning = false;
            changed.TrySetResult();
        }
    }

    /// <summary>The test as it is, once there is more than the caller knows, or after a while.</summary>
    public async Task<CarrierTest> WaitAsync(int knownSteps)
    {
        if (IsRunning && steps.Count <= knownSteps)
            await EndsWithinAsync(changed.Task, LongPoll);
        return new()
        {
            State = IsRunning ? "running" : steps.Exists(step => step.Result == Failed) ? "failed" : "passed",
            Steps = [.. steps],
        };
    }

    private async Task<bool> BindReceiverAsync(OpenSession open, IReadOnlyList<EsmeOptions> options, int up)
    {
        if (receiving == session)
            return true;
        receiving.Start(open(options[1], receiving));
        return await BindAsync(receiving, options[1], up);
    }

    private async Task ExchangeAsync(BindType type, int up)
    {
        if (type == BindType.Receiver)
            Add("submit", Warning, "Receivers submit nothing; only the bind was tested.", "Test the carrier that sends.");
        else if (await SubmitAsync() is not { } id)
            return;
        else if (type == BindType.Transmitter && receiving == session)
            Add("receipt", Warning, "Transmitters bring no receipts.",
                "Set bind_type=pair or transceiver to learn what becomes of messages.");
        else
            await AwaitReceiptAsync(id, up);
    }

    private async Task<bool> BindAsync(TrialSession session, EsmeOptions options, int up)
    {
        // The session gives up by itself when a limit has passed.
        if (await Task.WhenAny(session.Bound, session.Closed) == session.Bound)
        {
            var result = await session.Bound;
            Add("connect", Ok, $"{options.Host}:{options.Port}");
            var version = result.PeerVersion is { } peer ? $", SMPP {peer >> 4}.{peer & 15}" : "";
            Add(BindStep(options), Ok, $"Bound as {options.SystemId} to '{result.SystemId}'{version}.");
            return true;
        }
        var close = await session.Closed;
        if (close.Reason == SessionCloseReason.ConnectFailed)
        {
            Add("connect", Failed, close.Detail, "Check host and port, the firewall on the way, and that the carrier has this machine's "
                + "address on its list.");
            return false;
        }
        if (close is { Reason: SessionCloseReason.TlsFailure, TlsFault: { } fault })
        {
            Add("tls", Failed, close.Detail, StatusAdvice.ForTls(fault));
            return false;
        }
        Add("connect", Ok, $"{options.Host}:{options.Port}");
        if (close.Status is { } status)
            Add(BindStep(options), Failed, $"The bind was refused: {StatusAdvice.Name(status)}.", StatusAdvice.ForBind(status, up));
        else
            Add(BindStep(options), Failed, close.Detail, options.Tls is null
                ? "Something answers there, but not as SMPP: set tls=on if the port is the carrier's for TLS, else check the port, and "
                    + "that the carrier has this machine's address on its list."
                : "The encrypted connection ended before an answer to the bind: some carriers end it so when they want a client "
                    + "certificate (tls_client_certificate) or do not have this machine's address on their list.");
        return false;
    }

    private async Task<string?> SubmitAsync()
    {
        var fields = SubmitFields.Of(carrier.Profile, sender, SmsEncoding.Gsm7, isConcatenated: false, validUntil: null, time.GetUtcNow());
        var body = new byte[SubmitSmBody.MaxBytes + carrier.Profile.Tlvs.Length];
        var length = SubmitSmBody.Write(body, fields, number, "SmsWiser test message"u8);
        carrier.Profile.Tlvs.Span.CopyTo(body.AsSpan(length));
        session.Submit(body[..(length + carrier.Profile.Tlvs.Length)]);
        var answer = await session.Answered;
        if (answer.Kind != SubmitOutcomeKind.Answered)
        {
            Add("submit", Failed, session.Closed.IsCompleted ? $"The session ended before an answer came. {(await session.Closed).Detail}"
                : "No answer to the message came in time.", "Ask the carrier whether it got it; it may still be delivered.");
            return null;
        }
        if (answer.Status != CommandStatus.Ok)
        {
            Add("submit", Failed, $"The message was refused: {StatusAdvice.Name(answer.Status)}.",
                StatusAdvice.ForSubmit(answer.Status, sender.Length > 0));
            return null;
        }
        Add("submit", Ok, $"Accepted with message id {answer.MessageId}.");
        return answer.MessageId;
    }

    private async Task AwaitReceiptAsync(string id, int up)
    {
        if ((carrier.Profile.RegisteredDelivery & 3) == 0)
        {
            Add("receipt", Warning, "No receipt was asked for.", "Set registered_delivery=1 to learn what becomes of messages.");
            return;
        }
        TrialReceipt? foreign = null;
        var began = time.GetTimestamp();
        while (receiptWait - time.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
        {
            var arrived = receiving.ArrivedAsync();
            foreach (var receipt in receiving.Take(receipt => IsOurs(receipt, id)))
            {
                if (!TrialIds.Matches(carrier.Profile.SubmitIdBase, id, carrier.Profile.ReceiptIdBase, receipt.MessageId))
                    foreign = receipt;
                else if (receipt.IsFinal)
                {
                    Tell(receipt);
                    return;
                }
            }
            if (foreign is { IsFinal: true } || receiving.Closed.IsCompleted)
                break;
            await EndsWithinAsync(Task.WhenAny(arrived, receiving.Closed), left);
        }
        if (foreign is not null)
            TellForeign(id, foreign);
        else if (receiving.Closed.IsCompleted)
            Add("receipt", Failed, $"The session ended before a receipt came. {(await receiving.Closed).Detail}", "Try again.");
        else
            Add("receipt", Failed, $"No receipt came within {receiptWait.TotalSeconds:0} s.",
                "The phone may be off: try another number. Else ask the carrier to enable receipts for the account"
                + (up == 0 ? "." : $"; it may also have sent it to one of the {up} binds that are up: disconnect them for this test."));
    }

    private void Tell(TrialReceipt receipt)
    {
        if (receipt.State == MessageState.Delivered)
            Add("receipt", Ok, "Delivered.");
        else
            Add("receipt", Warning, $"The receipt says {receipt.State}{(receipt.Error.Length > 0 ? $", error {receipt.Error}" : "")}.",
                "The carrier works; this number or this sender does not. Try another number, or ask what the error means.");
    }

    private void TellForeign(string id, TrialReceipt receipt)
    {
        var detail = $"The receipt names message {receipt.MessageId}, the answer to the submit named {id}.";
        if (TrialIds.Suggest(id, receipt.MessageId) is { } bases)
            Add("receipt", Failed, detail,
                $"Set id_submit={bases.Submit} and id_receipt={bases.Receipt}: the carrier writes ids in two ways.");
        else
            Add("receipt", Failed, detail, "The two have nothing in common: ask the carrier how receipts are matched.");
    }

    /// <summary>By its id in any form, or by the number, when the id has no known form.</summary>
    private bool IsOurs(TrialReceipt receipt, string id) =>
        TrialIds.Matches(carrier.Profile.SubmitIdBase, id, carrier.Profile.ReceiptIdBase, receipt.MessageId)
        || TrialIds.Suggest(id, receipt.MessageId) is not null
        || receipt.From.TrimStart('+') == $"{number}";

    private async Task UnbindAsync(TrialSession session, EsmeOptions options)
    {
        if (!session.IsStarted || session.Closed.IsCompleted)
            return;
        session.Unbind();
        await EndsWithinAsync(session.Closed, options.UnbindTimeout * 2);
        if (!session.Closed.IsCompleted)
            session.Close();
        var close = await session.Closed;
        Add("unbind", close.Reason == SessionCloseReason.LocalStop ? Ok : Warning, close.Detail);
    }

    /// <summary>What the binds that are up tell of rate and window.</summary>
    private void Judge(IReadOnlyList<BindStatus> live)
    {
        var submitted = live.Sum(bind => bind.Submitted);
        var throttled = live.Sum(bind => bind.Throttled);
        var reasons = string.Join(" ", live.Where(bind => !IsUp(bind) && bind.Detail is not null).Select(bind => bind.Detail).Distinct());
        if (throttled > 0)
            Add("live binds", Warning, $"{throttled} of {submitted} messages were throttled since the node's start.",
                $"The carrier takes less than rate={carrier.RatePerSecond} with window={carrier.Binds[0].WindowSlots}: lower rate, or "
                + "window where it limits what is unanswered.");
        else if (live.Any(IsUp))
            Add("live binds", Ok, $"{live.Count(IsUp)} of {live.Count} are up; nothing was throttled.");
        if (reasons.Length > 0 && live.Any(IsUp))
            Add("live binds", Warning, $"{live.Count(bind => !IsUp(bind))} of {live.Count} are down. {reasons}",
                $"If the carrier allows {live.Count(IsUp)} only, set binds={live.Count(IsUp)}.");
    }

    /// <summary>A pair has two steps, told apart by their names.</summary>
    private string BindStep(EsmeOptions options) => receiving != session && options.Type == BindType.Receiver ? "bind receiver" : "bind";

    private static bool IsUp(BindStatus bind) => bind.State is "bound" or "throttled";

    private void Add(string step, string result, string detail, string advice = "")
    {
        var now = time.GetTimestamp();
        steps.Add(new()
        {
            Step = step,
            Result = result,
            Milliseconds = (int)time.GetElapsedTime(stepAt, now).TotalMilliseconds,
            Detail = detail,
            Advice = advice,
        });
        stepAt = now;
        var waiters = changed;
        changed = new();
        waiters.TrySetResult();
    }

    private async Task EndsWithinAsync(Task task, TimeSpan wait)
    {
        try
        {
            await task.WaitAsync(wait, time);
        }
        catch (TimeoutException)
        {
            // The caller looks whether it has ended.
        }
    }
}

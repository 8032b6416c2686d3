using System.Buffers.Binary;
using System.Text;
using SmsWiser.Simulation.Chance;
using SmsWiser.Smpp;

namespace SmsWiser.Simulation.Carriers;

/// <summary>One connection of a simulated carrier, behind the real message-centre session: decides on each submit_sm, answers when chance
/// says, in any order, and sends receipts.</summary>
internal sealed class CarrierSession(CarrierModel carrier, Dice dice, Judge judge) : ISmscHandler
{
    private const byte ReceiptClass = 0x04;

    private readonly PriorityQueue<PendingAnswer, (long Due, long No)> answers = new();
    private readonly Dictionary<ulong, PendingReceipt> unanswered = [];
    private SmscCore? core;
    private bool isBound;
    private long lastAnswer;
    private ulong lastCookie;

    /// <summary>Receipts sent and not yet answered.</summary>
    public int UnansweredReceipts => unanswered.Count;

    public void Wake()
    {
        if (isBound)
            core!.Wake();
    }

    public CommandStatus OnBind(SmscCore session, BindPdu bind)
    {
        core = session;
        isBound = true;
        return CommandStatus.Ok;
    }

    public void OnSubmits(ReadOnlySpan<Submission> submits, ReadOnlySpan<byte> received, long now)
    {
        foreach (ref readonly var submit in submits)
        {
            var part = WirePart.Of(received.Slice(submit.BodyOffset, submit.BodyLength), submit.Layout);
            var mood = carrier.Mood;
            var status = !carrier.TakesOneMore(now) ? CommandStatus.Throttled
                : dice.Happens(mood.Passing) ? CarrierMood.Refusal(passing: true)
                : dice.Happens(mood.ForGood) ? CarrierMood.Refusal(passing: false) : CommandStatus.Ok;
            var (id, silent) = ("", false);
            if (status == CommandStatus.Ok)
            {
                id = carrier.NextId();
                silent = dice.Happens(mood.Silent);
                var isDelivered = !dice.Happens(mood.Undelivered);
                judge.Accepted(part, id, isDelivered);
                carrier.AddReceipt(new(now + dice.UpTo(mood.ReceiptMilliseconds).Ticks, id, isDelivered));
            }
            var due = now + dice.UpTo(mood.ResponseMilliseconds).Ticks;
            answers.Enqueue(new(submit.SequenceNumber, status, id, silent, part), (due, ++lastAnswer));
        }
    }

    public void Fill(ref SmscBatch batch)
    {
        batch.WakeAt = Math.Min(SendAnswers(ref batch), SendReceipts(ref batch));
    }

    public void OnDeliverOutcomes(ReadOnlySpan<SubmitOutcome> outcomes)
    {
        foreach (ref readonly var outcome in outcomes)
        {
            if (!unanswered.Remove(outcome.Cookie, out var receipt))
                continue;
            if (outcome.Kind == SubmitOutcomeKind.Unanswered)
                carrier.AddReceipt(receipt);
            else if (outcome.Status != CommandStatus.Ok)
                judge.Violated($"the receipt of {receipt.MessageId} was refused with {outcome.Status}");
        }
    }

    public void OnClosed(SessionClose close)
    {
        isBound = false;
        if (close.Reason is SessionCloseReason.HandlerFault or SessionCloseReason.ProtocolError)
            judge.Violated($"a session of carrier {carrier.Name} ended by {close.Reason}: {close.Detail}");
        foreach (var (_, receipt) in unanswered)
            carrier.AddReceipt(receipt);
        unanswered.Clear();
    }

    private long SendAnswers(ref SmscBatch batch)
    {
        while (answers.TryPeek(out var next, out var order))
        {
            if (order.Due > batch.Now)
                return order.Due;
            if (next.IsSilent)
                batch.LeaveUnanswered();
            else if (!batch.TryRespond(next.Sequence, next.Status, Encoding.ASCII.GetBytes(next.MessageId)))
                return batch.Now;
            else if (next.Status != CommandStatus.Ok)
                judge.Refused(next.Part, next.Status);
            answers.Dequeue();
        }
        return long.MaxValue;
    }

    private long SendReceipts(ref SmscBatch batch)
    {
        if (!batch.MayDeliver)
            return long.MaxValue;
        long due;
        while (carrier.TryTakeReceipt(batch.Now, out var receipt, out due))
        {
            if (!batch.TryDeliver(Body(receipt), ++lastCookie))
            {
                // The window is full: an answer brings the session round again.
                carrier.AddReceipt(receipt);
                return long.MaxValue;
            }
            unanswered.Add(lastCookie, receipt);
        }
        return due;
    }

    /// <summary>As SMPP 3.4 appendix B has it, with receipted_message_id and message_state.</summary>
    private static byte[] Body(PendingReceipt receipt)
    {
        var (state, digit) = receipt.IsDelivered ? ("DELIVRD", (byte)2) : ("UNDELIV", (byte)5);
        var id = Encoding.ASCII.GetBytes(receipt.MessageId);
        var text = Encoding.ASCII.GetBytes(
            $"id:{receipt.MessageId} sub:001 dlvrd:001 submit date:2605041000 done date:2605041000 stat:{state} err:000 text:");
        byte[] head = [0, 1, 1, (byte)'1', 0, 1, 1, (byte)'2', 0, ReceiptClass, 0, 0, 0, 0, 0, 0, 0, 0, (byte)text.Length];
        byte[] tag = [0, 0, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(tag, (ushort)TlvTag.ReceiptedMessageId);
        BinaryPrimitives.WriteUInt16BigEndian(tag.AsSpan(2), (ushort)(id.Length + 1));
        byte[] stateTag = [0, 0, 0, 1, digit];
        BinaryPrimitives.WriteUInt16BigEndian(stateTag, (ushort)TlvTag.MessageState);
        return [.. head, .. text, .. tag, .. id, 0, .. stateTag];
    }

    private sealed record PendingAnswer(uint Sequence, CommandStatus Status, string MessageId, bool IsSilent, WirePart Part);
}

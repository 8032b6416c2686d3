using System.Buffers.Text;
using NodaTime;
using SmsWiser.Core;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Inbound;
using SmsWiser.Smpp;
using SmsWiser.Smpp.Receipts;

namespace SmsWiser.Engine.Dispatch;

/// <summary>Takes deliver_sm of one bind: receipts go to the journal, messages of people to the inbound loop; both are answered once
/// durable. When too many messages wait, one is answered with the carrier's code for "try again". On the session's pump.</summary>
internal sealed class DeliveryReader(CarrierId carrier, Journal journal, InboundIntake inbound, TimeProvider time)
{
    /// <summary>Dates in receipts are mostly cut to the minute; a newer one says less than the arrival.</summary>
    private static readonly TimeSpan LeastAge = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MostAge = TimeSpan.FromDays(7);

    private readonly List<uint> refused = [];
    private CarrierProfile profile = CarrierProfile.Default;

    public EsmeSession? Session { get; set; }

    /// <summary>Takes what the carrier wants. Any thread.</summary>
    public void Use(CarrierProfile fresh) => Volatile.Write(ref profile, fresh);

    public void Take(ReadOnlySpan<Delivery> deliveries, ReadOnlySpan<byte> octets)
    {
        var session = Session!;
        var now = time.GetTimestamp();
        var wanted = Volatile.Read(ref profile);
        lock (journal.Guard)
        {
            foreach (ref readonly var delivery in deliveries)
            {
                var text = octets.Slice(delivery.ShortMessageOffset, delivery.ShortMessageLength);
                var tlvs = octets.Slice(delivery.TlvOffset, delivery.TlvLength);
                if (ReceiptParser.TryParse(delivery.EsmClass, delivery.DataCoding, text, tlvs, out var receipt))
                    journal.Intake.AddReceipt(session, delivery.SequenceNumber, carrier, State(receipt), (byte)receipt.State, Error(
                        receipt), wanted.ReceiptZone is { } zone ? At(receipt, zone, now) : now, receipt.Id);
                else if (!inbound.TryAdd(RawInbound.Read(session, carrier, delivery, octets)))
                    refused.Add(delivery.SequenceNumber);
            }
            journal.CheckBound();
        }
        journal.Notify();
        if (refused.Count == 0)
            return;
        session.Respond(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(refused), wanted.DeliverError);
        session.Kick();
        refused.Clear();
    }

    /// <summary>An intermediate notification may carry a state that looks final; it decides nothing.</summary>
    private static EntryState State(in Receipt receipt) => !receipt.IsFinal ? EntryState.Intermediate : receipt.State switch
    {
        MessageState.Delivered => EntryState.Delivered,
        MessageState.Expired => EntryState.Expired,
        MessageState.Undeliverable or MessageState.Deleted or MessageState.Rejected or MessageState.Skipped => EntryState.Undelivered,
        _ => EntryState.Intermediate,
    };

    /// <summary>When it happened: the done date, where it tells more than the arrival and can be true.</summary>
    private long At(in Receipt receipt, DateTimeZone zone, long now)
    {
        if (receipt.DoneDate is not { } done)
            return now;
        var age = time.GetUtcNow() - zone.AtLeniently(LocalDateTime.FromDateTime(done)).ToDateTimeOffset();
        return age > LeastAge && age < MostAge ? now - (long)(age.TotalSeconds * time.TimestampFrequency) : now;
    }

    /// <summary>The network's error code, or the text's where it is a number; 0 when there is neither.</summary>
    private static uint Error(in Receipt receipt)
    {
        if (receipt.ErrorCode != 0)
            return receipt.ErrorCode;
        return Utf8Parser.TryParse(receipt.ErrorText, out uint code, out var used) && used == receipt.ErrorText.Length ? code : 0;
    }
}

namespace SmsWiser.Smpp;

/// <summary>
/// Gathers what one receive brings for the handler and hands it over as spans: outcomes first, so that a receipt never comes before the
/// response that it belongs to. Pump only.
/// </summary>
internal sealed class EsmeInbox(IEsmeHandler handler, RequestWindow window)
{
    private const int MaxOutcomes = 1024;
    private const int MaxDeliveries = 256;

    private readonly SubmitOutcome[] outcomes = new SubmitOutcome[MaxOutcomes];
    private readonly Delivery[] deliveries = new Delivery[MaxDeliveries];
    private int outcomeCount;
    private int deliveryCount;

    /// <summary>Completes the submit_sm that a PDU answers; false when it answers none.</summary>
    public bool TryAddOutcome(in PduHeader header, int body, ReadOnlySpan<byte> received, long now)
    {
        if (!window.TryComplete(header.Sequence, now, out var cookie, out var kind, out var roundTrip)) return false;

        var length = header.Command == CommandId.SubmitSmResp ? (int)header.Length - PduHeader.Bytes : 0;
        var id = received.Slice(body, length).IndexOf((byte)0);
        outcomes[outcomeCount++] = new SubmitOutcome
        {
            Cookie = cookie,
            Kind = kind,
            Status = header.Status,
            MessageIdOffset = body,
            MessageIdLength = id < 0 ? length : id,
            RoundTripTicks = roundTrip,
        };
        if (outcomeCount == MaxOutcomes) FlushOutcomes(received);
        return true;
    }

    /// <summary>Adds a deliver_sm; Ok, or the status to refuse it with when it cannot be parsed.</summary>
    public CommandStatus AddDelivery(in PduHeader header, int body, ReadOnlySpan<byte> received)
    {
        var length = (int)header.Length - PduHeader.Bytes;
        var status = MessageLayout.TryParse(received.Slice(body, length), out var layout);
        if (status != CommandStatus.Ok) return status;

        deliveries[deliveryCount++] = new Delivery
        {
            SequenceNumber = header.Sequence,
            BodyOffset = body,
            BodyLength = length,
            EsmClass = layout.EsmClass,
            DataCoding = layout.DataCoding,
            SourceOffset = body + layout.SourceOffset,
            SourceLength = layout.SourceLength,
            DestinationOffset = body + layout.DestinationOffset,
            DestinationLength = layout.DestinationLength,
            ShortMessageOffset = body + layout.ShortMessageOffset,
            ShortMessageLength = layout.ShortMessageLength,
            TlvOffset = body + layout.TlvOffset,
            TlvLength = length - layout.TlvOffset,
        };
        if (deliveryCount == MaxDeliveries) Flush(received);
        return CommandStatus.Ok;
    }

    /// <summary>Hands over what was gathered.</summary>
    public void Flush(ReadOnlySpan<byte> received)
    {
        FlushOutcomes(received);
        if (deliveryCount == 0) return;
        var count = deliveryCount;
        deliveryCount = 0;
        handler.OnDeliveries(deliveries.AsSpan(0, count), received);
    }

    /// <summary>Reports the submit_sm sent at or before a time and still open as unanswered.</summary>
    public void Expire(long sentBefore, long now)
    {
        if (window.IsEmpty) return;
        while ((outcomeCount = window.Expire(sentBefore, now, outcomes)) > 0) FlushOutcomes([]);
    }

    private void FlushOutcomes(ReadOnlySpan<byte> received)
    {
        if (outcomeCount == 0) return;
        var count = outcomeCount;
        outcomeCount = 0;
        handler.OnOutcomes(outcomes.AsSpan(0, count), received);
    }
}


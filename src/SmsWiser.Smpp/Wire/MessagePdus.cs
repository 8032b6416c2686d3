namespace SmsWiser.Smpp;

/// <summary>
/// submit_sm and deliver_sm (SMPP 3.4 §4.4.1, §4.6.1), which share one layout; <see cref="SubmitSmBody"/> has the field table.
/// </summary>
/// <param name="Command">submit_sm or deliver_sm.</param>
/// <param name="Source">source_addr_ton, source_addr_npi, source_addr.</param>
/// <param name="Destination">dest_addr_ton, dest_addr_npi, destination_addr.</param>
/// <param name="ShortMessage">0–254 octets (255 in SMPP 5.0); may hold NULs.</param>
public sealed record MessagePdu(CommandId Command, SmppAddress Source, SmppAddress Destination, ReadOnlyMemory<byte> ShortMessage)
    : Pdu(Command)
{
    /// <summary>service_type, C-octet 6.</summary>
    public string ServiceType { get; init; } = "";

    /// <summary>esm_class (SMPP 3.4 §5.2.12).</summary>
    public byte EsmClass { get; init; }

    /// <summary>protocol_id.</summary>
    public byte ProtocolId { get; init; }

    /// <summary>priority_flag.</summary>
    public byte PriorityFlag { get; init; }

    /// <summary>schedule_delivery_time: empty or 16 characters (SMPP 3.4 §7.1.1).</summary>
    public string ScheduleDeliveryTime { get; init; } = "";

    /// <summary>validity_period: empty or 16 characters (SMPP 3.4 §7.1.1).</summary>
    public string ValidityPeriod { get; init; } = "";

    /// <summary>registered_delivery (SMPP 3.4 §5.2.17).</summary>
    public byte RegisteredDelivery { get; init; }

    /// <summary>replace_if_present_flag.</summary>
    public byte ReplaceIfPresent { get; init; }

    /// <summary>data_coding (SMPP 3.4 §5.2.19).</summary>
    public byte DataCoding { get; init; }

    /// <summary>sm_default_msg_id.</summary>
    public byte DefaultMessageId { get; init; }

    internal static MessagePdu Read(CommandId command, ref PduReader body)
    {
        var serviceType = body.Text(CommandStatus.InvalidServiceType);
        return new MessagePdu(command, body.Source(), body.Destination(), default)
        {
            ServiceType = serviceType,
            EsmClass = body.Byte(),
            ProtocolId = body.Byte(),
            PriorityFlag = body.Byte(),
            ScheduleDeliveryTime = body.Text(CommandStatus.InvalidScheduledTime),
            ValidityPeriod = body.Text(CommandStatus.InvalidExpiryTime),
            RegisteredDelivery = body.Byte(),
            ReplaceIfPresent = body.Byte(),
            DataCoding = body.Byte(),
            DefaultMessageId = body.Byte(),
            ShortMessage = body.Octets(body.Byte(), CommandStatus.InvalidMessageLength).ToArray(),
        };
    }

    internal override void WriteFields(PduWriter writer) => writer
        .Text(ServiceType).Address(Source).Address(Destination)
        .Byte(EsmClass).Byte(ProtocolId).Byte(PriorityFlag)
        .Text(ScheduleDeliveryTime).Text(ValidityPeriod)
        .Byte(RegisteredDelivery).Byte(ReplaceIfPresent).Byte(DataCoding).Byte(DefaultMessageId)
        .ShortMessage(ShortMessage.Span);
}

/// <summary>
/// A response whose body is message_id, C-octet 65: submit_sm_resp, deliver_sm_resp, data_sm_resp, broadcast_sm_resp,
/// query_broadcast_sm_resp (SMPP 3.4 §4.4.2, §4.6.2, §4.7.2; SMPP 5.0 §4.4.1.2, §4.6.1.3).
/// </summary>
/// <param name="Command">Which of them.</param>
/// <param name="MessageId">Opaque; case and leading zeros are significant. Empty in deliver_sm_resp.</param>
public sealed record MessageIdPdu(CommandId Command, string MessageId) : Pdu(Command)
{
    internal static MessageIdPdu Read(CommandId command, ref PduReader body) => new(command, body.Text(CommandStatus.InvalidMessageId));

    internal override void WriteFields(PduWriter writer) => writer.Text(MessageId);
}

/// <summary>
/// data_sm (SMPP 3.4 §4.7.1): service_type C-octet 6, source ton 1, npi 1, address C-octet 65, destination likewise, esm_class 1,
/// registered_delivery 1, data_coding 1; the text is in message_payload.
/// </summary>
/// <param name="ServiceType">service_type.</param>
/// <param name="Source">The sender.</param>
/// <param name="Destination">The destination.</param>
/// <param name="EsmClass">esm_class.</param>
/// <param name="RegisteredDelivery">registered_delivery.</param>
/// <param name="DataCoding">data_coding.</param>
public sealed record DataSmPdu(
    string ServiceType, SmppAddress Source, SmppAddress Destination, byte EsmClass, byte RegisteredDelivery, byte DataCoding)
        : Pdu(CommandId.DataSm)
{
    internal static DataSmPdu Read(ref PduReader body) => new(
        body.Text(CommandStatus.InvalidServiceType), body.Source(), body.Destination(), body.Byte(), body.Byte(), body.Byte());

    internal override void WriteFields(PduWriter writer) => writer
        .Text(ServiceType).Address(Source).Address(Destination).Byte(EsmClass).Byte(RegisteredDelivery).Byte(DataCoding);
}

namespace SmsWiser.Smpp;

/// <summary>
/// query_sm and query_broadcast_sm (SMPP 3.4 §4.8.1, SMPP 5.0 §4.6.1.1): message_id C-octet 65, source ton 1, npi 1, address C-octet 21.
/// </summary>
/// <param name="Command">Which of them.</param>
/// <param name="MessageId">The id that the submit returned.</param>
/// <param name="Source">The sender of the message asked for.</param>
public sealed record QuerySmPdu(CommandId Command, string MessageId, SmppAddress Source) : Pdu(Command)
{
    internal static QuerySmPdu Read(CommandId command, ref PduReader body) =>
        new(command, body.Text(CommandStatus.InvalidMessageId), body.Source());

    internal override void WriteFields(PduWriter writer) => writer.Text(MessageId).Address(Source);
}

/// <summary>query_sm_resp (SMPP 3.4 §4.8.2): message_id C-octet 65, final_date C-octet 1 or 17, message_state 1, error_code 1.</summary>
/// <param name="MessageId">The id asked for.</param>
/// <param name="FinalDate">When the message became final, else empty.</param>
/// <param name="MessageState">Its state (SMPP 3.4 §5.2.28).</param>
/// <param name="ErrorCode">The network's error, 0 if none.</param>
public sealed record QuerySmResponsePdu(string MessageId, string FinalDate, byte MessageState, byte ErrorCode) : Pdu(CommandId.QuerySmResp)
{
    internal static QuerySmResponsePdu Read(ref PduReader body) => new(
        body.Text(CommandStatus.InvalidMessageId), body.Text(CommandStatus.InvalidCommandLength), body.Byte(), body.Byte());

    internal override void WriteFields(PduWriter writer) => writer.Text(MessageId).Text(FinalDate).Byte(MessageState).Byte(ErrorCode);
}

/// <summary>
/// cancel_sm (SMPP 3.4 §4.9.1): service_type C-octet 6, message_id C-octet 65, source ton 1, npi 1, address C-octet 21, destination
/// likewise. An empty id cancels the group given by the other fields.
/// </summary>
/// <param name="ServiceType">service_type.</param>
/// <param name="MessageId">The id that the submit returned, or empty.</param>
/// <param name="Source">The sender.</param>
/// <param name="Destination">The destination, or none when an id is given.</param>
public sealed record CancelSmPdu(string ServiceType, string MessageId, SmppAddress Source, SmppAddress Destination)
    : Pdu(CommandId.CancelSm)
{
    internal static CancelSmPdu Read(ref PduReader body) => new(
        body.Text(CommandStatus.InvalidServiceType), body.Text(CommandStatus.InvalidMessageId), body.Source(), body.Destination());

    internal override void WriteFields(PduWriter writer) => writer.Text(ServiceType).Text(MessageId).Address(Source).Address(Destination);
}

/// <summary>
/// replace_sm (SMPP 3.4 §4.10.1): message_id C-octet 65, source ton 1, npi 1, address C-octet 21, schedule_delivery_time and
/// validity_period C-octet 1 or 17, registered_delivery 1, sm_default_msg_id 1, sm_length 1, short_message. No data_coding, no destination.
/// </summary>
/// <param name="MessageId">The id that the submit returned.</param>
/// <param name="Source">The sender.</param>
/// <param name="ScheduleDeliveryTime">The new schedule, or empty.</param>
/// <param name="ValidityPeriod">The new validity, or empty.</param>
/// <param name="RegisteredDelivery">registered_delivery.</param>
/// <param name="DefaultMessageId">sm_default_msg_id.</param>
/// <param name="ShortMessage">The new text.</param>
public sealed record ReplaceSmPdu(
    string MessageId,
    SmppAddress Source,
    string ScheduleDeliveryTime,
    string ValidityPeriod,
    byte RegisteredDelivery,
    byte DefaultMessageId,
    ReadOnlyMemory<byte> ShortMessage) : Pdu(CommandId.ReplaceSm)
{
    internal static ReplaceSmPdu Read(ref PduReader body) => new(
        body.Text(CommandStatus.InvalidMessageId),
        body.Source(),
        body.Text(CommandStatus.InvalidScheduledTime),
        body.Text(CommandStatus.InvalidExpiryTime),
        body.Byte(),
        body.Byte(),
        body.Octets(body.Byte(), CommandStatus.InvalidMessageLength).ToArray());

    internal override void WriteFields(PduWriter writer) => writer
        .Text(MessageId).Address(Source).Text(ScheduleDeliveryTime).Text(ValidityPeriod)
        .Byte(RegisteredDelivery).Byte(DefaultMessageId).ShortMessage(ShortMessage.Span);
}

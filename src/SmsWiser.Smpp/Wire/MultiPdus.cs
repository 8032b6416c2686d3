namespace SmsWiser.Smpp;

/// <summary>
/// A destination that submit_multi did not take (SMPP 3.4 §4.5.2.1): ton 1, npi 1, address C-octet 21, error_status_code 4.
/// </summary>
/// <param name="Destination">The destination.</param>
/// <param name="Status">Why not.</param>
public sealed record UnsuccessfulDestination(SmppAddress Destination, CommandStatus Status);

/// <summary>submit_multi_resp (SMPP 3.4 §4.5.2): message_id C-octet 65, no_unsuccess 1, then as many unsuccess_sme.</summary>
/// <param name="MessageId">The id of the message.</param>
/// <param name="Unsuccessful">The destinations that were not taken, at most 255.</param>
public sealed record SubmitMultiResponsePdu(string MessageId, IReadOnlyList<UnsuccessfulDestination> Unsuccessful)
    : Pdu(CommandId.SubmitMultiResp)
{
    internal static SubmitMultiResponsePdu Read(ref PduReader body)
    {
        var messageId = body.Text(CommandStatus.InvalidMessageId);
        var list = new List<UnsuccessfulDestination>();
        for (int left = body.Byte(); left > 0 && body.Error == CommandStatus.Ok; left--)
        {
            list.Add(new UnsuccessfulDestination(body.Destination(), (CommandStatus)body.UInt32()));
        }

        return new SubmitMultiResponsePdu(messageId, list);
    }

    internal override void WriteFields(PduWriter writer)
    {
        writer.Text(MessageId).Byte(checked((byte)Unsuccessful.Count));
        foreach (var destination in Unsuccessful) writer.Address(destination.Destination).UInt32((uint)destination.Status);
    }
}

/// <summary>
/// broadcast_sm (SMPP 5.0 §4.4.1.1): service_type C-octet 6, source ton 1, npi 1, address C-octet 21, message_id C-octet 65,
/// priority_flag 1, schedule_delivery_time and validity_period C-octet 1 or 17, replace_if_present_flag 1, data_coding 1,
/// sm_default_msg_id 1; area, content type, repetitions and interval are TLVs. There is no registered_delivery.
/// </summary>
/// <param name="ServiceType">service_type.</param>
/// <param name="Source">The sender.</param>
/// <param name="MessageId">Of the message to replace, or empty.</param>
/// <param name="PriorityFlag">priority_flag.</param>
/// <param name="ScheduleDeliveryTime">The schedule, or empty.</param>
/// <param name="ValidityPeriod">The validity, or empty.</param>
/// <param name="ReplaceIfPresent">replace_if_present_flag.</param>
/// <param name="DataCoding">data_coding.</param>
/// <param name="DefaultMessageId">sm_default_msg_id.</param>
public sealed record BroadcastSmPdu(
    string ServiceType,
    SmppAddress Source,
    string MessageId,
    byte PriorityFlag,
    string ScheduleDeliveryTime,
    string ValidityPeriod,
    byte ReplaceIfPresent,
    byte DataCoding,
    byte DefaultMessageId) : Pdu(CommandId.BroadcastSm)
{
    internal static BroadcastSmPdu Read(ref PduReader body) => new(
        body.Text(CommandStatus.InvalidServiceType),
        body.Source(),
        body.Text(CommandStatus.InvalidMessageId),
        body.Byte(),
        body.Text(CommandStatus.InvalidScheduledTime),
        body.Text(CommandStatus.InvalidExpiryTime),
        body.Byte(),
        body.Byte(),
        body.Byte());

    internal override void WriteFields(PduWriter writer) => writer
        .Text(ServiceType).Address(Source).Text(MessageId).Byte(PriorityFlag).Text(ScheduleDeliveryTime).Text(ValidityPeriod)
        .Byte(ReplaceIfPresent).Byte(DataCoding).Byte(DefaultMessageId);
}

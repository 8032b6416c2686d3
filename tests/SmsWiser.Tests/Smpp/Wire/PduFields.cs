using System.Globalization;
using System.Text.Json;
using SmsWiser.Smpp;

namespace SmsWiser.Tests.Smpp.Wire;

/// <summary>A decoded PDU as the names and texts that the vector file uses.</summary>
internal static class PduFields
{
    private static readonly HashSet<TlvTag> Texts =
        [TlvTag.ReceiptedMessageId, TlvTag.AdditionalStatusInfoText];

    private static readonly HashSet<TlvTag> Octets =
    [
        TlvTag.SourceSubaddress, TlvTag.DestSubaddress, TlvTag.CallbackNum, TlvTag.CallbackNumAtag, TlvTag.NetworkErrorCode,
        TlvTag.MessagePayload, TlvTag.BillingIdentification, TlvTag.BroadcastAreaIdentifier, TlvTag.BroadcastContentType,
        TlvTag.BroadcastFrequencyInterval,
    ];

    public static Dictionary<string, string> Of(DecodedPdu decoded)
    {
        var header = decoded.Header;
        var fields = new Dictionary<string, string>
        {
            ["command"] = Snake(header.Command.ToString()),
            ["command_length"] = header.Length.ToString(CultureInfo.InvariantCulture),
            ["command_id"] = $"0x{(uint)header.Command:X8}",
            ["command_status"] = $"0x{(uint)header.Status:X8}",
            ["sequence_number"] = header.Sequence.ToString(CultureInfo.InvariantCulture),
        };
        Add(fields, decoded.Pdu!);
        fields["tlvs"] = string.Join(' ', decoded.Pdu!.Tlvs.Select(tlv => $"{(ushort)tlv.Tag:X4}/{tlv.Value.Length}={Value(tlv)}"));
        return fields;
    }

    /// <summary>A field of the vector file in the same notation.</summary>
    public static string Text(string name, JsonElement value) => name switch
    {
        "tlvs" => string.Join(' ', value.EnumerateArray().Select(tlv =>
            $"{tlv.GetProperty("tag").GetString()![2..]}/{tlv.GetProperty("length").GetInt32()}={tlv.GetProperty("value")}")),
        "unsuccess_sme" => string.Join(' ', value.EnumerateArray().Select(one =>
            $"{one.GetProperty("dest_addr_ton")}/{one.GetProperty("dest_addr_npi")}/{one.GetProperty("destination_addr").GetString()}:" +
            one.GetProperty("error_status_code").GetString())),
        _ => value.ToString(),
    };

    private static void Add(Dictionary<string, string> fields, Pdu pdu)
    {
        switch (pdu)
        {
            case BindPdu bind:
                Put(fields, ("system_id", bind.SystemId), ("password", bind.Password), ("system_type", bind.SystemType));
                Put(fields, ("interface_version", bind.InterfaceVersion), ("address_range", bind.AddressRange.Number));
                Put(fields, ("addr_ton", bind.AddressRange.Ton), ("addr_npi", bind.AddressRange.Npi));
                break;
            case BindResponsePdu response:
                Put(fields, ("system_id", response.SystemId));
                break;
            case MessagePdu message:
                AddMessage(fields, message);
                break;
            case MessageIdPdu response:
                Put(fields, ("message_id", response.MessageId));
                break;
            case DataSmPdu data:
                Put(fields, ("service_type", data.ServiceType), ("esm_class", data.EsmClass), ("data_coding", data.DataCoding));
                Put(fields, ("registered_delivery", data.RegisteredDelivery));
                AddAddresses(fields, data.Source, data.Destination);
                break;
            case QuerySmPdu query:
                Put(fields, ("message_id", query.MessageId));
                AddAddresses(fields, query.Source, null);
                break;
            case QuerySmResponsePdu response:
                Put(fields, ("message_id", response.MessageId), ("final_date", response.FinalDate));
                Put(fields, ("message_state", response.MessageState), ("error_code", response.ErrorCode));
                break;
            case CancelSmPdu cancel:
                Put(fields, ("service_type", cancel.ServiceType), ("message_id", cancel.MessageId));
                AddAddresses(fields, cancel.Source, cancel.Destination);
                break;
            case ReplaceSmPdu replace:
                Put(fields, ("message_id", replace.MessageId), ("schedule_delivery_time", replace.ScheduleDeliveryTime));
                Put(fields, ("validity_period", replace.ValidityPeriod), ("registered_delivery", replace.RegisteredDelivery));
                Put(fields, ("sm_default_msg_id", replace.DefaultMessageId), ("sm_length", replace.ShortMessage.Length));
                Put(fields, ("short_message", Convert.ToHexStringLower(replace.ShortMessage.Span)));
                AddAddresses(fields, replace.Source, null);
                break;
            case SubmitMultiResponsePdu response:
                Put(fields, ("message_id", response.MessageId), ("no_unsuccess", response.Unsuccessful.Count));
                Put(fields, ("unsuccess_sme", string.Join(' ', response.Unsuccessful.Select(one =>
                    $"{one.Destination.Ton}/{one.Destination.Npi}/{one.Destination.Number}:0x{(uint)one.Status:X8}"))));
                break;
            case BroadcastSmPdu broadcast:
                Put(fields, ("service_type", broadcast.ServiceType), ("message_id", broadcast.MessageId));
                Put(fields, ("priority_flag", broadcast.PriorityFlag), ("schedule_delivery_time", broadcast.ScheduleDeliveryTime));
                Put(fields, ("validity_period", broadcast.ValidityPeriod), ("replace_if_present_flag", broadcast.ReplaceIfPresent));
                Put(fields, ("data_coding", broadcast.DataCoding), ("sm_default_msg_id", broadcast.DefaultMessageId));
                AddAddresses(fields, broadcast.Source, null);
                break;
        }
    }

    private static void AddMessage(Dictionary<string, string> fields, MessagePdu message)
    {
        Put(fields, ("service_type", message.ServiceType), ("esm_class", message.EsmClass), ("protocol_id", message.ProtocolId));
        Put(fields, ("priority_flag", message.PriorityFlag), ("schedule_delivery_time", message.ScheduleDeliveryTime));
        Put(fields, ("validity_period", message.ValidityPeriod), ("registered_delivery", message.RegisteredDelivery));
        Put(fields, ("replace_if_present_flag", message.ReplaceIfPresent), ("data_coding", message.DataCoding));
        Put(fields, ("sm_default_msg_id", message.DefaultMessageId), ("sm_length", message.ShortMessage.Length));
        Put(fields, ("short_message", Convert.ToHexStringLower(message.ShortMessage.Span)));
        AddAddresses(fields, message.Source, message.Destination);
    }

    private static void AddAddresses(Dictionary<string, string> fields, SmppAddress source, SmppAddress? destination)
    {
        Put(fields, ("source_addr_ton", source.Ton), ("source_addr_npi", source.Npi), ("source_addr", source.Number));
        if (destination is null) return;
        Put(fields, ("dest_addr_ton", destination.Ton), ("dest_addr_npi", destination.Npi), ("destination_addr", destination.Number));
    }

    private static void Put(Dictionary<string, string> fields, params (string Name, object Value)[] values)
    {
        foreach (var (name, value) in values) fields[name] = Convert.ToString(value, CultureInfo.InvariantCulture)!;
    }

    private static string Value(Tlv tlv) => Texts.Contains(tlv.Tag)
        ? tlv.AsText()
        : Octets.Contains(tlv.Tag) || tlv.AsInteger() is not { } integer
            ? Convert.ToHexStringLower(tlv.Value.Span)
            : integer.ToString(CultureInfo.InvariantCulture);

    private static string Snake(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) && i > 0 ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}


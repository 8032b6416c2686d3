namespace SmsWiser.Smpp;

/// <summary>
/// bind_receiver, bind_transmitter, bind_transceiver (SMPP 3.4 §4.1.1, §4.1.3, §4.1.5):
/// <code>
/// system_id C-octet 16 · password C-octet 9 · system_type C-octet 13 · interface_version 1 · addr_ton 1 · addr_npi 1 ·
/// address_range C-octet 41
/// </code>
/// </summary>
/// <param name="Type">What the bind may do.</param>
/// <param name="SystemId">The account.</param>
/// <param name="Password">Its password; real ones exceed 8 characters. Not printed.</param>
/// <param name="SystemType">The kind of system; usually empty.</param>
/// <param name="InterfaceVersion">0x34 or 0x50; below 0x34 the peer gets no TLVs.</param>
/// <param name="AddressRange">What the ESME serves; usually empty.</param>
public sealed record BindPdu(
    BindType Type, string SystemId, string Password, string SystemType, byte InterfaceVersion, SmppAddress AddressRange)
        : Pdu((CommandId)Type)
{
    internal static BindPdu Read(CommandId command, ref PduReader body) => new(
        (BindType)command,
        body.Text(CommandStatus.InvalidSystemId),
        body.Text(CommandStatus.InvalidPassword),
        body.Text(CommandStatus.InvalidSystemType),
        body.Byte(),
        new SmppAddress(body.Byte(), body.Byte(), body.Text(CommandStatus.InvalidCommandLength)));

    /// <summary>Without the password.</summary>
    public override string ToString() => $"{Command} {SystemId}";

    internal override void WriteFields(PduWriter writer) => writer
        .Text(SystemId).Text(Password).Text(SystemType).Byte(InterfaceVersion).Address(AddressRange);
}

/// <summary>
/// bind_receiver_resp, bind_transmitter_resp, bind_transceiver_resp (SMPP 3.4 §4.1.2): system_id C-octet 16, then sc_interface_version.
/// </summary>
/// <param name="Command">Which of them.</param>
/// <param name="SystemId">The message centre.</param>
public sealed record BindResponsePdu(CommandId Command, string SystemId) : Pdu(Command)
{
    internal static BindResponsePdu Read(CommandId command, ref PduReader body) => new(command, body.Text(CommandStatus.InvalidSystemId));

    internal override void WriteFields(PduWriter writer) => writer.Text(SystemId);
}

/// <summary>outbind (SMPP 3.4 §4.1.7): system_id C-octet 16, password C-octet 9. It has no response; the ESME binds.</summary>
/// <param name="SystemId">The message centre.</param>
/// <param name="Password">Its password. Not printed.</param>
public sealed record OutbindPdu(string SystemId, string Password) : Pdu(CommandId.Outbind)
{
    internal static OutbindPdu Read(ref PduReader body) =>
        new(body.Text(CommandStatus.InvalidSystemId), body.Text(CommandStatus.InvalidPassword));

    /// <summary>Without the password.</summary>
    public override string ToString() => $"{Command} {SystemId}";

    internal override void WriteFields(PduWriter writer) => writer.Text(SystemId).Text(Password);
}

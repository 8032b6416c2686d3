namespace SmsWiser.Smpp;

/// <summary>What <see cref="PduCodec.Decode"/> made of one PDU.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Pdu">The PDU, or null when it is of an unknown kind or its mandatory fields could not be read.</param>
/// <param name="Error">
/// Ok, or the status to answer a request with: the field's own error, ESME_RINVCMDID for an unknown request. A response is never answered;
/// its header's status holds whatever became of its body.
/// </param>
/// <param name="StrayOctets">
/// Octets behind the last whole TLV; a server answers ESME_RINVOPTPARSTREAM, a client takes what was decoded.
/// </param>
public sealed record DecodedPdu(PduHeader Header, Pdu? Pdu, CommandStatus Error, int StrayOctets);

/// <summary>Turns whole PDUs into records and back. Any thread; it keeps nothing.</summary>
public static class PduCodec
{
    /// <summary>Decodes one PDU that <see cref="PduFramer"/> found complete. Never throws for what a peer may send.</summary>
    /// <param name="pdu">Exactly the octets that command_length announces.</param>
    /// <exception cref="ArgumentException">The span is not one whole PDU: an error of the caller.</exception>
    public static DecodedPdu Decode(ReadOnlySpan<byte> pdu)
    {
        if (PduFramer.Next(pdu, int.MaxValue, out var header) != PduFrame.Complete || header.Length != pdu.Length)
        {
            throw new ArgumentException($"{pdu.Length} octets are not one whole PDU.", nameof(pdu));
        }

        var body = new PduReader(pdu[PduHeader.Bytes..]);
        var empty = pdu.Length == PduHeader.Bytes;
        var decoded = empty && header.Command.IsResponse() && Enum.IsDefined(header.Command)
            ? new HeaderPdu(header.Command)
            : Read(header.Command, ref body);
        if (decoded is null)
        {
            var answer = header.Command.IsResponse() ? CommandStatus.Ok : CommandStatus.InvalidCommandId;
            return new DecodedPdu(header, null, answer, 0);
        }

        var tlvs = body.Tlvs();
        return body.Error == CommandStatus.Ok
            ? new DecodedPdu(header, decoded with { Tlvs = tlvs }, CommandStatus.Ok, body.StrayOctets)
            : new DecodedPdu(header, null, body.Error, 0);
    }

    /// <summary>Encodes one PDU with its header.</summary>
    /// <param name="pdu">What to encode.</param>
    /// <param name="sequence">sequence_number.</param>
    /// <param name="status">command_status; Ok in requests.</param>
    /// <exception cref="ArgumentException">A field cannot be written: not Latin-1, a NUL inside, or too long for its length
    /// field.</exception>
    public static byte[] Encode(Pdu pdu, uint sequence, CommandStatus status)
    {
        var writer = new PduWriter();
        pdu.WriteFields(writer);
        return writer.Tlvs(pdu.Tlvs).Finish(pdu.Command, status, sequence);
    }

    private static Pdu? Read(CommandId command, ref PduReader body) => command switch
    {
        CommandId.BindReceiver or CommandId.BindTransmitter or CommandId.BindTransceiver => BindPdu.Read(command, ref body),
        CommandId.BindReceiverResp or CommandId.BindTransmitterResp or CommandId.BindTransceiverResp =>
            BindResponsePdu.Read(command, ref body),
        CommandId.Outbind => OutbindPdu.Read(ref body),
        CommandId.SubmitSm or CommandId.DeliverSm => MessagePdu.Read(command, ref body),
        CommandId.SubmitSmResp or CommandId.DeliverSmResp or CommandId.DataSmResp or CommandId.BroadcastSmResp
            or CommandId.QueryBroadcastSmResp => MessageIdPdu.Read(command, ref body),
        CommandId.DataSm => DataSmPdu.Read(ref body),
        CommandId.QuerySm or CommandId.QueryBroadcastSm => QuerySmPdu.Read(command, ref body),
        CommandId.QuerySmResp => QuerySmResponsePdu.Read(ref body),
        CommandId.CancelSm => CancelSmPdu.Read(ref body),
        CommandId.ReplaceSm => ReplaceSmPdu.Read(ref body),
        CommandId.SubmitMultiResp => SubmitMultiResponsePdu.Read(ref body),
        CommandId.BroadcastSm => BroadcastSmPdu.Read(ref body),
        CommandId.Unbind or CommandId.UnbindResp or CommandId.EnquireLink or CommandId.EnquireLinkResp or CommandId.GenericNack
            or CommandId.CancelSmResp or CommandId.ReplaceSmResp or CommandId.CancelBroadcastSmResp => new HeaderPdu(command),
        _ => null,
    };
}

using SmsWiser.Smpp;

namespace SmsWiser.Smsc;

/// <summary>A mobile-originated message that the simulated carrier hands to an account, such as a subscriber's STOP.</summary>
/// <param name="Source">The subscriber's number, digits in international form.</param>
/// <param name="Destination">The number or short code written to.</param>
/// <param name="Text">The text as it goes on the wire, at most 254 octets.</param>
/// <param name="DataCoding">Its data_coding: 0 GSM 7-bit unpacked, 8 UCS-2.</param>
/// <param name="EsmClass">Its esm_class: 0x40 when the text begins with a user data header.</param>
public sealed record InboundSms(string Source, string Destination, ReadOnlyMemory<byte> Text, byte DataCoding = 0, byte EsmClass = 0)
{
    private const byte International = 1;
    private const byte E164 = 1;
    private const byte NetworkSpecific = 3;

    /// <summary>Not the number and not the text: neither belongs in a log.</summary>
    public override string ToString() => $"inbound of {Text.Length} octets";

    /// <summary>The body of its deliver_sm.</summary>
    internal byte[] Body()
    {
        var pdu = new MessagePdu(
            CommandId.DeliverSm, new SmppAddress(International, E164, Source), new SmppAddress(NetworkSpecific, 0, Destination), Text)
        {
            DataCoding = DataCoding,
            EsmClass = EsmClass,
        };
        return PduCodec.Encode(pdu, 0, CommandStatus.Ok)[PduHeader.Bytes..];
    }
}

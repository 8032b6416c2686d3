namespace SmsWiser.Smpp;

/// <summary>
/// One deliver_sm: a receipt or a mobile-originated message. Offsets are into the received octets of the same call
/// of <see cref="IEsmeHandler.OnDeliveries"/>. It must be answered with <see cref="EsmeSession.Respond(uint, CommandStatus)"/>.
/// </summary>
public readonly struct Delivery
{
    /// <summary>sequence_number to answer with, as the peer chose it.</summary>
    public uint SequenceNumber { get; init; }

    /// <summary>Start of the body, after the header.</summary>
    public int BodyOffset { get; init; }

    /// <summary>Octets of the body.</summary>
    public int BodyLength { get; init; }

    /// <summary>
    /// esm_class; test with masks (SMPP 3.4 §5.2.12): 0x04 receipt, 0x20 intermediate notification, 0x40 user data header.
    /// </summary>
    public byte EsmClass { get; init; }

    /// <summary>data_coding (SMPP 3.4 §5.2.19).</summary>
    public byte DataCoding { get; init; }

    /// <summary>Start of source_addr: who wrote it, or whose receipt it is.</summary>
    public int SourceOffset { get; init; }

    /// <summary>Octets of source_addr without its NUL.</summary>
    public int SourceLength { get; init; }

    /// <summary>Start of destination_addr: to which sender.</summary>
    public int DestinationOffset { get; init; }

    /// <summary>Octets of destination_addr without its NUL.</summary>
    public int DestinationLength { get; init; }

    /// <summary>Start of short_message.</summary>
    public int ShortMessageOffset { get; init; }

    /// <summary>Octets of short_message; 0 when the text is in the message_payload TLV or there is none.</summary>
    public int ShortMessageLength { get; init; }

    /// <summary>Start of the TLVs.</summary>
    public int TlvOffset { get; init; }

    /// <summary>Octets of the TLVs; the last one may be cut off.</summary>
    public int TlvLength { get; init; }
}

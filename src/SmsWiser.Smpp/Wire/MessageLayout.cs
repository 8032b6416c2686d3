namespace SmsWiser.Smpp;

/// <summary>
/// Where the fields of one submit_sm or deliver_sm body stand (SMPP 3.4 §4.4.1, §4.6.1), found without copying or allocating.
/// All offsets count from the start of the body. Both PDUs share the layout given at <see cref="SubmitSmBody"/>.
/// </summary>
public readonly struct MessageLayout
{
    private const int FixedBeforeTimes = 3;
    private const int FixedAfterTimes = 5;

    /// <summary>source_addr_ton.</summary>
    public byte SourceTon { get; private init; }

    /// <summary>source_addr_npi.</summary>
    public byte SourceNpi { get; private init; }

    /// <summary>Start of source_addr.</summary>
    public int SourceOffset { get; private init; }

    /// <summary>Octets of source_addr without its NUL.</summary>
    public int SourceLength { get; private init; }

    /// <summary>dest_addr_ton.</summary>
    public byte DestinationTon { get; private init; }

    /// <summary>dest_addr_npi.</summary>
    public byte DestinationNpi { get; private init; }

    /// <summary>Start of destination_addr.</summary>
    public int DestinationOffset { get; private init; }

    /// <summary>Octets of destination_addr without its NUL.</summary>
    public int DestinationLength { get; private init; }

    /// <summary>esm_class (SMPP 3.4 §5.2.12).</summary>
    public byte EsmClass { get; private init; }

    /// <summary>registered_delivery (SMPP 3.4 §5.2.17).</summary>
    public byte RegisteredDelivery { get; private init; }

    /// <summary>data_coding (SMPP 3.4 §5.2.19).</summary>
    public byte DataCoding { get; private init; }

    /// <summary>Start of short_message.</summary>
    public int ShortMessageOffset { get; private init; }

    /// <summary>sm_length: octets of short_message.</summary>
    public int ShortMessageLength { get; private init; }

    /// <summary>Start of the TLVs; they reach to the end of the body.</summary>
    public int TlvOffset { get; private init; }

    /// <summary>
    /// Finds the fields of <paramref name="body"/> (the octets after the header). Never reads past it and never throws.
    /// </summary>
    /// <returns>
    /// <see cref="CommandStatus.Ok"/>, else the status to answer with: ESME_RINVSRCADR or ESME_RINVDSTADR for an address without its NUL,
    /// ESME_RINVMSGLEN when sm_length reaches past the end, ESME_RINVCMDLEN when the body ends elsewhere before its mandatory fields do.
    /// </returns>
    public static CommandStatus TryParse(ReadOnlySpan<byte> body, out MessageLayout layout)
    {
        layout = default;
        var at = body.IndexOf((byte)0) + 1;
        if (at == 0 || body.Length < at + 2) return CommandStatus.InvalidCommandLength;

        var sourceTon = body[at];
        var sourceNpi = body[at + 1];
        var source = at + 2;
        var sourceLength = body[source..].IndexOf((byte)0);
        if (sourceLength < 0) return CommandStatus.InvalidSourceAddress;

        at = source + sourceLength + 1;
        if (body.Length < at + 2) return CommandStatus.InvalidCommandLength;
        var destinationTon = body[at];
        var destinationNpi = body[at + 1];
        var destination = at + 2;
        var destinationLength = body[destination..].IndexOf((byte)0);
        if (destinationLength < 0) return CommandStatus.InvalidDestinationAddress;

        at = destination + destinationLength + 1;
        if (body.Length < at + FixedBeforeTimes) return CommandStatus.InvalidCommandLength;
        var esmClass = body[at];
        at += FixedBeforeTimes;
        for (var time = 0; time < 2; time++)
        {
            var length = at <= body.Length ? body[at..].IndexOf((byte)0) : -1;
            if (length < 0) return CommandStatus.InvalidCommandLength;
            at += length + 1;
        }

        if (body.Length < at + FixedAfterTimes) return CommandStatus.InvalidCommandLength;
        var shortMessage = at + FixedAfterTimes;
        int shortMessageLength = body[at + 4];
        if (body.Length < shortMessage + shortMessageLength) return CommandStatus.InvalidMessageLength;

        layout = new MessageLayout
        {
            SourceTon = sourceTon,
            SourceNpi = sourceNpi,
            SourceOffset = source,
            SourceLength = sourceLength,
            DestinationTon = destinationTon,
            DestinationNpi = destinationNpi,
            DestinationOffset = destination,
            DestinationLength = destinationLength,
            EsmClass = esmClass,
            RegisteredDelivery = body[at],
            DataCoding = body[at + 2],
            ShortMessageOffset = shortMessage,
            ShortMessageLength = shortMessageLength,
            TlvOffset = shortMessage + shortMessageLength,
        };
        return CommandStatus.Ok;
    }
}

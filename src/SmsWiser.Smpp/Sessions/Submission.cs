namespace SmsWiser.Smpp;

/// <summary>
/// One submit_sm that a message centre received. Valid during <see cref="ISmscHandler.OnSubmits"/> only; the offsets of
/// <see cref="Layout"/> count from <see cref="BodyOffset"/> in the received octets of the same call.
/// </summary>
public readonly struct Submission
{
    /// <summary>sequence_number to answer with.</summary>
    public uint SequenceNumber { get; init; }

    /// <summary>Start of the body, after the header.</summary>
    public int BodyOffset { get; init; }

    /// <summary>Octets of the body.</summary>
    public int BodyLength { get; init; }

    /// <summary>Where the fields stand.</summary>
    public MessageLayout Layout { get; init; }
}

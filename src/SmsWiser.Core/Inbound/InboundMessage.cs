namespace SmsWiser.Core.Inbound;

/// <summary>Inside id of a message of a person.</summary>
/// <param name="Value">Dense, from 1.</param>
public readonly record struct InboundId(long Value);

/// <summary>Whether a message is answered by itself. Stored; members are never renumbered.</summary>
public enum ReplyState : byte
{
    /// <summary>No answer.</summary>
    None = 0,

    /// <summary>The answer is to be sent.</summary>
    Due = 1,

    /// <summary>The answer is on its way like any message.</summary>
    Sent = 2,

    /// <summary>The answer cannot be sent: its account or sender is not known.</summary>
    Dropped = 3,
}

/// <summary>A message of a person, complete and understood. Who wrote what is in the sealed part only.</summary>
/// <param name="Id">Inside id.</param>
/// <param name="Carrier">Where it came from.</param>
/// <param name="Destination">The sender it answers, as campaigns name it.</param>
/// <param name="NumberKey">Low 64 bits of the key of the person's number; 0 without a number.</param>
/// <param name="Fingerprint">Equal for equal messages; a keyed one-way function of person, destination and text.</param>
/// <param name="Kind">What it asks for.</param>
/// <param name="Word">The keyword or wish that was found, or null.</param>
/// <param name="Marks">What else is known of it.</param>
/// <param name="Account">Whose it is, when only one account has used the sender; else 0 until it is resolved.</param>
/// <param name="Reply">What it is answered by itself, or null.</param>
/// <param name="Sealed">Number and text, see <see cref="InboundSeal"/>.</param>
/// <param name="At">When it came, UTC; later for each further message.</param>
public sealed record InboundMessage(
    InboundId Id, CarrierId Carrier, string Destination, ulong NumberKey, ulong Fingerprint, InboundKind Kind, string? Word,
    InboundMarks Marks, AccountId Account, string? Reply, ReadOnlyMemory<byte> Sealed, DateTimeOffset At);

/// <summary>One part of a message that is not complete.</summary>
/// <param name="Carrier">Where it came from.</param>
/// <param name="NumberKey">Key of the person's number.</param>
/// <param name="Destination">The sender it answers.</param>
/// <param name="Reference">What its parts have in common: reference number and its width.</param>
/// <param name="Total">Parts in all.</param>
/// <param name="No">Number of the part, from 1.</param>
/// <param name="Sealed">Number and octets, see <see cref="InboundSeal"/>.</param>
/// <param name="At">When it came, UTC.</param>
public sealed record InboundPart(
    CarrierId Carrier, ulong NumberKey, string Destination, int Reference, int Total, int No, ReadOnlyMemory<byte> Sealed,
    DateTimeOffset At)
{
    /// <summary>What the parts of one message share.</summary>
    public InboundPartsKey Key => new(Carrier, NumberKey, Destination, Reference, Total);
}

/// <summary>What the parts of one message share.</summary>
public readonly record struct InboundPartsKey(CarrierId Carrier, ulong NumberKey, string Destination, int Reference, int Total);

/// <summary>A message with the opt-outs that it causes.</summary>
/// <param name="Message">The message.</param>
/// <param name="Changes">What the person leaves or comes back to.</param>
public sealed record InboundWish(InboundMessage Message, IReadOnlyList<Compliance.OptOutChange> Changes);

/// <summary>What is taken in by one transaction.</summary>
/// <param name="Messages">Complete messages, in the order they came.</param>
/// <param name="Parts">Parts to keep.</param>
/// <param name="Joined">Messages of which no part is to be kept any more.</param>
public sealed record InboundBatch(
    IReadOnlyList<InboundWish> Messages, IReadOnlyList<InboundPart> Parts, IReadOnlyList<InboundPartsKey> Joined);

/// <summary>What a transaction has taken in.</summary>
/// <param name="Repeated">Messages that were there already: the carrier had not seen our answer.</param>
/// <param name="OptOuts">The opt-outs that changed.</param>
/// <param name="Replies">Answers that are due.</param>
public sealed record InboundCommit(int Repeated, Compliance.OptOutCommit OptOuts, int Replies);

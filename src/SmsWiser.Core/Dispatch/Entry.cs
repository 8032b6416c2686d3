namespace SmsWiser.Core.Dispatch;

/// <summary>What an entry says of one part, or of a whole lead. Stored in four bits; members are never renumbered.</summary>
public enum EntryState : byte
{
    /// <summary>Refused for a passing reason; an attempt follows. Changes no outcome.</summary>
    Refused = 1,

    /// <summary>Accepted by the carrier with a message id.</summary>
    Accepted = 2,

    /// <summary>Given up after the last attempt.</summary>
    Failed = 3,

    /// <summary>Refused for good.</summary>
    Rejected = 4,

    /// <summary>Written and never answered.</summary>
    Unknown = 5,

    /// <summary>Moved to a later chunk for another attempt. Changes no outcome here.</summary>
    Moved = 6,

    /// <summary>Accepted by a response that came after the part was given up as unknown.</summary>
    LateAccepted = 7,

    /// <summary>Refused by a response that came after the part was given up as unknown.</summary>
    LateRejected = 8,

    /// <summary>Receipt: delivered.</summary>
    Delivered = 9,

    /// <summary>Receipt: undeliverable, deleted, rejected or skipped.</summary>
    Undelivered = 10,

    /// <summary>Receipt: validity ended.</summary>
    Expired = 11,

    /// <summary>Receipt without a final state (enroute, accepted, unknown). Changes no outcome.</summary>
    Intermediate = 12,

    /// <summary>The whole lead was withheld: share stopped.</summary>
    Revoked = 13,

    /// <summary>The whole lead was withheld: not eligible; the code is the <see cref="SuppressionReason"/>.</summary>
    Suppressed = 14,

    /// <summary>The whole lead was withheld: sendout cancelled.</summary>
    Cancelled = 15,
}

/// <summary>One journal record of one part (or, for revoked, suppressed and cancelled, of one lead).</summary>
/// <param name="chunk">Chunk of the lead.</param>
/// <param name="carrier">Carrier that said so; 0 for leads withheld.</param>
/// <param name="index">Lead within the chunk, from 0.</param>
/// <param name="part">Part, from 1; 0 for a whole lead, and for a text that went whole, in one submit_sm, for the carrier to
/// cut.</param>
/// <param name="parts">Parts of the SMS, 1 to 63; 0 for a whole lead.</param>
/// <param name="attempt">Attempt, from 1.</param>
/// <param name="state">What happened.</param>
/// <param name="code">command_status, receipt error as a number, or <see cref="SuppressionReason"/>; 0 = none.</param>
/// <param name="deltaMs">Milliseconds before (−) or after the flush's base time.</param>
/// <param name="messageId">Message id as received, at most 65 octets; valid as long as the memory it came from.</param>
public readonly ref struct Entry(
    ChunkKey chunk, CarrierId carrier, byte index, byte part, byte parts, byte attempt, EntryState state, uint code, int deltaMs,
    ReadOnlySpan<byte> messageId)
{
    /// <summary>Chunk of the lead.</summary>
    public ChunkKey Chunk { get; } = chunk;

    /// <summary>Carrier that said so; 0 for leads withheld.</summary>
    public CarrierId Carrier { get; } = carrier;

    /// <summary>Lead within the chunk, from 0.</summary>
    public byte Index { get; } = index;

    /// <summary>Part, from 1; 0 for a whole lead and a text that went whole.</summary>
    public byte Part { get; } = part;

    /// <summary>Parts of the SMS, 1 to 63; 0 for a whole lead.</summary>
    public byte Parts { get; } = parts;

    /// <summary>Parts that the entry speaks of: all of a text that went whole, else one.</summary>
    public int PartsMeant => Part == 0 && Parts > 1 ? Parts : 1;

    /// <summary>Attempt, from 1.</summary>
    public byte Attempt { get; } = attempt;

    /// <summary>What happened.</summary>
    public EntryState State { get; } = state;

    /// <summary>command_status, receipt error as a number, or suppression reason; 0 = none.</summary>
    public uint Code { get; } = code;

    /// <summary>Milliseconds before (−) or after the flush's base time.</summary>
    public int DeltaMs { get; } = deltaMs;

    /// <summary>Message id as received.</summary>
    public ReadOnlySpan<byte> MessageId { get; } = messageId;
}

namespace SmsWiser.Core.Dispatch;

/// <summary>Names a chunk: its sendout and its number there, from 0.</summary>
public readonly record struct ChunkKey(SendoutId Sendout, int No);

/// <summary>State of a chunk in the store. Stored; members are never renumbered.</summary>
public enum ChunkState : byte
{
    /// <summary>May be claimed.</summary>
    Open = 0,

    /// <summary>A node works on it.</summary>
    Claimed = 1,

    /// <summary>Every lead has its outcome in the journal.</summary>
    Done = 2,

    /// <summary>Final: its leads were suppressed by planning.</summary>
    Suppressed = 3,

    /// <summary>Final: leads without an entry were withheld because the share was stopped.</summary>
    Revoked = 4,

    /// <summary>Final: leads without an entry were withheld because the sendout was cancelled.</summary>
    Cancelled = 5,
}

/// <summary>Why the leads of a chunk wait, and until when.</summary>
/// <param name="Reason">What they end as when they still wait at the end of the sendout's validity.</param>
/// <param name="NotBefore">UTC; the chunk cannot be claimed before. The end of time when no moment is known.</param>
public sealed record ChunkHold(SuppressionReason Reason, DateTimeOffset NotBefore);

/// <summary>Up to 256 leads of one list for one route.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Route">Route of all its leads; 0 = none (suppressed).</param>
/// <param name="List">List of all its leads.</param>
/// <param name="Grant">Share it relies on; 0 = the sender's own list.</param>
/// <param name="Epoch">Epoch of the grant it was planned under.</param>
/// <param name="GatePosition">Position of the gate log it was planned at.</param>
/// <param name="Leads">Leads in it, 1 to 256.</param>
/// <param name="Reason">Why its leads were suppressed, or null.</param>
/// <param name="Body">Per lead 8 octets, little-endian: lead number (uint32) and number tag (uint32).</param>
public sealed record PlannedChunk(
    ChunkKey Key, RouteId Route, ListId List, GrantId Grant, int Epoch, long GatePosition, int Leads, SuppressionReason? Reason,
    ReadOnlyMemory<byte> Body)
{
    /// <summary>Why it cannot be claimed at once, or null. A claimed chunk has none.</summary>
    public ChunkHold? Hold { get; init; }

    /// <summary>Price of one part in micro-units; 0 = unbilled.</summary>
    public long PriceMicros { get; init; }

    /// <summary>Parts of its longest SMS when it was planned, which its price was held for; 0 = unbilled.</summary>
    public int MaxParts { get; init; }
}

/// <summary>A chunk without its leads, as reports and recovery need it.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Grant">Share it relies on; 0 = own.</param>
/// <param name="Epoch">Epoch of the grant.</param>
/// <param name="Leads">Leads in it.</param>
/// <param name="Open">Leads without an outcome, as of the last release; what a withdrawal ends.</param>
/// <param name="State">State in the store.</param>
/// <param name="Reason">Why its leads were suppressed, or null.</param>
public sealed record ChunkHead(ChunkKey Key, GrantId Grant, int Epoch, int Leads, int Open, ChunkState State, SuppressionReason? Reason)
{
    /// <summary>Why it could not be claimed at once, or null; its moment may have passed.</summary>
    public ChunkHold? Hold { get; init; }

    /// <summary>Price of one part in micro-units; 0 = unbilled.</summary>
    public long PriceMicros { get; init; }
}

/// <summary>Leads of a sendout that wait for one moment.</summary>
/// <param name="Grant">The grant they rely on; 0 = own lists.</param>
/// <param name="Hold">Why, and until when.</param>
/// <param name="Leads">How many.</param>
public sealed record HeldLeads(GrantId Grant, ChunkHold Hold, long Leads);

/// <summary>Counters of a sendout for one grant.</summary>
/// <param name="Sendout">The sendout.</param>
/// <param name="Grant">The grant; 0 = own lists.</param>
/// <param name="Planned">Leads planned.</param>
/// <param name="Outcomes">Leads by outcome; <see cref="Outcome.Open"/> is planned less all others.</param>
/// <param name="PartsSubmitted">Parts answered by a carrier or written and never answered.</param>
public sealed record SendoutCounter(SendoutId Sendout, GrantId Grant, long Planned, OutcomeCounts Outcomes, long PartsSubmitted);

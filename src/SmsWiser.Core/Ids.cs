namespace SmsWiser.Core;

/// <summary>Inside id of an account. Never shown outside; the outside name is its <c>ClientId</c>.</summary>
/// <param name="Value">Dense, from 1; taken in blocks per node.</param>
public readonly record struct AccountId(long Value);

/// <summary>Inside id of a list of leads.</summary>
/// <param name="Value">Dense, from 1.</param>
public readonly record struct ListId(long Value);

/// <summary>Inside id of a saved segment.</summary>
/// <param name="Value">Dense, from 1.</param>
public readonly record struct SegmentId(long Value);

/// <summary>Inside id of one import of a file into a list.</summary>
/// <param name="Value">Dense, from 1.</param>
public readonly record struct ImportRunId(long Value);

/// <summary>Inside id of a share grant. 0 stands for "no grant": the sender's own list.</summary>
/// <param name="Value">Dense, from 1; 0 = none.</param>
public readonly record struct GrantId(long Value);

/// <summary>Inside id of a campaign.</summary>
/// <param name="Value">Dense, from 1.</param>
public readonly record struct CampaignId(long Value);

/// <summary>Inside id of a sendout, one run of a campaign.</summary>
/// <param name="Value">Dense, from 1.</param>
public readonly record struct SendoutId(long Value);

/// <summary>Inside id of a carrier, an SMSC account.</summary>
/// <param name="Value">Dense, from 1.</param>
public readonly record struct CarrierId(long Value);

/// <summary>Inside id of a bind, one configured SMPP session slot of a carrier.</summary>
/// <param name="Value">Dense, from 1.</param>
public readonly record struct BindId(long Value);

/// <summary>Inside id of a route.</summary>
/// <param name="Value">Dense, from 1; 0 = no route (the chunk is final).</param>
public readonly record struct RouteId(long Value);

/// <summary>One process start; never reused.</summary>
/// <param name="Value">Dense, from 1.</param>
public readonly record struct NodeId(long Value);

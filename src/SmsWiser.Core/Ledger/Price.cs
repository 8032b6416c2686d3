namespace SmsWiser.Core.Ledger;

/// <summary>What one part over a carrier to numbers of a prefix costs a paying account. The longest prefix wins, then the latest instant
/// that has come.</summary>
/// <param name="Carrier">The carrier.</param>
/// <param name="Prefix">Leading digits of an E.164 number without '+', at most 15; empty matches all.</param>
/// <param name="ValidFrom">From when on, UTC.</param>
/// <param name="Micros">Micro-units per part, at least 1.</param>
public sealed record Price(CarrierId Carrier, string Prefix, DateTimeOffset ValidFrom, long Micros);

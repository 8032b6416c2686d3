namespace SmsWiser.Core.Audience;

/// <summary>Columns of a file that tell where people stand with the list's topic. Without the proof's other parts, as far as they are
/// named, a consent is not one.</summary>
/// <param name="State">Column of the consent, by name or place from 1: <c>yes</c>, <c>no</c>, <c>pending</c>, <c>left</c> and what means
/// the same; empty = nothing is recorded.</param>
/// <param name="Time">Column of the moment it was given or withdrawn, or null.</param>
/// <param name="Text">Column of what the person agreed to, or where, or null.</param>
public sealed record ConsentColumns(string State, string? Time, string? Text);

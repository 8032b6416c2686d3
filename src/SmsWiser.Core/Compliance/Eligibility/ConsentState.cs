namespace SmsWiser.Core.Compliance;

/// <summary>Where a person stands with a list's topic: the consent octet of a lead's clear flags. Stored; members are never
/// renumbered.</summary>
public enum ConsentState : byte
{
    /// <summary>Nothing is on record for this lead alone.</summary>
    NotRecorded = 0,

    /// <summary>The person has agreed to be written to.</summary>
    Enrolled = 1,

    /// <summary>The person has left.</summary>
    Left = 2,

    /// <summary>The person was asked and has not yet confirmed.</summary>
    Pending = 3,
}

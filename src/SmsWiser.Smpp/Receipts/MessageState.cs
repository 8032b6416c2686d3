namespace SmsWiser.Smpp.Receipts;

/// <summary>What became of a message, numbered as on the wire (SMPP 3.4 §5.2.28, 5.0 §4.7.15).</summary>
public enum MessageState : byte
{
    /// <summary>Scheduled for later by the SMSC (5.0).</summary>
    Scheduled = 0,

    /// <summary>On its way.</summary>
    Enroute = 1,

    /// <summary>Delivered to the handset. Final.</summary>
    Delivered = 2,

    /// <summary>Its validity ended before it was delivered. Final.</summary>
    Expired = 3,

    /// <summary>Deleted or cancelled in the SMSC. Final.</summary>
    Deleted = 4,

    /// <summary>Cannot be delivered. Final.</summary>
    Undeliverable = 5,

    /// <summary>Taken over by the SMSC. The specification's "final" means read by its staff; in practice a notice, so not final.</summary>
    Accepted = 6,

    /// <summary>
    /// The SMSC does not know, or the receipt says nothing that is understood. As a state of the SMSC final, until another one comes.
    /// </summary>
    Unknown = 7,

    /// <summary>Refused. Final.</summary>
    Rejected = 8,

    /// <summary>Skipped on purpose by the SMSC (5.0). Final.</summary>
    Skipped = 9,
}

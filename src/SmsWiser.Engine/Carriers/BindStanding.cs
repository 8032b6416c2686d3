namespace SmsWiser.Engine.Carriers;

/// <summary>What a bind can make of its share of the account's rate.</summary>
internal enum BindStanding
{
    /// <summary>Takes part like all others.</summary>
    Equal,

    /// <summary>No live session.</summary>
    Down,

    /// <summary>Back for too short a time to be trusted with a share that others would have to give up.</summary>
    Returning,

    /// <summary>Nothing has waited for it for some time.</summary>
    Idle,

    /// <summary>Was throttled; its share grows back slowly.</summary>
    Slowed,

    /// <summary>Has been told to pause for longer than a moment.</summary>
    Paused,
}

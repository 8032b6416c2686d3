namespace SmsWiser.Storage.Sqlite;

/// <summary>Which waiting transaction goes first. A lane is served only when all before it are empty.</summary>
internal enum WriteLane
{
    /// <summary>Stops, pauses and cancels: what the gate waits for.</summary>
    Stop,

    /// <summary>The journal.</summary>
    Flush,

    /// <summary>Claims and the commands of people.</summary>
    Claim,

    /// <summary>Imports and plans, in transactions of about 10 ms at most.</summary>
    Bulk,
}

namespace SmsWiser.Smpp;

/// <summary>What a sender should do after a <see cref="CommandStatus"/>; a carrier's own table may override every row.</summary>
public enum CommandStatusClass
{
    /// <summary>Accepted.</summary>
    Ok,

    /// <summary>T: retry soon and slower; the whole bind pauses.</summary>
    Throttle,

    /// <summary>L: retry later on the same route.</summary>
    Later,

    /// <summary>R: permanent on this route; another may take it.</summary>
    Route,

    /// <summary>P: permanent for the message on any route.</summary>
    Message,

    /// <summary>B: permanent for the bind or the account: stop and alert.</summary>
    Bind,

    /// <summary>C: our bug or configuration: do not retry, alert.</summary>
    Configuration,

    /// <summary>S: belongs to cancel, query and replace only.</summary>
    Stored,

    /// <summary>D: a status that an ESME gives to deliver_sm; from a message centre treat 0x64 as later, the others as permanent.</summary>
    Delivery,
}

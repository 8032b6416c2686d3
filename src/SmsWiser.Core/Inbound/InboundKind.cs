namespace SmsWiser.Core.Inbound;

/// <summary>What a message of a person asks for. Stored; members are never renumbered.</summary>
public enum InboundKind : byte
{
    /// <summary>Nothing that is answered by itself: for people to read.</summary>
    Message = 0,

    /// <summary>No more messages of this sender, nor of this topic.</summary>
    Stop = 1,

    /// <summary>No more messages of this account.</summary>
    StopAll = 2,

    /// <summary>Messages of this sender and topic again.</summary>
    Start = 3,

    /// <summary>Who writes, and how to stop it.</summary>
    Help = 4,

    /// <summary>A keyword that the account answers by itself.</summary>
    Keyword = 5,
}

/// <summary>What else is known of a message. Stored; members are never renumbered.</summary>
[Flags]
public enum InboundMarks : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Understood as a wish to stop, for the person's sake; somebody should read it.</summary>
    Review = 1,

    /// <summary>Some of its parts have not come.</summary>
    Partial = 2,

    /// <summary>Its alphabet is not read here; the text is its octets in hexadecimal digits.</summary>
    Undecoded = 4,

    /// <summary>It does not come from a phone number in international form, so it stands for no person.</summary>
    NoNumber = 8,
}

/// <summary>What a message was understood as.</summary>
/// <param name="Kind">What it asks for.</param>
/// <param name="Word">The keyword or wish that was found, in capital letters; null when none.</param>
/// <param name="NeedsReview">True when the wording leaves room for doubt.</param>
public readonly record struct KeywordMatch(InboundKind Kind, string? Word, bool NeedsReview = false);

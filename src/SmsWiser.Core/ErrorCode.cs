namespace SmsWiser.Core;

/// <summary>Why an operation was refused. One list for every surface: the snake-case name is the HTTP problem <c>code</c>, and the CLI
/// exit code derives from it. Members are never renamed or removed.</summary>
public enum ErrorCode
{
    /// <summary>The object does not exist, or not for this account.</summary>
    NotFound = 1,

    /// <summary>A value is malformed, out of bounds or contradicts another.</summary>
    InvalidValue = 2,

    /// <summary>The object is in a state that does not allow the operation.</summary>
    WrongState = 3,

    /// <summary>Somebody else changed the object first; read it again and retry.</summary>
    Conflict = 4,

    /// <summary>An object of that name or id exists already.</summary>
    AlreadyExists = 5,

    /// <summary>The template cannot be used: syntax, an unknown field, or a placeholder that could form a link on a shared list.</summary>
    InvalidTemplate = 6,

    /// <summary>The segment filter cannot be used: syntax, an unknown field or a wrong type.</summary>
    InvalidFilter = 7,

    /// <summary>The share is not active: not accepted, declined, withdrawn or stopped.</summary>
    ShareNotActive = 8,

    /// <summary>An audience or figure is below the agreed threshold.</summary>
    BelowThreshold = 9,

    /// <summary>No route leads to any lead of the audience.</summary>
    NoRoute = 10,

    /// <summary>The carrier refused the bind or cannot be reached.</summary>
    CarrierUnavailable = 11,

    /// <summary>A bounded resource is full; retry later.</summary>
    Overloaded = 12,

    /// <summary>The balance does not cover it; top up and try again.</summary>
    InsufficientCredit = 13,

    /// <summary>The account, or one above it, is suspended.</summary>
    Suspended = 14,

    /// <summary>No API key came, or one that opens nothing.</summary>
    Unauthenticated = 15,

    /// <summary>The API key does not allow it.</summary>
    Forbidden = 16,

    /// <summary>Too many requests; wait as long as the answer says.</summary>
    RateLimited = 17,

    /// <summary>The request is larger than its bound.</summary>
    TooLarge = 18,

    /// <summary>The body is not of the type that is read here.</summary>
    UnsupportedMedia = 19,

    /// <summary>The path is there and does not have this method.</summary>
    MethodNotAllowed = 20,

    /// <summary>The object is not in the version that the request names; read it again.</summary>
    PreconditionFailed = 21,

    /// <summary>The idempotency key was used for another request.</summary>
    IdempotencyMismatch = 22,

    /// <summary>An earlier request under this idempotency key did not come to an answer: look whether it took effect.</summary>
    OutcomeUnknown = 23,

    /// <summary>No answer in time; what was asked may still take effect.</summary>
    TimedOut = 24,

    /// <summary>A fault of the node; its log has the request id.</summary>
    Internal = 25,
}

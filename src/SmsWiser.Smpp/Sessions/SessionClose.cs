namespace SmsWiser.Smpp;

/// <summary>Why a session ended. It ends exactly once; the first reason stands.</summary>
public enum SessionCloseReason
{
    /// <summary>Our side ended it, in order or at once.</summary>
    LocalStop,

    /// <summary>The TCP connection could not be made in time.</summary>
    ConnectFailed,

    /// <summary>The message centre refused the bind; the status says why.</summary>
    BindRejected,

    /// <summary>No bind response came in time.</summary>
    BindTimeout,

    /// <summary>The peer unbound.</summary>
    PeerUnbind,

    /// <summary>The peer closed the connection without unbind.</summary>
    EndOfStream,

    /// <summary>The connection broke.</summary>
    ConnectionLost,

    /// <summary>Nothing came after two enquire_link in a row.</summary>
    EnquireLinkTimeout,

    /// <summary>The peer broke the framing, or left a PDU incomplete.</summary>
    ProtocolError,

    /// <summary>Nothing came for longer than the server side allows; on the ESME's side: no message went or came for so long.</summary>
    Inactivity,

    /// <summary>The handler threw: a bug on our side.</summary>
    HandlerFault,

    /// <summary>TLS could not be begun, or broke.</summary>
    TlsFailure,

    /// <summary>The session has carried all the messages that one may; open another.</summary>
    Renewal,
}

/// <summary>How a session ended.</summary>
/// <param name="Reason">The kind of end.</param>
/// <param name="Status">The status of a refused bind, else null.</param>
/// <param name="Detail">One sentence for a person: what was expected, what came. Holds no secret and no phone number.</param>
public sealed record SessionClose(SessionCloseReason Reason, CommandStatus? Status, string Detail)
{
    /// <summary>What was wrong with TLS when it could not be begun, else null.</summary>
    public TlsFault? TlsFault { get; init; }
}

namespace SmsWiser.Smpp;

/// <summary>
/// The result of an operation (command_status, SMPP 3.4 §5.1.3, SMPP 5.0 §4.7.6). Values outside this list are legal on the wire
/// (0x400–0x4FF belong to vendors) and are kept as they came. <see cref="CommandStatuses.Classify"/> says what to do about each.
/// </summary>
public enum CommandStatus : uint
{
    /// <summary>ESME_ROK: the operation succeeded.</summary>
    Ok = 0x00,

    /// <summary>ESME_RINVMSGLEN: the message length is wrong.</summary>
    InvalidMessageLength = 0x01,

    /// <summary>ESME_RINVCMDLEN: the command length is wrong.</summary>
    InvalidCommandLength = 0x02,

    /// <summary>ESME_RINVCMDID: the peer does not know the operation.</summary>
    InvalidCommandId = 0x03,

    /// <summary>ESME_RINVBNDSTS: the operation does not fit the bind state.</summary>
    InvalidBindStatus = 0x04,

    /// <summary>ESME_RALYBND: the account is bound already.</summary>
    AlreadyBound = 0x05,

    /// <summary>ESME_RINVPRTFLG: the priority flag is not accepted.</summary>
    InvalidPriorityFlag = 0x06,

    /// <summary>ESME_RINVREGDLVFLG: the registered delivery flag is not accepted.</summary>
    InvalidRegisteredDelivery = 0x07,

    /// <summary>ESME_RSYSERR: the message centre failed.</summary>
    SystemError = 0x08,

    /// <summary>ESME_RINVSRCADR: the sender is not allowed here.</summary>
    InvalidSourceAddress = 0x0A,

    /// <summary>ESME_RINVDSTADR: the destination is not a number the peer takes.</summary>
    InvalidDestinationAddress = 0x0B,

    /// <summary>ESME_RINVMSGID: the message id is not known.</summary>
    InvalidMessageId = 0x0C,

    /// <summary>ESME_RBINDFAIL: the bind failed, often credentials, version or too many binds.</summary>
    BindFailed = 0x0D,

    /// <summary>ESME_RINVPASWD: the password is wrong.</summary>
    InvalidPassword = 0x0E,

    /// <summary>ESME_RINVSYSID: the system_id is not known.</summary>
    InvalidSystemId = 0x0F,

    /// <summary>ESME_RCANCELFAIL: the message could not be cancelled.</summary>
    CancelFailed = 0x11,

    /// <summary>ESME_RREPLACEFAIL: the message could not be replaced.</summary>
    ReplaceFailed = 0x13,

    /// <summary>ESME_RMSGQFUL: the queue of the destination, or of the message centre, is full.</summary>
    MessageQueueFull = 0x14,

    /// <summary>ESME_RINVSERTYP: the service type is not known.</summary>
    InvalidServiceType = 0x15,

    /// <summary>ESME_RINVNUMDESTS: the number of destinations is wrong.</summary>
    InvalidNumberOfDestinations = 0x33,

    /// <summary>ESME_RINVDLNAME: the distribution list is not known.</summary>
    InvalidDistributionList = 0x34,

    /// <summary>ESME_RINVDESTFLAG: the destination flag is wrong.</summary>
    InvalidDestinationFlag = 0x40,

    /// <summary>ESME_RINVSUBREP: submit with replace is not supported.</summary>
    InvalidReplaceRequest = 0x42,

    /// <summary>ESME_RINVESMCLASS: the esm_class is not accepted.</summary>
    InvalidEsmClass = 0x43,

    /// <summary>ESME_RCNTSUBDL: the distribution list cannot be submitted to.</summary>
    CannotSubmitToList = 0x44,

    /// <summary>ESME_RSUBMITFAIL: the submit failed, for any reason the peer does not name.</summary>
    SubmitFailed = 0x45,

    /// <summary>ESME_RINVSRCTON: the source type of number is not accepted.</summary>
    InvalidSourceTon = 0x48,

    /// <summary>ESME_RINVSRCNPI: the source numbering plan is not accepted.</summary>
    InvalidSourceNpi = 0x49,

    /// <summary>ESME_RINVDSTTON: the destination type of number is not accepted.</summary>
    InvalidDestinationTon = 0x50,

    /// <summary>ESME_RINVDSTNPI: the destination numbering plan is not accepted.</summary>
    InvalidDestinationNpi = 0x51,

    /// <summary>ESME_RINVSYSTYP: the system_type is not known.</summary>
    InvalidSystemType = 0x53,

    /// <summary>ESME_RINVREPFLAG: the replace_if_present flag is wrong.</summary>
    InvalidReplaceFlag = 0x54,

    /// <summary>ESME_RINVNUMMSGS: the number of messages is wrong.</summary>
    InvalidNumberOfMessages = 0x55,

    /// <summary>ESME_RTHROTTLED: the account sends faster than it may.</summary>
    Throttled = 0x58,

    /// <summary>ESME_RINVSCHED: the schedule time is not accepted.</summary>
    InvalidScheduledTime = 0x61,

    /// <summary>ESME_RINVEXPIRY: the validity period is not accepted.</summary>
    InvalidExpiryTime = 0x62,

    /// <summary>ESME_RINVDFTMSGID: the canned message is not known.</summary>
    InvalidDefaultMessageId = 0x63,

    /// <summary>ESME_RX_T_APPN: the receiver cannot take the message now.</summary>
    TemporaryReceiverError = 0x64,

    /// <summary>ESME_RX_P_APPN: the receiver can never take messages for this destination.</summary>
    PermanentReceiverError = 0x65,

    /// <summary>ESME_RX_R_APPN: the receiver refuses this message.</summary>
    RejectedByReceiver = 0x66,

    /// <summary>ESME_RQUERYFAIL: the query failed.</summary>
    QueryFailed = 0x67,

    /// <summary>ESME_RINVOPTPARSTREAM: the optional part cannot be parsed.</summary>
    InvalidTlvStream = 0xC0,

    /// <summary>ESME_ROPTPARNOTALLWD: an optional parameter is not allowed.</summary>
    TlvNotAllowed = 0xC1,

    /// <summary>ESME_RINVPARLEN: a parameter has a wrong length.</summary>
    InvalidTlvLength = 0xC2,

    /// <summary>ESME_RMISSINGOPTPARAM: an expected optional parameter is missing.</summary>
    MissingTlv = 0xC3,

    /// <summary>ESME_RINVOPTPARAMVAL: an optional parameter has a wrong value.</summary>
    InvalidTlvValue = 0xC4,

    /// <summary>ESME_RDELIVERYFAILURE: transaction mode: the delivery failed.</summary>
    DeliveryFailure = 0xFE,

    /// <summary>ESME_RUNKNOWNERR: the peer knows no better name for the error.</summary>
    UnknownError = 0xFF,

    /// <summary>ESME_RSERTYPUNAUTH: the account may not use the service type.</summary>
    ServiceNotAuthorised = 0x100,

    /// <summary>ESME_RPROHIBITED: the account may not use the operation.</summary>
    Prohibited = 0x101,

    /// <summary>ESME_RSERTYPUNAVAIL: the service type is not available now.</summary>
    ServiceUnavailable = 0x102,

    /// <summary>ESME_RSERTYPDENIED: the service type is denied, often for the content.</summary>
    ServiceDenied = 0x103,

    /// <summary>ESME_RINVDCS: the data_coding is not accepted.</summary>
    InvalidDataCoding = 0x104,

    /// <summary>ESME_RINVSRCADDRSUBUNIT: the source subunit is wrong.</summary>
    InvalidSourceSubunit = 0x105,

    /// <summary>ESME_RINVDSTADDRSUBUNIT: the destination subunit is wrong.</summary>
    InvalidDestinationSubunit = 0x106,

    /// <summary>ESME_RINVBCASTFREQINT: the broadcast frequency interval is wrong.</summary>
    InvalidBroadcastFrequency = 0x107,

    /// <summary>ESME_RINVBCASTALIAS_NAME: the broadcast alias is wrong.</summary>
    InvalidBroadcastAlias = 0x108,

    /// <summary>ESME_RINVBCASTAREAFMT: the broadcast area format is wrong.</summary>
    InvalidBroadcastAreaFormat = 0x109,

    /// <summary>ESME_RINVNUMBCAST_AREAS: the number of broadcast areas is wrong.</summary>
    InvalidNumberOfBroadcastAreas = 0x10A,

    /// <summary>ESME_RINVBCASTCNTTYPE: the broadcast content type is wrong.</summary>
    InvalidBroadcastContentType = 0x10B,

    /// <summary>ESME_RINVBCASTMSGCLASS: the broadcast message class is wrong.</summary>
    InvalidBroadcastMessageClass = 0x10C,

    /// <summary>ESME_RBCASTFAIL: the broadcast failed.</summary>
    BroadcastFailed = 0x10D,

    /// <summary>ESME_RBCASTQUERYFAIL: the broadcast query failed.</summary>
    BroadcastQueryFailed = 0x10E,

    /// <summary>ESME_RBCASTCANCELFAIL: the broadcast could not be cancelled.</summary>
    BroadcastCancelFailed = 0x10F,

    /// <summary>ESME_RINVBCAST_REP: the broadcast repetition is wrong.</summary>
    InvalidBroadcastRepetition = 0x110,

    /// <summary>ESME_RINVBCASTSRVGRP: the broadcast service group is wrong.</summary>
    InvalidBroadcastServiceGroup = 0x111,

    /// <summary>ESME_RINVBCASTCHANIND: the broadcast channel is wrong.</summary>
    InvalidBroadcastChannel = 0x112,
}

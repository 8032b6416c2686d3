using SmsWiser.Smpp;

namespace SmsWiser.Engine.Carriers;

/// <summary>What to do about a status, in words for the operator who sets a carrier up.</summary>
internal static class StatusAdvice
{
    /// <summary>The name that carriers write, as <c>ESME_RINVPASWD</c>, with the number.</summary>
    public static string Name(CommandStatus status) => status switch
    {
        CommandStatus.InvalidMessageLength => "ESME_RINVMSGLEN (0x01)",
        CommandStatus.InvalidCommandId => "ESME_RINVCMDID (0x03)",
        CommandStatus.InvalidBindStatus => "ESME_RINVBNDSTS (0x04)",
        CommandStatus.AlreadyBound => "ESME_RALYBND (0x05)",
        CommandStatus.InvalidRegisteredDelivery => "ESME_RINVREGDLVFLG (0x07)",
        CommandStatus.SystemError => "ESME_RSYSERR (0x08)",
        CommandStatus.InvalidSourceAddress => "ESME_RINVSRCADR (0x0A)",
        CommandStatus.InvalidDestinationAddress => "ESME_RINVDSTADR (0x0B)",
        CommandStatus.BindFailed => "ESME_RBINDFAIL (0x0D)",
        CommandStatus.InvalidPassword => "ESME_RINVPASWD (0x0E)",
        CommandStatus.InvalidSystemId => "ESME_RINVSYSID (0x0F)",
        CommandStatus.MessageQueueFull => "ESME_RMSGQFUL (0x14)",
        CommandStatus.InvalidServiceType => "ESME_RINVSERTYP (0x15)",
        CommandStatus.SubmitFailed => "ESME_RSUBMITFAIL (0x45)",
        CommandStatus.InvalidSourceTon => "ESME_RINVSRCTON (0x48)",
        CommandStatus.InvalidSourceNpi => "ESME_RINVSRCNPI (0x49)",
        CommandStatus.InvalidDestinationTon => "ESME_RINVDSTTON (0x50)",
        CommandStatus.InvalidDestinationNpi => "ESME_RINVDSTNPI (0x51)",
        CommandStatus.InvalidSystemType => "ESME_RINVSYSTYP (0x53)",
        CommandStatus.Throttled => "ESME_RTHROTTLED (0x58)",
        CommandStatus.InvalidExpiryTime => "ESME_RINVEXPIRY (0x62)",
        CommandStatus.TemporaryReceiverError => "ESME_RX_T_APPN (0x64)",
        CommandStatus.PermanentReceiverError => "ESME_RX_P_APPN (0x65)",
        CommandStatus.RejectedByReceiver => "ESME_RX_R_APPN (0x66)",
        CommandStatus.MissingTlv => "ESME_RMISSINGOPTPARAM (0xC3)",
        CommandStatus.TlvNotAllowed => "ESME_ROPTPARNOTALLWD (0xC1)",
        CommandStatus.InvalidDataCoding => "ESME_RINVDCS (0x104)",
        _ => $"{status} (0x{(uint)status:X2})",
    };

    /// <summary>After a refused bind.</summary>
    /// <param name="status">The status.</param>
    /// <param name="up">Binds of the carrier that are up on the node.</param>
    public static string ForBind(CommandStatus status, int up) => status switch
    {
        CommandStatus.InvalidPassword => "The password is wrong. Ask the carrier for it and configure it again; some count wrong ones and "
            + "lock the account.",
        CommandStatus.InvalidSystemId => "The system_id is not known there. Check its case, and that host and port are those of your "
            + "account.",
        CommandStatus.InvalidSystemType => "Set system_type to what the carrier's sheet says; many want it empty.",
        CommandStatus.AlreadyBound or CommandStatus.BindFailed when up > 0 =>
            $"{up} binds are up already: the carrier allows no more. Set binds to {up} at most, and disconnect the carrier for this test.",
        CommandStatus.AlreadyBound => "The account is bound elsewhere, or an old session still counts there. Wait a minute and try again; "
            + "if it stays so, another program uses the account.",
        CommandStatus.BindFailed => "The carrier gives no reason. Check system_id, password, system_type and interface_version, whether "
            + "this machine's address is on its list, and how many binds it allows.",
        CommandStatus.InvalidCommandId => "The carrier does not offer this type of bind. Set bind_type=pair for transmitters and receivers "
            + "in place of transceivers.",
        CommandStatus.Throttled => "Binds come too fast. Wait a minute and try again.",
        _ => "Ask the carrier what it means by this status.",
    };

    /// <summary>After TLS could not be begun.</summary>
    public static string ForTls(TlsFault fault) => fault switch
    {
        TlsFault.NotTls => "The port is one without TLS: take the carrier's port for TLS, or set tls=off.",
        TlsFault.Name => "Set host to a name that the certificate has, or tls_server_name to the name on the carrier's sheet.",
        TlsFault.Untrusted => "Ask the carrier for its authority's certificate, in PEM, and set tls_ca to that file.",
        TlsFault.Expired => "Check this machine's clock; else the carrier has to renew its certificate.",
        TlsFault.Pin => "The carrier has another key now: ask whether it was changed, and set tls_pin to the new one, or to nothing.",
        TlsFault.File => "Check the files that tls_ca, tls_client_certificate and tls_client_password_file name, and that the node may "
            + "read them.",
        _ => "Check with the carrier which versions of TLS it takes (1.2 and 1.3 are offered) and whether it wants a client certificate "
            + "(tls_client_certificate).",
    };

    /// <summary>After a refused message.</summary>
    public static string ForSubmit(CommandStatus status, bool hasSender) => status switch
    {
        CommandStatus.InvalidSourceAddress when !hasSender => "The carrier wants a sender. Give --from with one that is registered there.",
        CommandStatus.InvalidSourceAddress => "The sender is not allowed on this account. Use one that is registered there, or have this "
            + "one registered.",
        CommandStatus.InvalidSourceTon or CommandStatus.InvalidSourceNpi => "TON/NPI of the sender are not what the carrier wants. Set "
            + "source_alphanumeric, source_number or source_short; common are 5/0 and 5/1 for words, 1/1 and 0/0 for numbers, 3/0 and "
            + "6/0 for short codes.",
        CommandStatus.InvalidDestinationAddress => "The number is not taken. Check that it is in international form and that the account "
            + "may send to its country; some carriers want plus=keep.",
        CommandStatus.InvalidDestinationTon or CommandStatus.InvalidDestinationNpi => "TON/NPI of the destination are not what the carrier "
            + "wants. Set destination; 1/1 and 0/0 are common.",
        CommandStatus.Throttled => "One message alone is too much now: the rate, or that of all programs on the account together, is "
            + "above the contract. Lower rate and window.",
        CommandStatus.MessageQueueFull => "The carrier's queue for the account is full. Lower window and rate; wait until earlier "
            + "messages have gone.",
        CommandStatus.InvalidServiceType or CommandStatus.ServiceNotAuthorised => "Set service_type to what the carrier's sheet says; "
            + "many want it empty.",
        CommandStatus.InvalidRegisteredDelivery => "The account may not ask for receipts. Set registered_delivery=0, or have receipts "
            + "enabled.",
        CommandStatus.InvalidExpiryTime => "Set validity to a shorter time, or to nothing.",
        CommandStatus.InvalidDataCoding => "Set data_coding_gsm to what the carrier's sheet says; 0 and 1 are common.",
        CommandStatus.MissingTlv => "The carrier wants optional parameters, as India's entity and template ids. Set tlv.0x1400 and "
            + "tlv.0x1401.",
        CommandStatus.TlvNotAllowed or CommandStatus.InvalidTlvLength or CommandStatus.InvalidTlvValue => "Check the tlv. settings against "
            + "the carrier's sheet.",
        CommandStatus.InvalidBindStatus => "The bind may not submit. Set bind_type to what the carrier's sheet says.",
        CommandStatus.TemporaryReceiverError or CommandStatus.SystemError => "The carrier has trouble of its own. Try again later.",
        CommandStatus.PermanentReceiverError or CommandStatus.RejectedByReceiver => "The carrier refuses this message or number for good. "
            + "Try another number; ask whether sender and content have to be registered.",
        _ => "Ask the carrier what it means by this status; error.0x" + $"{(uint)status:X2} tells this program what to do about it.",
    };
}

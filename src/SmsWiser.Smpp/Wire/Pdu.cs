namespace SmsWiser.Smpp;

/// <summary>
/// A decoded PDU without its header, for code that is not on the hot path: tools, tests, binds, queries. Sessions parse submit_sm,
/// submit_sm_resp and deliver_sm in place instead.
/// </summary>
/// <param name="Command">command_id.</param>
public abstract record Pdu(CommandId Command)
{
    /// <summary>The optional parameters in the order of the wire; repeated and unknown ones included.</summary>
    public IReadOnlyList<Tlv> Tlvs { get; init; } = [];

    /// <summary>Writes the mandatory fields.</summary>
    internal abstract void WriteFields(PduWriter writer);
}

/// <summary>
/// A PDU without a body: unbind, unbind_resp, enquire_link, enquire_link_resp, generic_nack, cancel_sm_resp, replace_sm_resp,
/// cancel_broadcast_sm_resp, and any response that came as its 16 octets only (SMPP 3.4 §4.1.2 allows it for errors).
/// </summary>
/// <param name="Command">command_id.</param>
public sealed record HeaderPdu(CommandId Command) : Pdu(Command)
{
    internal override void WriteFields(PduWriter writer)
    {
    }
}

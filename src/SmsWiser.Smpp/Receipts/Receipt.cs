namespace SmsWiser.Smpp.Receipts;

/// <summary>
/// One delivery receipt as <see cref="ReceiptParser"/> read it. Its spans lie in the received octets (or in a copy of them, for a receipt
/// in UCS-2) and are valid as long as those are.
/// </summary>
public readonly ref struct Receipt
{
    /// <summary>
    /// Id of the message, verbatim: receipted_message_id, else the id in the text. Empty when there is neither; at most 64 octets are
    /// usual, but no length is promised.
    /// </summary>
    public ReadOnlySpan<byte> Id { get; init; }

    /// <summary>The id in the text, which some SMSCs write in another base than the one in the TLV; empty when the text has none.</summary>
    public ReadOnlySpan<byte> TextId { get; init; }

    /// <summary>
    /// message_state, else what the word behind "stat:" means; <see cref="MessageState.Unknown"/> when neither is understood.
    /// </summary>
    public MessageState State { get; init; }

    /// <summary>Whether the state is final; never for an intermediate notification or a word that is not known.</summary>
    public bool IsFinal { get; init; }

    /// <summary>The word behind "stat:" as it came; empty when there is none.</summary>
    public ReadOnlySpan<byte> StateText { get; init; }

    /// <summary>The code behind "err:" as it came (it may be hexadecimal, negative or of any length); empty when there is none.</summary>
    public ReadOnlySpan<byte> ErrorText { get; init; }

    /// <summary>Network type of network_error_code (3 = GSM); 0 when the TLV is missing. It goes before <see cref="ErrorText"/>.</summary>
    public byte ErrorNetwork { get; init; }

    /// <summary>Code of network_error_code; 0 when the TLV is missing.</summary>
    public ushort ErrorCode { get; init; }

    /// <summary>When the message was submitted, in the SMSC's own zone; null when missing, all zeros or garbage.</summary>
    public DateTime? SubmitDate { get; init; }

    /// <summary>When it reached its state, in the SMSC's own zone; null when missing, all zeros or garbage.</summary>
    public DateTime? DoneDate { get; init; }

    /// <summary>The start of the message that is repeated behind "text:", without trailing NULs; empty when there is none.</summary>
    public ReadOnlySpan<byte> Text { get; init; }
}

namespace SmsWiser.Smpp;

/// <summary>
/// What the submit_sm of one sendout have in common (SMPP 3.4 §4.4.1): built once, read for every message. Immutable; any thread.
/// </summary>
public sealed class SubmitSmFields
{
    private const int MaxServiceTypeCharacters = 5;
    private const int MaxAddressCharacters = 20;
    private const int TimeCharacters = 16;
    private const int MaxPrefixCharacters = 1;

    /// <summary>Prepares the common fields.</summary>
    /// <param name="source">The sender: empty for the account's default, else at most 20 ASCII characters.</param>
    /// <param name="sourceTon">source_addr_ton: 5 for an alphanumeric sender, 1 for an international number (SMPP 3.4 §5.2.5).</param>
    /// <param name="sourceNpi">source_addr_npi: 0 for an alphanumeric sender, 1 for an E.164 number (SMPP 3.4 §5.2.6).</param>
    /// <param name="serviceType">service_type, at most 5 ASCII characters; empty for the default.</param>
    /// <param name="destinationTon">dest_addr_ton; 1 = international.</param>
    /// <param name="destinationNpi">dest_addr_npi; 1 = E.164.</param>
    /// <param name="validityPeriod">
    /// validity_period: empty, or exactly 16 characters (SMPP 3.4 §7.1.1), as "000000001000000R" for 10 minutes.
    /// </param>
    /// <param name="destinationPrefix">What precedes each number in destination_addr: empty, or '+' where the peer wants it.</param>
    /// <exception cref="ArgumentException">A text is too long or not ASCII; the message names it.</exception>
    public SubmitSmFields(
        string source,
        byte sourceTon = 5,
        byte sourceNpi = 0,
        string serviceType = "",
        byte destinationTon = 1,
        byte destinationNpi = 1,
        string validityPeriod = "",
        string destinationPrefix = "")
    {
        if (validityPeriod.Length is not (0 or TimeCharacters))
        {
            throw new ArgumentException($"validity_period has {validityPeriod.Length} characters; it must be empty or have 16.",
                nameof(validityPeriod));
        }

        Prefix =
        [
            .. Text(serviceType, MaxServiceTypeCharacters, nameof(serviceType)), 0, sourceTon, sourceNpi,
            .. Text(source, MaxAddressCharacters, nameof(source)), 0, destinationTon, destinationNpi,
            .. Text(destinationPrefix, MaxPrefixCharacters, nameof(destinationPrefix)),
        ];
        Times = [0, .. Text(validityPeriod, TimeCharacters, nameof(validityPeriod)), 0];
    }

    /// <summary>esm_class; 0x40 says that the text begins with a user data header (SMPP 3.4 §5.2.12). Default 0.</summary>
    public byte EsmClass { get; init; }

    /// <summary>protocol_id, the TP-PID of GSM (SMPP 3.4 §5.2.13). Default 0.</summary>
    public byte ProtocolId { get; init; }

    /// <summary>priority_flag, 0–3 (SMPP 3.4 §5.2.14). Default 0.</summary>
    public byte PriorityFlag { get; init; }

    /// <summary>registered_delivery; 1 asks for a final receipt (SMPP 3.4 §5.2.17). Default 1.</summary>
    public byte RegisteredDelivery { get; init; } = 1;

    /// <summary>data_coding; 0 the message centre's default, 8 UCS-2 (SMPP 3.4 §5.2.19). Default 0.</summary>
    public byte DataCoding { get; init; }

    /// <summary>service_type to dest_addr_npi as they go on the wire, and what precedes the number.</summary>
    internal byte[] Prefix { get; }

    /// <summary>schedule_delivery_time (empty) and validity_period as they go on the wire.</summary>
    internal byte[] Times { get; }

    private static byte[] Text(string text, int max, string name)
    {
        if (text.Length > max) throw new ArgumentException($"{name} has {text.Length} characters; at most {max} fit.", name);
        foreach (var c in text)
        {
            if (c is < ' ' or > '~') throw new ArgumentException($"{name} holds U+{(int)c:X4}; only printable ASCII can be sent.", name);
        }

        return System.Text.Encoding.ASCII.GetBytes(text);
    }
}

namespace SmsWiser.Smpp;

/// <summary>An address as SMPP writes it: three fields in a row (SMPP 3.4 §5.2.5–5.2.9).</summary>
/// <param name="Ton">Type of number: 0 unknown, 1 international, 2 national, 3 network specific, 5 alphanumeric.</param>
/// <param name="Npi">Numbering plan: 0 unknown, 1 E.164.</param>
/// <param name="Number">The digits or the name, Latin-1; at most 20 characters (64 in data_sm), not enforced on receive.</param>
public sealed record SmppAddress(byte Ton, byte Npi, string Number)
{
    /// <summary>No address: the message centre puts its default.</summary>
    public static SmppAddress None { get; } = new(0, 0, "");

    /// <summary>TON and NPI only: an address can be a phone number, which must not reach a log by accident.</summary>
    public override string ToString() => $"address {Ton}/{Npi}";
}

namespace SmsWiser.Smpp.Text;

/// <summary>Where one part lies in the octets of its text.</summary>
/// <param name="Offset">First octet.</param>
/// <param name="Length">Octets, without any header.</param>
public readonly record struct PartRange(int Offset, int Length);

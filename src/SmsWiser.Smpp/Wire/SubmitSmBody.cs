using System.Buffers.Text;
using System.Diagnostics;

namespace SmsWiser.Smpp;

/// <summary>
/// Writes the body of a submit_sm, everything after the 16 octets of the header, without allocating (SMPP 3.4 §4.4.1):
/// <code>
/// service_type            C-octet 1–6    destination_addr        C-octet 1–21    registered_delivery      1
/// source_addr_ton         1              esm_class               1               replace_if_present_flag  1
/// source_addr_npi         1              protocol_id             1               data_coding              1
/// source_addr             C-octet 1–21   priority_flag           1               sm_default_msg_id        1
/// dest_addr_ton           1              schedule_delivery_time  C-octet 1|17    sm_length                1
/// dest_addr_npi           1              validity_period         C-octet 1|17    short_message            0–254
/// </code>
/// </summary>
public static class SubmitSmBody
{
    /// <summary>The most octets of short_message in one submit_sm (SMPP 3.4 §5.2.21).</summary>
    public const int MaxShortMessageBytes = 254;

    /// <summary>The most octets <see cref="Write"/> writes.</summary>
    public const int MaxBytes = MaxPrefixBytes + MaxDestinationBytes + 3 + MaxTimesBytes + 5 + MaxShortMessageBytes;

    private const int MaxPrefixBytes = 6 + 2 + 21 + 2 + 1;
    private const int MaxDestinationBytes = 21;
    private const int MaxTimesBytes = 1 + 17;

    /// <summary>Writes one body. Any thread.</summary>
    /// <param name="destination">Where to write; <see cref="MaxBytes"/> octets always suffice.</param>
    /// <param name="fields">What the sendout's messages have in common.</param>
    /// <param name="destinationNumber">The E.164 number: its digits without '+', as an integer.</param>
    /// <param name="shortMessage">The text as it goes on the wire, at most 254 octets, user data header included.</param>
    /// <returns>The octets written.</returns>
    /// <exception cref="ArgumentException">The text is longer than 254 octets or <paramref name="destination"/> is too short.</exception>
    public static int Write(Span<byte> destination, in SubmitSmFields fields, ulong destinationNumber, ReadOnlySpan<byte> shortMessage)
    {
        if (shortMessage.Length > MaxShortMessageBytes) ThrowTooLong(shortMessage.Length);

        fields.Prefix.CopyTo(destination);
        var at = fields.Prefix.Length;
        if (!Utf8Formatter.TryFormat(destinationNumber, destination[at..], out var digits)) ThrowNoRoom(destination.Length);
        at += digits;

        var times = fields.Times;
        if (destination.Length < at + 9 + times.Length + shortMessage.Length) ThrowNoRoom(destination.Length);
        destination[at] = 0;
        destination[at + 1] = fields.EsmClass;
        destination[at + 2] = fields.ProtocolId;
        destination[at + 3] = fields.PriorityFlag;
        at += 4;
        times.CopyTo(destination[at..]);
        at += times.Length;
        destination[at] = fields.RegisteredDelivery;
        destination[at + 1] = 0;
        destination[at + 2] = fields.DataCoding;
        destination[at + 3] = 0;
        destination[at + 4] = (byte)shortMessage.Length;
        at += 5;
        shortMessage.CopyTo(destination[at..]);
        at += shortMessage.Length;
        Debug.Assert(at <= MaxBytes, "a body is longer than its announced maximum");
        return at;
    }

    private static void ThrowTooLong(int length) =>
        throw new ArgumentException($"short_message has {length} octets; a submit_sm holds at most {MaxShortMessageBytes}.");

    private static void ThrowNoRoom(int length) =>
        throw new ArgumentException($"{length} octets are too few for this submit_sm; {MaxBytes} always suffice.");
}

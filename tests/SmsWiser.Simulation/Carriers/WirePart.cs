using System.Text;
using SmsWiser.Smpp;

namespace SmsWiser.Simulation.Carriers;

/// <summary>One part as it stood on the wire.</summary>
/// <param name="Sender">Source address.</param>
/// <param name="Number">Destination, digits.</param>
/// <param name="No">Part, from 1.</param>
/// <param name="Count">Parts of the SMS.</param>
/// <param name="Text">Its text.</param>
internal sealed record WirePart(string Sender, string Number, int No, int Count, string Text)
{
    private const byte HasUserDataHeader = 0x40;
    private const byte Ucs2 = 8;

    public (string Sender, string Number, int No) Key => (Sender, Number, No);

    /// <summary>Reads a submit_sm. The texts of the simulation have no character outside of what ASCII and GSM 03.38 share.</summary>
    public static WirePart Of(ReadOnlySpan<byte> body, in MessageLayout layout)
    {
        var octets = body.Slice(layout.ShortMessageOffset, layout.ShortMessageLength);
        var (no, count) = (1, 1);
        if ((layout.EsmClass & HasUserDataHeader) != 0)
        {
            var header = octets[..(octets[0] + 1)];
            (no, count) = (header[^1], header[^2]);
            octets = octets[header.Length..];
        }
        var text = layout.DataCoding == Ucs2 ? Encoding.BigEndianUnicode.GetString(octets) : Encoding.Latin1.GetString(octets);
        return new(
            Encoding.ASCII.GetString(body.Slice(layout.SourceOffset, layout.SourceLength)),
            Encoding.ASCII.GetString(body.Slice(layout.DestinationOffset, layout.DestinationLength)), no, count, text);
    }
}

using System.Buffers.Binary;

namespace SmsWiser.Core.Audience;

/// <summary>Clear flags of one lead, readable without opening its page: four octets, no personal data.</summary>
/// <param name="Live">False when the lead was removed; its place in the page stays taken.</param>
/// <param name="Consent">Consent state; 0 = none recorded.</param>
/// <param name="Zone">Time zone number; 0 = not known.</param>
public readonly record struct LeadFlags(bool Live, byte Consent, ushort Zone)
{
    /// <summary>Octets per lead: live (1 or 0), consent, zone (little-endian).</summary>
    public const int Bytes = 4;

    /// <summary>Flags of a lead just added.</summary>
    public static LeadFlags New => new(Live: true, Consent: 0, Zone: 0);

    /// <summary>Reads the flags of the lead at <paramref name="index"/> of a page.</summary>
    public static LeadFlags Read(ReadOnlySpan<byte> clear, int index)
    {
        var flags = clear.Slice(index * Bytes, Bytes);
        return new(flags[0] == 1, flags[1], BinaryPrimitives.ReadUInt16LittleEndian(flags[2..]));
    }

    /// <summary>Writes them for the lead at <paramref name="index"/> of a page.</summary>
    public void Write(Span<byte> clear, int index)
    {
        var flags = clear.Slice(index * Bytes, Bytes);
        flags[0] = Live ? (byte)1 : (byte)0;
        flags[1] = Consent;
        BinaryPrimitives.WriteUInt16LittleEndian(flags[2..], Zone);
    }
}

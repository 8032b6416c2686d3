namespace SmsWiser.Smpp.Text;

/// <summary>
/// Septets packed eight into seven octets, lowest bits first (3GPP 23.038 §6.1.2.1), for carriers that want them so; unpacked is the rule
/// over SMPP. Behind a header the text starts at the next septet boundary, so fill bits stand between them; the end is padded with zeros.
/// </summary>
public static class PackedSeptets
{
    /// <summary>Octets that a header and so many septets take, the header included.</summary>
    public static int PackedBytes(int headerBytes, int septets) => headerBytes + (FillBits(headerBytes) + septets * 7 + 7) / 8;

    /// <summary>Zero bits between a header and the first septet, 0 to 6.</summary>
    public static int FillBits(int headerBytes) => (7 - headerBytes * 8 % 7) % 7;

    /// <summary>Packs septets behind a header already in the destination; returns <see cref="PackedBytes"/>.</summary>
    /// <param name="septets">One septet per octet; the highest bit is ignored.</param>
    /// <param name="headerBytes">Octets of the header at the start of the destination; 0 without one.</param>
    /// <param name="destination">At least <see cref="PackedBytes"/> octets.</param>
    public static int Pack(ReadOnlySpan<byte> septets, int headerBytes, Span<byte> destination)
    {
        var length = PackedBytes(headerBytes, septets.Length);
        destination[headerBytes..length].Clear();
        var bit = headerBytes * 8 + FillBits(headerBytes);
        foreach (var septet in septets)
        {
            var shifted = (septet & 0x7F) << (bit & 7);
            destination[bit >> 3] |= (byte)shifted;
            if (shifted > 0xFF) destination[(bit >> 3) + 1] |= (byte)(shifted >> 8);
            bit += 7;
        }
        return length;
    }

    /// <summary>
    /// Unpacks the septets behind a header; returns how many. Without their number (it is in the SMS but not in SMPP) a last septet of
    /// zeros in the padding cannot be told from '@' and is left out.
    /// </summary>
    /// <param name="packed">Header and packed septets.</param>
    /// <param name="headerBytes">Octets of the header; 0 without one.</param>
    /// <param name="septets">At least 8/7 of the octets behind the header.</param>
    public static int Unpack(ReadOnlySpan<byte> packed, int headerBytes, Span<byte> septets)
    {
        var bit = headerBytes * 8 + FillBits(headerBytes);
        var count = 0;
        for (; bit + 7 <= packed.Length * 8; bit += 7)
        {
            var pair = packed[bit >> 3] | ((bit >> 3) + 1 < packed.Length ? packed[(bit >> 3) + 1] << 8 : 0);
            septets[count++] = (byte)((pair >> (bit & 7)) & 0x7F);
        }
        return count > 0 && bit == packed.Length * 8 && septets[count - 1] == 0 ? count - 1 : count;
    }
}

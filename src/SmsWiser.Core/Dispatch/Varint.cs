namespace SmsWiser.Core.Dispatch;

/// <summary>Variable-length integers, seven bits an octet, least significant first.</summary>
internal static class Varint
{
    public static void Write(Span<byte> destination, ref int position, ulong value)
    {
        while (value >= 0x80)
        {
            destination[position++] = (byte)(value | 0x80);
            value >>= 7;
        }
        destination[position++] = (byte)value;
    }

    public static ulong Read(ReadOnlySpan<byte> source, ref int position)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (position >= source.Length)
                throw new InvalidDataException($"journal body of {source.Length} octets ends inside a number");
            var octet = source[position++];
            value |= (ulong)(octet & 0x7F) << shift;
            if (octet < 0x80)
                return value;
        }
        throw new InvalidDataException($"number of more than 64 bits at octet {position} of a journal body");
    }

    public static uint ZigZag(int value) => (uint)((value << 1) ^ (value >> 31));

    public static int UnZigZag(ulong value) => (int)((uint)value >> 1) ^ -(int)(value & 1);
}

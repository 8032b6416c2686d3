using System.Buffers.Binary;

namespace SmsWiser.Core.Dispatch;

/// <summary>Walks the packed entries of one flush in the order they were written; see <see cref="EntryWriter"/> for the layout.</summary>
/// <param name="packed">Body of a flush.</param>
public ref struct EntryReader(ReadOnlySpan<byte> packed)
{
    private readonly ReadOnlySpan<byte> packed = packed;
    private int position;
    private int left;
    private ChunkKey chunk;
    private CarrierId carrier;

    /// <summary>Reads the next entry; its message id points into the body.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="InvalidDataException">The body is cut or malformed.</exception>
    public bool TryRead(out Entry entry)
    {
        while (left == 0)
        {
            if (position == packed.Length)
            {
                entry = default;
                return false;
            }
            ReadRun();
        }
        left--;
        var flags = Octet();
        var state = (EntryState)(flags & 0x0F);
        var index = Octet();
        var delta = Varint.UnZigZag(Varint.Read(packed, ref position));
        var whole = state >= EntryState.Revoked;
        byte part = whole ? (byte)0 : (byte)1, parts = part, attempt = 1;
        var code = 0u;
        ReadOnlySpan<byte> id = default;
        if ((flags & EntryWriter.HasPart) != 0)
        {
            part = Octet();
            parts = Octet();
        }
        if ((flags & EntryWriter.HasAttempt) != 0)
            attempt = Octet();
        if ((flags & EntryWriter.HasCode) != 0)
            code = (uint)Varint.Read(packed, ref position);
        if ((flags & EntryWriter.HasId) != 0)
        {
            int length = Octet();
            if (length > packed.Length - position)
                throw Cut();
            id = packed.Slice(position, length);
            position += length;
        }
        entry = new(chunk, carrier, index, part, parts, attempt, state, code, delta, id);
        return true;
    }

    private void ReadRun()
    {
        chunk = new(new((long)Varint.Read(packed, ref position)), (int)Varint.Read(packed, ref position));
        carrier = new((long)Varint.Read(packed, ref position));
        if (packed.Length - position < sizeof(ushort))
            throw Cut();
        left = BinaryPrimitives.ReadUInt16LittleEndian(packed[position..]);
        position += sizeof(ushort);
    }

    private byte Octet() => position < packed.Length ? packed[position++] : throw Cut();

    private readonly InvalidDataException Cut() => new($"journal body of {packed.Length} octets ends inside an entry at {position}");
}

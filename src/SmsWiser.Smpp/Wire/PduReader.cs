using System.Buffers.Binary;
using System.Text;

namespace SmsWiser.Smpp;

/// <summary>
/// Reads the fields of one body in order. The first field that cannot be read sets <see cref="Error"/>; from then on everything reads as
/// empty, so that a PDU is read straight through and checked once.
/// </summary>
internal ref struct PduReader(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> rest = body;

    /// <summary>The status to answer with, Ok as long as everything could be read.</summary>
    public CommandStatus Error { get; private set; }

    /// <summary>Octets behind the last whole TLV.</summary>
    public int StrayOctets { get; private set; }

    public byte Byte() => Octets(1, CommandStatus.InvalidCommandLength) is [var value] ? value : (byte)0;

    public uint UInt32() =>
        Octets(sizeof(uint), CommandStatus.InvalidCommandLength) is { IsEmpty: false } value
            ? BinaryPrimitives.ReadUInt32BigEndian(value) : 0;

    public ReadOnlySpan<byte> Octets(int count, CommandStatus missing)
    {
        if (Error == CommandStatus.Ok && rest.Length < count) Error = missing;
        if (Error != CommandStatus.Ok) return default;
        var value = rest[..count];
        rest = rest[count..];
        return value;
    }

    /// <summary>A C-octet string as Latin-1 text; its maximum is not enforced on receive.</summary>
    public string Text(CommandStatus missing)
    {
        var end = rest.IndexOf((byte)0);
        if (Error == CommandStatus.Ok && end < 0) Error = missing;
        if (Error != CommandStatus.Ok) return "";
        var value = Encoding.Latin1.GetString(rest[..end]);
        rest = rest[(end + 1)..];
        return value;
    }

    public SmppAddress Source() => new(Byte(), Byte(), Text(CommandStatus.InvalidSourceAddress));

    public SmppAddress Destination() => new(Byte(), Byte(), Text(CommandStatus.InvalidDestinationAddress));

    public IReadOnlyList<Tlv> Tlvs()
    {
        if (Error != CommandStatus.Ok || rest.IsEmpty) return [];
        var list = new List<Tlv>();
        var reader = new TlvReader(rest);
        while (reader.MoveNext()) list.Add(new Tlv(reader.Current.Tag, reader.Current.Value.ToArray()));
        StrayOctets = reader.Rest;
        return list;
    }
}


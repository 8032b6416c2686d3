using System.Text;

namespace SmsWiser.Smpp;

/// <summary>Writes the bind of a session (SMPP 3.4 §4.1).</summary>
internal static class BindRequest
{
    public static int Write(EsmeOptions options, uint sequence, Span<byte> destination)
    {
        var at = PduHeader.Bytes;
        at += Text(options.SystemId, destination[at..]);
        at += Text(options.Password, destination[at..]);
        at += Text(options.SystemType, destination[at..]);
        destination[at++] = options.InterfaceVersion;
        destination[at++] = options.AddressTon;
        destination[at++] = options.AddressNpi;
        at += Text(options.AddressRange, destination[at..]);
        new PduHeader((uint)at, (CommandId)options.Type, CommandStatus.Ok, sequence).Write(destination);
        return at;
    }

    private static int Text(string text, Span<byte> destination)
    {
        var octets = Encoding.Latin1.GetBytes(text, destination);
        destination[octets] = 0;
        return octets + 1;
    }
}

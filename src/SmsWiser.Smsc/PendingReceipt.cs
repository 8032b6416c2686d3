using System.Runtime.CompilerServices;

namespace SmsWiser.Smsc;

/// <summary>One receipt to be sent: what of its submit_sm it repeats. Or an inbound message, whose body is given.</summary>
internal struct PendingReceipt
{
    public long DueAt;
    public ulong MessageId;
    public long SubmitDate;
    public bool Undelivered;
    public byte[]? InboundBody;
    public AddressOctets Source;
    public AddressOctets Destination;
}

/// <summary>One queued submit_sm_resp.</summary>
internal struct PendingResponse
{
    public long DueAt;
    public ulong MessageId;
    public uint Sequence;
    public SmsWiser.Smpp.CommandStatus Status;
    public bool Silent;
}

/// <summary>An address in place: TON, NPI and at most 20 octets; longer ones are cut.</summary>
internal struct AddressOctets
{
    private const int MaxOctets = 20;
    private Digits digits;
    private byte length;
    private byte ton;
    private byte npi;

    public static AddressOctets Of(byte ton, byte npi, ReadOnlySpan<byte> number)
    {
        var address = new AddressOctets { ton = ton, npi = npi, length = (byte)Math.Min(number.Length, MaxOctets) };
        number[..address.length].CopyTo(address.digits);
        return address;
    }

    /// <summary>Writes ton, npi and the number with its NUL; returns the octets written.</summary>
    public readonly int Write(Span<byte> destination)
    {
        destination[0] = ton;
        destination[1] = npi;
        ((ReadOnlySpan<byte>)digits)[..length].CopyTo(destination[2..]);
        destination[2 + length] = 0;
        return length + 3;
    }

    [InlineArray(MaxOctets)]
    private struct Digits
    {
#pragma warning disable IDE0044, IDE0051, CA1823, CS0169 // the one element that an inline array is declared by
        private byte octet;
#pragma warning restore IDE0044, IDE0051, CA1823, CS0169
    }
}


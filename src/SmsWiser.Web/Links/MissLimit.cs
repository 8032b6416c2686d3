using System.Buffers.Binary;
using System.Net;

namespace SmsWiser.Web.Links;

/// <summary>Who asks for too many codes that are none is not heard for a while: <see cref="MaxMisses"/> within one to two minutes, by
/// IPv4 address or IPv6 network of 64 bits. Memory is bounded: with more addresses than <see cref="MaxAddresses"/> in a minute the older
/// half is forgotten, which helps nobody guess, for of codes nobody guesses one anyway. Any thread.</summary>
internal sealed class MissLimit(TimeProvider time)
{
    /// <summary>Misses until an address is refused.</summary>
    public const int MaxMisses = 20;

    /// <summary>Addresses remembered of a minute; of two minutes at most twice as many.</summary>
    public const int MaxAddresses = 16_384;

    /// <summary>How long misses count at least.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private const int NetworkBytes = 8;
    private readonly Lock guard = new();
    private Dictionary<UInt128, int> older = [];
    private Dictionary<UInt128, int> newer = [];
    private long began = time.GetTimestamp();

    /// <summary>Whether an address has missed too often.</summary>
    public bool IsOver(IPAddress? address)
    {
        lock (guard)
        {
            Turn();
            var key = Key(address);
            return older.GetValueOrDefault(key) + newer.GetValueOrDefault(key) >= MaxMisses;
        }
    }

    /// <summary>Notes a miss.</summary>
    public void Add(IPAddress? address)
    {
        lock (guard)
        {
            Turn();
            var key = Key(address);
            if (newer.Count >= MaxAddresses && !newer.ContainsKey(key))
                (older, newer) = (newer, []);
            newer[key] = newer.GetValueOrDefault(key) + 1;
        }
    }

    private void Turn()
    {
        var elapsed = time.GetElapsedTime(began);
        if (elapsed < Period)
            return;
        (older, newer) = (elapsed < Period * 2 ? newer : [], []);
        began = time.GetTimestamp();
    }

    private static UInt128 Key(IPAddress? address)
    {
        if (address is null)
            return 0;
        var octets = address.MapToIPv6().GetAddressBytes();
        if (!address.MapToIPv6().IsIPv4MappedToIPv6)
            octets.AsSpan(NetworkBytes).Clear();
        return BinaryPrimitives.ReadUInt128BigEndian(octets);
    }
}

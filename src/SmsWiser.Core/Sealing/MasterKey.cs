namespace SmsWiser.Core.Sealing;

/// <summary>A key that wraps data keys and small secrets. Never shown, logged or stored beside what it wraps.</summary>
/// <param name="id">Number it is known by, from 1; stored beside everything it wraps.</param>
/// <param name="octets">The key, <see cref="Size"/> octets; copied.</param>
public sealed class MasterKey(int id, ReadOnlySpan<byte> octets)
{
    /// <summary>Octets of a master key and of a data key (AES-256).</summary>
    public const int Size = 32;

    private readonly byte[] key = octets.Length == Size
        ? octets.ToArray()
        : throw new ArgumentException($"a master key has {Size} octets, not {octets.Length}", nameof(octets));

    /// <summary>Number it is known by.</summary>
    public int Id { get; } = id > 0 ? id : throw new ArgumentOutOfRangeException(nameof(id), id, "key ids start at 1");

    internal ReadOnlySpan<byte> Octets => key;

    /// <summary>The id only.</summary>
    public override string ToString() => $"master key {Id}";
}

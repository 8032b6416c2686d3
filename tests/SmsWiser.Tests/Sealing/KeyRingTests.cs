using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Sealing;
using SmsWiser.Testing.Chance;

namespace SmsWiser.Tests.Sealing;

public sealed class KeyRingTests
{
    private static readonly ListId List = new(7);
    private readonly SeededRandom random = new(1);

    [Fact]
    public void Wrapped_key_opens_for_its_own_list_only()
    {
        var ring = Ring(1);
        var dataKey = Key(9);
        var wrapped = ring.Wrap(List, dataKey);

        var opened = new byte[32];
        ring.Unwrap(List, wrapped, opened);

        Assert.Equal(dataKey, opened);
        Assert.Equal(1, wrapped.KeyId);
        Assert.Equal(60, wrapped.Octets.Length);
        var error = Assert.Throws<SealBrokenException>(() => ring.Unwrap(new(8), wrapped, new byte[32]));
        Assert.Equal("data key of list 8 does not open under master key 1", error.Message);
    }

    [Fact]
    public void Newest_key_wraps_and_older_keys_still_open()
    {
        var old = Ring(1).Wrap(List, Key(9));
        var ring = Ring(2, 1);

        var opened = new byte[32];
        ring.Unwrap(List, old, opened);

        Assert.Equal(Key(9), opened);
        Assert.Equal(2, ring.Wrap(List, Key(9)).KeyId);
    }

    [Fact]
    public void Missing_key_is_named()
    {
        var wrapped = Ring(3).Wrap(List, Key(9));

        var error = Assert.Throws<UnknownKeyException>(() => Ring(1, 2).Unwrap(List, wrapped, new byte[32]));

        Assert.Equal(3, error.KeyId);
        Assert.Equal("master key 3 is needed and not there; the key ring holds 1, 2", error.Message);
    }

    [Fact]
    public void Changed_octet_of_a_wrapped_key_is_found()
    {
        var ring = Ring(1);
        var wrapped = ring.Wrap(List, Key(9));

        for (var at = 0; at < wrapped.Octets.Length; at++)
        {
            var octets = wrapped.Octets.ToArray();
            octets[at] ^= 1;
            Assert.Throws<SealBrokenException>(() => ring.Unwrap(List, new WrappedKey(1, octets), new byte[32]));
        }
    }

    [Fact]
    public void Secret_opens_at_its_place_only()
    {
        var ring = Ring(1);
        var secret = ring.SealSecret("carrier 4 password", "hunter2"u8);

        Assert.Equal("hunter2"u8.ToArray(), ring.OpenSecret("carrier 4 password", secret));
        Assert.Throws<SealBrokenException>(() => ring.OpenSecret("carrier 5 password", secret));
        Assert.Throws<SealBrokenException>(() => ring.OpenSecret("carrier 4 password", secret.AsSpan(0, 31)));
        Assert.Throws<UnknownKeyException>(() => Ring(2).OpenSecret("carrier 4 password", secret));
    }

    [Fact]
    public void Number_key_comes_from_the_oldest_key_by_hkdf()
    {
        // HKDF-SHA256 of key 1 (32 octets 01), no salt, computed apart with a foreign implementation.
        var expected = "ab3057f86c2b7633";
        var one = new byte[32];
        var two = new byte[32];
        Ring(1).DeriveNumberKey(one);
        Ring(1, 2).DeriveNumberKey(two);

        Assert.Equal(one, two);
        Assert.Equal(expected, Convert.ToHexStringLower(one.AsSpan(0, 8)));
    }

    private KeyRing Ring(params int[] ids) => new([.. ids.Select(id => new MasterKey(id, Key(id)))], random);

    private static byte[] Key(int fill) => [.. Enumerable.Repeat((byte)fill, 32)];
}

using SmsWiser.Core;
using SmsWiser.Core.Sealing;
using SmsWiser.Testing;

namespace SmsWiser.Tests.Sealing;

public sealed class NumberTagsTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void Key_of_a_number_is_the_aes_block_of_number_and_zero()
    {
        using var tags = new NumberTags(Key);

        // Computed apart: AES-256-ECB, key 00…1f, block 4e61bc00 and twelve zero octets (12345678, 0), read little-endian.
        Assert.Equal(new UInt128(0x561569FD73957EE4, 0x23133DD8E4CA263E), tags.NumberKey(12345678));
    }

    [Fact]
    public void Tag_is_the_low_half_word_of_the_block_of_number_and_sendout()
    {
        using var tags = new NumberTags(Key);
        var result = new uint[1];

        tags.Tags(new SendoutId(5), [12345678], result);

        Assert.Equal(0x05FAFF33u, result[0]);
    }

    [Fact]
    public void Batches_of_any_length_give_the_same_as_single_numbers()
    {
        using var tags = new NumberTags(Key);
        ulong[] numbers = [.. Enumerable.Range(0, 600).Select(i => 33600000000UL + (ulong)i)];
        var batch = new uint[numbers.Length];
        var keys = new UInt128[numbers.Length];
        var single = new uint[1];

        tags.Tags(new SendoutId(1), numbers, batch);
        tags.NumberKeys(numbers, keys);

        for (var i = 0; i < numbers.Length; i++)
        {
            tags.Tags(new SendoutId(1), numbers.AsSpan(i, 1), single);
            Assert.Equal(single[0], batch[i]);
            Assert.Equal(tags.NumberKey(numbers[i]), keys[i]);
        }
    }

    [Fact]
    public void Warm_batch_allocates_nothing()
    {
        using var tags = new NumberTags(Key);
        var numbers = new ulong[256];
        var result = new uint[256];
        tags.Tags(new SendoutId(1), numbers, result);

        Assert.Equal(0, Allocations.Least(() => tags.Tags(new SendoutId(2), numbers, result)));
    }
}

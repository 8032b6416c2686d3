using System.Numerics;
using System.Text;
using SmsWiser.Core;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Links;
using SmsWiser.Core.Sealing;
using SmsWiser.Testing;
using SmsWiser.Testing.Chance;

namespace SmsWiser.Tests.Links;

public sealed class LinkCodesTests
{
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    // Computed apart, by a program of its own in another language.
    [Theory]
    [InlineData(12345, 0, 0u, 0, "N67JX72CH4XQ7Z0GT1W4")]
    [InlineData(12345, 0, 1u, 0, "072VRPGQCW0VQ50TF9CF")]
    [InlineData((1L << 38) - 1, 127, uint.MaxValue, 31, "BWPVS2HJEXQ95SP6FD3J")]
    [InlineData(1, 3, 4096u, 7, "H9Q6C7WW620TA1CEEED3")]
    public void A_code_is_its_subject_under_the_key(long sendout, int target, uint lead, int link, string expected)
    {
        using var codes = new LinkCodes(Key);

        Assert.Equal(expected, Encode(codes, sendout, target, lead, link));

        Assert.True(codes.TryDecode(expected, out var subject));
        Assert.Equal(new LinkSubject(new(sendout), target, lead, link), subject);
    }

    [Fact]
    public void A_code_is_read_as_people_type_it()
    {
        using var codes = new LinkCodes(Key);
        var code = Encode(codes, 12345, 0, 1, 0);

        Assert.True(codes.TryDecode(code.ToLowerInvariant().Replace('0', 'o'), out var subject));
        Assert.Equal(1u, subject.LeadNo);
        Assert.True(codes.TryDecode("BWPVS2HJEXQ95SP6FD3J", out _));
        Assert.True(codes.TryDecode("H9Q6C7WW620TAlCEEED3", out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("N67JX72CH4XQ7Z0GT1W")]
    [InlineData("N67JX72CH4XQ7Z0GT1W44")]
    [InlineData("N67JX72CH4XQ7Z0GT1WU")]
    [InlineData("N67JX72CH4XQ7Z0GT1W-")]
    [InlineData("N67JX72CH4XQ7Z0GT1W\u0664")]
    public void Other_texts_have_not_the_form_of_a_code(string text)
    {
        using var codes = new LinkCodes(Key);

        Assert.False(codes.TryDecode(text, out _));
        Assert.False(LinkCodes.IsCode(text));
    }

    [Fact]
    public void The_stand_in_for_measuring_is_no_code() =>
        Assert.Equal(LinkCodes.Length, LinkCodes.StandIn.Length);

    [Fact]
    public void X38_an_altered_code_leads_nowhere()
    {
        using var codes = new LinkCodes(Key);
        var code = Encode(codes, 12345, 0, 0, 0);
        var readable = 0;
        for (var at = 0; at < code.Length; at++)
        {
            foreach (var digit in Digits.Where(digit => digit != code[at]))
            {
                if (codes.TryDecode(code[..at] + digit + code[(at + 1)..], out var subject))
                    readable++;
                Assert.NotEqual(12345, subject.Sendout.Value);
            }
        }
        Assert.Equal(0, readable);
    }

    [Fact]
    public void T01_of_a_million_guesses_few_are_readable_and_none_is_of_a_real_sendout()
    {
        using var codes = new LinkCodes(Key);
        var random = new Random(1);
        var text = new char[LinkCodes.Length];
        var readable = 0;
        for (var guess = 0; guess < 1_000_000; guess++)
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = Digits[random.Next(Digits.Length)];
            if (!codes.TryDecode(text, out var subject))
                continue;
            readable++;
            Assert.False(subject.Sendout.Value < 1_000_000);
        }

        // One in 2^18, about four, passes the zero bits; only such a one costs a look into the store.
        Assert.InRange(readable, 0, 16);
    }

    [Fact]
    public void Under_another_key_no_code_can_be_read()
    {
        using var codes = new LinkCodes(Key);
        using var others = new LinkCodes([.. Key.Select(octet => (byte)(octet + 1))]);

        for (var lead = 0u; lead < 1_000; lead++)
            Assert.False(others.TryDecode(Encode(codes, 7, 0, lead, 0), out _));
    }

    [Fact]
    public void A_key_ring_gives_links_a_key_of_their_own()
    {
        var ring = new KeyRing([new MasterKey(1, Key)], new SeededRandom(1));
        var (link, number) = (new byte[MasterKey.Size], new byte[MasterKey.Size]);
        ring.DeriveLinkKey(link);
        ring.DeriveNumberKey(number);

        Assert.NotEqual(number, link);
        Assert.NotEqual(Key, link);
    }

    [Fact]
    public void A_million_codes_are_all_different_and_neighbours_differ_in_half_of_their_bits()
    {
        using var codes = new LinkCodes(Key);
        var seen = new HashSet<UInt128>(1_000_000);
        var leads = new uint[LinkCodes.Batch];
        var octets = new byte[LinkCodes.Batch * LinkCodes.Length];
        var (previous, differing) = (UInt128.Zero, 0L);
        for (var first = 0u; first < 1_000_000; first += LinkCodes.Batch)
        {
            var count = (int)Math.Min(LinkCodes.Batch, 1_000_000 - first);
            for (var i = 0; i < count; i++)
                leads[i] = first + (uint)i;
            codes.Encode(new(5), 0, LinkSubject.OptOut, leads.AsSpan(0, count), octets);
            for (var i = 0; i < count; i++)
            {
                var value = Value(octets.AsSpan(i * LinkCodes.Length, LinkCodes.Length));
                seen.Add(value);
                var difference = value ^ previous;
                differing += BitOperations.PopCount((ulong)difference) + BitOperations.PopCount((ulong)(difference >> 64));
                previous = value;
            }
        }

        Assert.Equal(1_000_000, seen.Count);
        Assert.InRange(differing / 1_000_000.0, 49.9, 50.1);
    }

    [Fact]
    public void The_same_lead_has_another_code_in_each_sendout_target_and_link()
    {
        using var codes = new LinkCodes(Key);
        string[] made =
        [
            Encode(codes, 5, 0, 9, 0), Encode(codes, 6, 0, 9, 0), Encode(codes, 5, 1, 9, 0), Encode(codes, 5, 0, 9, 1),
            Encode(codes, 5, 0, 10, 0),
        ];

        Assert.Equal(5, made.Distinct().Count());
        // Nor do they have much in common: of 20 characters no more than chance gives.
        Assert.All(made[1..], code => Assert.InRange(code.Zip(made[0]).Count(pair => pair.First == pair.Second), 0, 4));
    }

    [Theory]
    [InlineData(1L << 38, 0, 0)]
    [InlineData(-1, 0, 0)]
    [InlineData(1, 128, 0)]
    [InlineData(1, -1, 0)]
    [InlineData(1, 0, 32)]
    public void What_does_not_fit_a_code_is_our_bug(long sendout, int target, int link)
    {
        using var codes = new LinkCodes(Key);

        Assert.Throws<ArgumentException>(() => Encode(codes, sendout, target, 0, link));
    }

    [Fact]
    public void A_warm_batch_allocates_nothing()
    {
        using var codes = new LinkCodes(Key);
        var leads = new uint[LinkCodes.Batch];
        var octets = new byte[LinkCodes.Batch * LinkCodes.Length];

        Assert.Equal(0, Allocations.Least(() => codes.Encode(new(5), 0, 0, leads, octets)));
    }

    [Theory]
    [InlineData("https://go.shop.example", "https://go.shop.example")]
    [InlineData(" https://go.shop.example:8443/ ", "https://go.shop.example:8443")]
    [InlineData("http://go.shop.example", null)]
    [InlineData("https://go.shop.example/x", null)]
    [InlineData("https://go.shop.example?x", null)]
    [InlineData("https://me@go.shop.example", null)]
    [InlineData("https://localhost", null)]
    [InlineData("https://caf\u00e9.example", null)]
    [InlineData("go.shop.example", null)]
    [InlineData("", null)]
    public void The_address_of_links_is_https_and_a_domain(string text, string? expected)
    {
        Assert.Equal(expected is not null, LinkOptions.TryRead(text, out var options));
        Assert.Equal(expected, options?.BaseUrl);
    }

    private static string Encode(LinkCodes codes, long sendout, int target, uint lead, int link)
    {
        var code = new byte[LinkCodes.Length];
        codes.Encode(new(sendout), target, link, [lead], code);
        return Encoding.ASCII.GetString(code);
    }

    private static UInt128 Value(ReadOnlySpan<byte> code)
    {
        UInt128 value = 0;
        foreach (var digit in code)
            value = (value << 5) | (uint)Digits.IndexOf((char)digit, StringComparison.Ordinal);
        return value;
    }
}

using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Sealing;
using SmsWiser.Testing.Chance;
using SmsWiser.Testing;

namespace SmsWiser.Tests.Audience;

public sealed class LeadPageTests : IDisposable
{
    private static readonly ListId List = new(7);
    private readonly PageCipher cipher = new(new byte[32], new NonceSource(new SeededRandom(1)));

    [Fact]
    public void Page_has_count_offsets_numbers_and_records()
    {
        var writer = new PageWriter();
        writer.Add(33612345678, [0], LeadFlags.New);
        writer.Add(1, [1, 0, 1, 0, (byte)'A'], LeadFlags.New);

        var expected = "0200 0A000000 13000000 4EB173D307000000 00 0100000000000000 0100010041".Replace(" ", "");
        Assert.Equal(expected, Convert.ToHexString(writer.Finish()));
        Assert.Equal("0100000001000000", Convert.ToHexString(writer.Clear));
    }

    [Fact]
    public void Opened_page_gives_back_leads_and_flags()
    {
        var writer = new PageWriter();
        writer.Add(33612345678, [0], new LeadFlags(Live: true, Consent: 2, Zone: 513));
        writer.Add(0, [0], default);
        writer.Add(4915112345678, [1, 4, 2, 0, (byte)'A', (byte)'B'], LeadFlags.New);
        var page = new LeadPage();

        page.Open(cipher, List, Seal(writer, 3));

        Assert.Equal((3, 1, 3), (page.PageNo, page.Version, page.Count));
        Assert.Equal([33612345678UL, 0UL, 4915112345678UL], [page.Number(0), page.Number(1), page[2].Number]);
        Assert.Equal("AB"u8.ToArray(), page[2].Field(4).ToArray());
        Assert.Equal([new(true, 2, 513), default, LeadFlags.New], [page.Flags(0), page.Flags(1), page.Flags(2)]);
        Assert.Throws<ArgumentOutOfRangeException>(() => page.Number(3));
    }

    [Fact]
    public void Full_page_takes_no_more_and_begins_anew()
    {
        var writer = new PageWriter();
        for (var i = 0; i < 256; i++)
            writer.Add((ulong)i + 1, new byte[100], LeadFlags.New);

        Assert.True(writer.IsFull);
        Assert.Throws<InvalidOperationException>(() => writer.Add(1, [0], LeadFlags.New));
        writer.Reset();
        Assert.Equal(0, writer.Count);
        Assert.Throws<ArgumentException>(() => writer.Add(1, new byte[PageWriter.MaxRecordBytes + 1], LeadFlags.New));
    }

    [Fact]
    public void Octets_that_are_no_page_of_so_many_leads_are_refused()
    {
        var writer = new PageWriter();
        writer.Add(1, [0], LeadFlags.New);
        var good = Seal(writer, 0);

        Assert.Throws<SealBrokenException>(() => new LeadPage().Open(cipher, List, good with { Count = 2, Clear = new byte[8] }));
        Assert.Throws<SealBrokenException>(() => new LeadPage().Open(cipher, List, good with { Clear = new byte[3] }));
        var outside = SealOctets([1, 0, 99, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
        Assert.Throws<SealBrokenException>(() => new LeadPage().Open(cipher, List, outside));
        Assert.Throws<SealBrokenException>(() => new LeadPage().Open(cipher, List, SealOctets([1, 0])));
    }

    [Fact]
    public void Warm_page_is_written_and_opened_without_allocating()
    {
        var writer = new PageWriter();
        var page = new LeadPage();
        var record = new byte[200];
        var sealedOctets = new byte[100_000];
        WriteAndOpen();

        Assert.Equal(0, Allocations.Least(WriteAndOpen));

        void WriteAndOpen()
        {
            writer.Reset();
            while (!writer.IsFull)
                writer.Add(33612345678, record, LeadFlags.New);
            var plain = writer.Finish();
            var target = sealedOctets.AsMemory(0, plain.Length + PageCipher.Overhead);
            cipher.Seal(List, 0, 1, plain, target.Span);
            page.Open(cipher, List, new SealedPage(0, 1, 256, ClearOf(writer), target));
        }
    }

    private readonly byte[] clear = new byte[1024];

    public void Dispose() => cipher.Dispose();

    private ReadOnlyMemory<byte> ClearOf(PageWriter writer)
    {
        writer.Clear.CopyTo(clear);
        return clear.AsMemory(0, writer.Clear.Length);
    }

    private SealedPage Seal(PageWriter writer, int pageNo)
    {
        var plain = writer.Finish();
        var octets = new byte[plain.Length + PageCipher.Overhead];
        cipher.Seal(List, pageNo, 1, plain, octets);
        return new(pageNo, 1, writer.Count, writer.Clear.ToArray(), octets);
    }

    private SealedPage SealOctets(byte[] plain)
    {
        var octets = new byte[plain.Length + PageCipher.Overhead];
        cipher.Seal(List, 0, 1, plain, octets);
        return new(0, 1, 1, new byte[4], octets);
    }
}

using SmsWiser.Core.Audience;

namespace SmsWiser.Tests.Audience;

public sealed class LeadRecordTests
{
    [Fact]
    public void Record_has_count_then_number_length_and_bytes_of_each_present_field()
    {
        var page = new byte[32];

        var record = new LeadRecord(page);
        record.Add(0, "Ana"u8);
        record.Add(1, default);
        record.Add(7, "12.5"u8);

        Assert.Equal("020003 00416E61 070400 31322E35".Replace(" ", ""), Convert.ToHexString(page.AsSpan(0, record.Length)));
    }

    [Fact]
    public void View_finds_present_fields_and_reads_absent_ones_as_empty()
    {
        var page = new byte[64];
        var record = new LeadRecord(page);
        record.Add(2, "Lyon"u8);
        record.Add(249, "2020-05-01"u8);

        var lead = new LeadView(33612345678, page.AsSpan(0, record.Length));

        Assert.Equal(33612345678UL, lead.Number);
        Assert.True(lead.Field(2).SequenceEqual("Lyon"u8));
        Assert.True(lead.Field(249).SequenceEqual("2020-05-01"u8));
        Assert.True(lead.Field(0).IsEmpty);
        Assert.True(lead.Field(3).IsEmpty);
        Assert.True(new LeadView(1, default).Field(0).IsEmpty);
    }

    [Fact]
    public void Record_cut_at_any_octet_never_reads_past_its_end()
    {
        var page = new byte[32];
        var record = new LeadRecord(page);
        record.Add(0, "Ana"u8);
        record.Add(7, "12.5"u8);

        for (var cut = 0; cut < record.Length; cut++)
            Assert.True(new LeadView(1, page.AsSpan(0, cut)).Field(7).IsEmpty);
    }

    [Fact]
    public void Fields_out_of_order_values_too_long_and_full_destinations_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => AddTwice(new LeadRecord(new byte[32])));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LeadRecord(new byte[32]).Add(LeadRecord.ConsentField + 1, "a"u8));
        Assert.Throws<ArgumentException>(() => new LeadRecord(new byte[2000]).Add(0, new byte[LeadRecord.MaxValueBytes + 1]));
        Assert.Throws<ArgumentException>(() => new LeadRecord(new byte[4]).Add(0, "a"u8));
        Assert.Throws<ArgumentException>(() => new LeadRecord(default));
    }

    private static void AddTwice(LeadRecord record)
    {
        record.Add(1, "a"u8);
        record.Add(1, "b"u8);
    }
}

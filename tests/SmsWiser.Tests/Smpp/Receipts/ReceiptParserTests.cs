using System.Text;
using SmsWiser.Smpp.Receipts;
using SmsWiser.Testing;

namespace SmsWiser.Tests.Smpp.Receipts;

public sealed class ReceiptParserTests
{
    private const string Canonical =
        "id:0123456789 sub:001 dlvrd:001 submit date:2611221000 done date:2611221001 stat:DELIVRD err:027 text:Hi id:9 stat:EXPIRED";

    [Fact]
    public void Canonical_receipt_reads_whole_and_nothing_behind_text_counts()
    {
        Assert.True(ReceiptParser.TryParse(0x04, 0, Encoding.ASCII.GetBytes(Canonical), default, out var receipt));

        Assert.Equal("0123456789"u8, receipt.Id);
        Assert.Equal("0123456789"u8, receipt.TextId);
        Assert.Equal(MessageState.Delivered, receipt.State);
        Assert.True(receipt.IsFinal);
        Assert.Equal("DELIVRD"u8, receipt.StateText);
        Assert.Equal("027"u8, receipt.ErrorText);
        Assert.Equal(new DateTime(2026, 11, 22, 10, 0, 0), receipt.SubmitDate);
        Assert.Equal(new DateTime(2026, 11, 22, 10, 1, 0), receipt.DoneDate);
        Assert.Equal("Hi id:9 stat:EXPIRED"u8, receipt.Text);
    }

    [Fact]
    public void Tlvs_win_over_the_text_and_the_text_id_stays_as_alias()
    {
        var tlvs = Convert.FromHexString("001E0009" + "3041314232433344" + "00" + "04270001" + "05" + "04230003" + "030022");

        Assert.True(ReceiptParser.TryParse(0x04, 0, Encoding.ASCII.GetBytes(Canonical), tlvs, out var receipt));

        Assert.Equal("0A1B2C3D"u8, receipt.Id);
        Assert.Equal("0123456789"u8, receipt.TextId);
        Assert.Equal(MessageState.Undeliverable, receipt.State);
        Assert.Equal((3, 0x22), (receipt.ErrorNetwork, receipt.ErrorCode));
    }

    [Fact]
    public void Receipted_id_without_a_state_uses_the_text()
    {
        var tlvs = Convert.FromHexString("001E0003" + "373700");

        Assert.True(ReceiptParser.TryParse(0, 0, "stat:expired"u8, tlvs, out var receipt));

        Assert.Equal("77"u8, receipt.Id);
        Assert.Equal((MessageState.Expired, true), (receipt.State, receipt.IsFinal));
    }

    [Theory]
    [InlineData(0x00, false)]
    [InlineData(0x03, false)]
    [InlineData(0x04, true)]
    [InlineData(0x07, true)]
    [InlineData(0x08, false)]
    [InlineData(0x10, false)]
    [InlineData(0x18, false)]
    [InlineData(0x20, true)]
    [InlineData(0x24, true)]
    public void Esm_class_decides_what_is_a_receipt(byte esmClass, bool isReceipt) =>
        Assert.Equal(isReceipt, ReceiptParser.TryParse(esmClass, 0, "id:1 stat:DELIVRD"u8, default, out _));

    [Fact]
    public void Intermediate_notification_is_never_final()
    {
        ReceiptParser.TryParse(0x20, 0, "id:1 stat:UNDELIV"u8, default, out var receipt);

        Assert.Equal((MessageState.Undeliverable, false), (receipt.State, receipt.IsFinal));
    }

    [Fact]
    public void Unmarked_text_is_read_apart_and_needs_an_id_and_a_known_state()
    {
        Assert.True(ReceiptParser.TryParseUnmarked(0, "ID:99 STAT:delivrd"u8, out var receipt));
        Assert.Equal("99"u8, receipt.Id);
        Assert.False(ReceiptParser.TryParseUnmarked(0, "id:99 stat:later"u8, out _));
        Assert.False(ReceiptParser.TryParseUnmarked(0, "stat:DELIVRD"u8, out _));
        Assert.False(ReceiptParser.TryParseUnmarked(0, "See you at id:"u8, out _));
    }

    [Fact]
    public void Payload_is_read_when_the_short_message_is_empty()
    {
        byte[] payload = [0x04, 0x24, 0x00, 0x11, .. "id:1 stat:DELIVRD"u8];

        ReceiptParser.TryParse(0x04, 0, default, payload, out var receipt);

        Assert.Equal("1"u8, receipt.Id);
        Assert.Equal(MessageState.Delivered, receipt.State);
    }

    [Fact]
    public void Ucs2_text_and_user_data_header_are_read()
    {
        var ucs2 = Encoding.BigEndianUnicode.GetBytes("id:1 stat:DELIVRD text:Ж");
        byte[] withHeader = [0x05, 0x00, 0x03, 0x01, 0x01, 0x01, .. "id:2 stat:EXPIRED"u8];

        ReceiptParser.TryParse(0x04, 8, ucs2, default, out var wide);
        ReceiptParser.TryParse(0x44, 0, withHeader, default, out var headed);

        Assert.Equal("1"u8, wide.Id);
        Assert.Equal(MessageState.Delivered, wide.State);
        Assert.Equal("2"u8, headed.Id);
        Assert.Equal(MessageState.Expired, headed.State);
    }

    [Fact]
    public void Missing_values_stay_empty()
    {
        ReceiptParser.TryParse(0x04, 0, "id: 7 sub: stat: err: text:"u8, default, out var receipt);

        Assert.Equal("7"u8, receipt.Id);
        Assert.True(receipt.StateText.IsEmpty);
        Assert.True(receipt.ErrorText.IsEmpty);
        Assert.Equal((MessageState.Unknown, false), (receipt.State, receipt.IsFinal));
        Assert.Null(receipt.SubmitDate);
    }

    [Theory]
    [InlineData("2611221001", "2026-11-22T10:01:00")]
    [InlineData("261122100105", "2026-11-22T10:01:05")]
    [InlineData("20261122100105", "2026-11-22T10:01:05")]
    [InlineData("2402290000", "2024-02-29T00:00:00")]
    [InlineData("2602290000", null)]
    [InlineData("0000000000", null)]
    [InlineData("2613221001", null)]
    [InlineData("2611222401", null)]
    [InlineData("26112210", null)]
    [InlineData("26-11-2210", null)]
    [InlineData("00000000000000", null)]
    public void Date_reads_in_its_three_lengths_or_not_at_all(string digits, string? date)
    {
        ReceiptParser.TryParse(0x04, 0, Encoding.ASCII.GetBytes($"done date:{digits}"), default, out var receipt);

        Assert.Equal(date, receipt.DoneDate?.ToString("yyyy-MM-ddTHH:mm:ss"));
    }

    [Fact]
    public void Receipt_cut_or_spoiled_anywhere_is_still_read_without_an_exception()
    {
        byte[] tlvs = [0x00, 0x1E, 0x00, 0x03, 0x37, 0x37, 0x00, 0x04, 0x27, 0x00, 0x01, 0x02];
        var text = Encoding.ASCII.GetBytes(Canonical);

        for (var cut = 0; cut <= text.Length; cut++)
        {
            Assert.True(ReceiptParser.TryParse(0x44, 8, text.AsSpan(0, cut), tlvs.AsSpan(0, cut % (tlvs.Length + 1)), out _));
            var spoiled = text.ToArray();
            if (cut < text.Length) spoiled[cut] ^= 0xA5;
            Assert.True(ReceiptParser.TryParse(0x04, 0, spoiled, tlvs, out var receipt));
            Assert.Equal(MessageState.Delivered, receipt.State);
        }
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        var text = Encoding.ASCII.GetBytes(Canonical);
        byte[] tlvs = [0x00, 0x1E, 0x00, 0x03, 0x37, 0x37, 0x00];
        var final = Read(text, tlvs);

        var allocated = Allocations.Least(() =>
        {
            for (var i = 0; i < 100; i++) final += Read(text, tlvs);
        });

        Assert.Equal(0, allocated);
        Assert.Equal(501, final);
    }

    private static int Read(byte[] text, byte[] tlvs) =>
        ReceiptParser.TryParse(0x04, 0, text, tlvs, out var receipt) && receipt.IsFinal && receipt.DoneDate is not null ? 1 : 0;
}

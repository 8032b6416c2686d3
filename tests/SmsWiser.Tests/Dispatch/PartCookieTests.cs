using SmsWiser.Engine.Dispatch;

namespace SmsWiser.Tests.Dispatch;

public sealed class PartCookieTests
{
    [Theory]
    [InlineData(0, 0, 1, 1, 0, 1)]
    [InlineData(16_777_215, 255, 15, 16, 4_095, 4_095)]
    [InlineData(65_536, 7, 2, 3, 700, 2)]
    public void Fields_come_back_as_they_went_in(int ticket, int index, int part, int parts, int item, int attempt)
    {
        var cookie = new PartCookie(new PartCookie(ticket, (byte)index, part, parts, item, attempt).Value);

        Assert.Equal((ticket, index, part, parts, item, attempt),
            (cookie.Ticket, cookie.Index, cookie.Part, cookie.Parts, cookie.Item, cookie.Attempt));
    }

    [Fact]
    public void A_text_that_went_whole_has_no_part()
    {
        var cookie = new PartCookie(ticket: 5, index: 7, part: 0, parts: 15, item: 9, attempt: 2);

        Assert.Equal((5, (byte)7, (byte)0, (byte)15, 9, 2),
            (cookie.Ticket, cookie.Index, cookie.Part, cookie.Parts, cookie.Item, cookie.Attempt));
    }
}

using System.Globalization;
using System.Text;
using SmsWiser.Core.Audience;

namespace SmsWiser.Tests.Audience.Segments;

public sealed class ScaledNumberTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("12.5")]
    [InlineData("-12.000001")]
    [InlineData("999999999999.999999")]
    [InlineData("-0.1")]
    public void Numbers_of_12_and_6_digits_are_whole_millionths(string text)
    {
        Assert.True(ScaledNumber.TryRead(Encoding.ASCII.GetBytes(text), out var scaled));
        Assert.True(ScaledNumber.TryScale(decimal.Parse(text, CultureInfo.InvariantCulture), out var given));

        Assert.Equal(decimal.Parse(text, CultureInfo.InvariantCulture) * 1_000_000, scaled);
        Assert.Equal(scaled, given);
    }

    [Theory]
    [InlineData("1000000000000")]
    [InlineData("0.0000001")]
    public void Numbers_of_more_digits_are_left_to_the_decimal(string text)
    {
        Assert.False(ScaledNumber.TryRead(Encoding.ASCII.GetBytes(text), out _));
        Assert.False(ScaledNumber.TryScale(decimal.Parse(text, CultureInfo.InvariantCulture), out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.2.3")]
    [InlineData("1e3")]
    public void What_is_no_number_is_refused(string text) => Assert.False(ScaledNumber.TryRead(Encoding.ASCII.GetBytes(text), out _));

    [Theory]
    [InlineData("spent > 1000000000000.5", "1000000000000.6", true)]
    [InlineData("spent = 0.00000012", "0.00000012", true)]
    [InlineData("spent < 12.0000001", "12", true)]
    [InlineData("spent between 1 and 2", "1000000000000000000000000001", false)]
    public void Conditions_hold_on_numbers_of_any_length(string condition, string value, bool matches)
    {
        var octets = new byte[64];
        var record = new LeadRecord(octets);
        record.Add(0, Encoding.ASCII.GetBytes(value));

        var filter = SegmentFilter.Parse(condition, [new(0, "spent", FieldType.Number)]).Filter!;

        Assert.Equal(matches, filter.Matches(new LeadView(1, octets.AsSpan(0, record.Length))));
    }
}

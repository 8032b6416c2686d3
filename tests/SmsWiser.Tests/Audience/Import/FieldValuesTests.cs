using System.Text;
using SmsWiser.Core.Audience;

namespace SmsWiser.Tests.Audience.Import;

public sealed class FieldValuesTests
{
    [Theory]
    [InlineData("1234.50", false, "1234.5")]
    [InlineData("0", false, "0")]
    [InlineData("-0.0", false, "0")]
    [InlineData("-7", false, "-7")]
    [InlineData("+7", false, "7")]
    [InlineData("007", false, "7")]
    [InlineData("000", false, "0")]
    [InlineData("00.10", false, "0.1")]
    [InlineData("12,5", true, "12.5")]
    [InlineData("1234567890123456789012345678", false, "1234567890123456789012345678")]
    public void Number_is_stored_without_idle_zeros(string raw, bool commaIsPoint, string expected)
    {
        Assert.Equal((null, expected), Read(raw, FieldType.Number, commaIsPoint));
    }

    [Theory]
    [InlineData("1,234.5")]
    [InlineData("12,5")]
    [InlineData("1e5")]
    [InlineData("-")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1.2.3")]
    [InlineData("12345678901234567890123456789")]
    [InlineData("NaN")]
    public void Text_that_is_no_number_is_refused(string raw)
    {
        Assert.Equal("not a number such as 1234.5, of at most 28 digits", Read(raw, FieldType.Number).Error);
    }

    [Theory]
    [InlineData("2020-12-31", "2020-12-31")]
    [InlineData("2020-1-5", "2020-01-05")]
    [InlineData("2020/12/31", "2020-12-31")]
    [InlineData("31.12.2020", "2020-12-31")]
    [InlineData("01/02/2020", "2020-02-01")]
    [InlineData("2020-12-31T23:59:59Z", "2020-12-31")]
    [InlineData("2020-12-31 10:00", "2020-12-31")]
    [InlineData("2020-02-29", "2020-02-29")]
    public void Date_is_stored_year_first(string raw, string expected)
    {
        Assert.Equal((null, expected), Read(raw, FieldType.Date));
    }

    [Theory]
    [InlineData("2019-02-29")]
    [InlineData("31.13.2020")]
    [InlineData("2020-12")]
    [InlineData("20-12-31")]
    [InlineData("2020-12/31")]
    [InlineData("2020-12-311")]
    [InlineData("yesterday")]
    [InlineData("0999-01-01")]
    public void Text_that_is_no_date_is_refused(string raw)
    {
        Assert.Equal("not a date such as 2020-12-31", Read(raw, FieldType.Date).Error);
    }

    [Theory]
    [InlineData("e\u0301te\u0301", "\u00E9t\u00E9")]
    [InlineData("Vie\u0323\u0302t", "Vi\u1EC7t")]
    [InlineData("\u1112\u1161\u11AB", "\uD55C")]
    [InlineData("x\u0301\u4F60😀", "x\u0301\u4F60😀")]
    [InlineData("plain", "plain")]
    public void Text_is_stored_composed(string raw, string expected)
    {
        Assert.Equal((null, expected), Read(raw, FieldType.Text));
    }

    [Theory]
    [InlineData("1|2.5||-3", false, FieldType.Number)]
    [InlineData("1|2.5|x", false, FieldType.Text)]
    [InlineData("01234|75001", false, FieldType.Text)]
    [InlineData("1234567890123456", false, FieldType.Text)]
    [InlineData("1,5|2", true, FieldType.Number)]
    [InlineData("2020-01-02|31.12.2020", false, FieldType.Date)]
    [InlineData("2020-01-02|2020-02-30", false, FieldType.Text)]
    [InlineData("01/02/2020|31/12/2020", false, FieldType.Date)]
    [InlineData("01/02/2020|03/04/2020", false, FieldType.Text)]
    [InlineData("||", false, FieldType.Text)]
    public void Type_is_guessed_from_values(string values, bool commaIsPoint, FieldType expected)
    {
        Assert.Equal(expected, FieldTypeGuess.Guess(values.Split('|'), commaIsPoint).Type);
    }

    [Fact]
    public void Month_first_dates_are_recognized_by_a_day_above_twelve()
    {
        var (type, order) = FieldTypeGuess.Guess(["01/02/2020", "12/31/2020"], commaIsPoint: false);

        Assert.Equal((FieldType.Date, DateOrder.MonthFirst), (type, order));
        Assert.Equal((null, "2020-01-02"), Read("01/02/2020", FieldType.Date, order: order));
    }

    private static (string? Error, string Value) Read(
        string raw, FieldType type, bool commaIsPoint = false, DateOrder order = DateOrder.DayFirst)
    {
        var error = FieldValues.Read(Encoding.UTF8.GetBytes(raw), type, commaIsPoint, order, new byte[1100], out var value);
        return (error, error is null ? Encoding.UTF8.GetString(value) : "");
    }
}

using System.Text;
using SmsWiser.Core.Audience;
using SmsWiser.Testing;

namespace SmsWiser.Tests.Audience.Numbers;

public sealed class PhoneNumbersTests
{
    [Theory]
    [InlineData("+33612345678", null, 33612345678)]
    [InlineData("+33 6 12 34 56 78", null, 33612345678)]
    [InlineData("0033 6-12-34-56-78", null, 33612345678)]
    [InlineData("33612345678", null, 33612345678)]
    [InlineData("+33 (0)6.12.34.56.78", null, 33612345678)]
    [InlineData("+33 06 12 34 56 78", null, 33612345678)]
    [InlineData("06 12 34 56 78", "FR", 33612345678)]
    [InlineData("612345678", "FR", 33612345678)]
    [InlineData("33612345678", "FR", 33612345678)]
    [InlineData("'0612345678", "FR", 33612345678)]
    [InlineData("06\u00A012\u202F34\u201156 78", "FR", 33612345678)]
    [InlineData("\u202A+33612345678\u202C", "FR", 33612345678)]
    [InlineData("0151/12345678", "DE", 4915112345678)]
    [InlineData("4915112345678", "DE", 4915112345678)]
    [InlineData("+44 (0)20 7946 0018", "DE", 442079460018)]
    [InlineData("(310) 555-1234", "US", 13105551234)]
    [InlineData("1-310-555-1234", "US", 13105551234)]
    [InlineData("011 33 612345678", "US", 33612345678)]
    [InlineData("8 912 345-67-89", "RU", 79123456789)]
    [InlineData("06 20 123 4567", "HU", 36201234567)]
    [InlineData("+39 06 1234 5678", "FR", 390612345678)]
    [InlineData("06 1234 5678", "IT", 390612345678)]
    [InlineData("+881 612345678", null, 881612345678)]
    public void Number_is_read_as_people_write_it(string text, string? country, ulong expected)
    {
        Assert.True(PhoneNumbers.TryNormalize(Encoding.UTF8.GetBytes(text), Find(country), out var digits, out var fault));

        Assert.Equal((expected, NumberFault.None), (digits, fault));
    }

    [Theory]
    [InlineData("", null, NumberFault.Missing)]
    [InlineData(" - ", "FR", NumberFault.Missing)]
    [InlineData("call me", "FR", NumberFault.OtherCharacters)]
    [InlineData("+336123é45678", null, NumberFault.OtherCharacters)]
    [InlineData("++33612345678", null, NumberFault.OtherCharacters)]
    [InlineData("3.36123E+10", "FR", NumberFault.Rounded)]
    [InlineData("0612345678", null, NumberFault.CountryMissing)]
    [InlineData("+99912345678", null, NumberFault.UnknownCallingCode)]
    [InlineData("+3361234567", null, NumberFault.WrongLength)]
    [InlineData("+336123456789", null, NumberFault.WrongLength)]
    [InlineData("06123456789", "FR", NumberFault.WrongLength)]
    [InlineData("+3", null, NumberFault.WrongLength)]
    [InlineData("+", null, NumberFault.Missing)]
    [InlineData("00", null, NumberFault.WrongLength)]
    [InlineData("123456789012345678901", null, NumberFault.WrongLength)]
    public void Text_that_is_no_number_says_why(string text, string? country, NumberFault expected)
    {
        Assert.False(PhoneNumbers.TryNormalize(Encoding.UTF8.GetBytes(text), Find(country), out _, out var fault));

        Assert.Equal(expected, fault);
        Assert.NotEmpty(NumberFaults.Describe(fault));
    }

    [Theory]
    [InlineData(33612345678, "+33 6…")]
    [InlineData(13105551234, "+1 3…")]
    [InlineData(3581234567, "+358 1…")]
    [InlineData(99912345678, "+…")]
    [InlineData(0, "+…")]
    public void Shown_number_hides_all_but_calling_code_and_first_digit(ulong digits, string expected)
    {
        Assert.Equal(expected, new PhoneNumber(digits).ToString());
    }

    [Fact]
    public void Countries_have_calling_codes_and_are_found_in_any_case()
    {
        Assert.Equal(245, Country.All.Count);
        Assert.True(Country.TryFind("de", out var germany));
        Assert.Equal(("DE", 49), (germany.Code, germany.CallingCode));
        Assert.False(Country.TryFind("001", out _));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var france = Find("FR");
        PhoneNumbers.TryNormalize("06 12 34 56 78"u8, france, out _, out _);

        Assert.Equal(0, Allocations.Least(() => PhoneNumbers.TryNormalize("06 12 34 56 78"u8, france, out _, out _)));
    }

    private static Country? Find(string? code) =>
        code is null ? null : Country.TryFind(code, out var country) ? country : throw new ArgumentException(code);
}

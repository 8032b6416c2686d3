using SmsWiser.Smpp.Text;

namespace SmsWiser.Tests.Smpp.Text;

public sealed class UserDataHeaderTests
{
    [Fact]
    public void Short_reference_header_is_five_octets_behind_its_length() =>
        Assert.Equal("050003CC0201", Written(new UserDataHeader { Reference = 0xCC, Total = 2, Sequence = 1 }));

    [Fact]
    public void Long_reference_header_is_six_octets_behind_its_length() =>
        Assert.Equal("06080401F40201",
            Written(new UserDataHeader { ReferenceWidth = PartReference.Word, Reference = 500, Total = 2, Sequence = 1 }));

    [Fact]
    public void Shift_elements_follow_the_reference() =>
        Assert.Equal("0B000301030324010" + "1250103", Written(new UserDataHeader
        {
            Reference = 1, Total = 3, Sequence = 3, SingleShift = NationalLanguage.Turkish, LockingShift = NationalLanguage.Portuguese,
        }));

    [Fact]
    public void Nothing_to_say_is_no_header() => Assert.Equal("", Written(new UserDataHeader { Total = 1, Sequence = 1 }));

    [Theory]
    [InlineData("050003CC020161", 6, 0xCC, 2, 1)]
    [InlineData("06080401F4020161", 7, 500, 2, 1)]
    [InlineData("0A0501C70003AB0302", 0, 0, 0, 0)]
    [InlineData("0B0504158200000003AB030261", 12, 0xAB, 3, 2)]
    [InlineData("050003CC020361", 6, 0, 0, 0)]
    [InlineData("050003CC020061", 6, 0, 0, 0)]
    [InlineData("00", 1, 0, 0, 0)]
    [InlineData("", 0, 0, 0, 0)]
    [InlineData("050003CC02", 0, 0, 0, 0)]
    [InlineData("050004CC020161", 0, 0, 0, 0)]
    [InlineData("0100", 0, 0, 0, 0)]
    public void Received_header_is_read_or_refused_whole(string hex, int length, int reference, int total, int sequence)
    {
        var read = UserDataHeader.TryRead(Convert.FromHexString(hex), out var header, out var headerLength);

        Assert.Equal(length > 0, read);
        Assert.Equal(length, headerLength);
        Assert.Equal(reference, header.Reference);
        Assert.Equal(total, header.Total);
        Assert.Equal(sequence, header.Sequence);
    }

    [Fact]
    public void Shift_tables_not_offered_are_passed_over()
    {
        UserDataHeader.TryRead(Convert.FromHexString("06240106250102"), out var indic, out _);
        UserDataHeader.TryRead(Convert.FromHexString("06240102250101"), out var known, out _);

        Assert.Equal((NationalLanguage.None, NationalLanguage.None), (indic.SingleShift, indic.LockingShift));
        Assert.Equal((NationalLanguage.Spanish, NationalLanguage.Turkish), (known.SingleShift, known.LockingShift));
    }

    private static string Written(UserDataHeader header)
    {
        var octets = new byte[UserDataHeader.MaxBytes];
        return Convert.ToHexString(octets.AsSpan(0, header.Write(octets)));
    }
}

using SmsWiser.Core.Campaigns;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Tests.Campaigns.Templates;

public sealed class TemplateSizeTests
{
    [Fact]
    public void Gsm_template_is_measured_with_its_defaults()
    {
        var size = Measure("Hi {имя|you}, {{€}}");

        Assert.Equal((SmsEncoding.Gsm7, 14, 1), (size.Encoding, size.Units, size.Parts));
        Assert.Empty(size.OutsideGsm);
    }

    [Fact]
    public void Characters_outside_gsm_are_named_with_their_column_and_substitute()
    {
        var size = Measure("Don’t {{{имя|é—}}} 😀");

        Assert.Equal(SmsEncoding.Ucs2, size.Encoding);
        Assert.Equal(
            [new OutsideGsm(4, "’", "'"), new OutsideGsm(15, "—", "-"), new OutsideGsm(20, "😀", null)],
            size.OutsideGsm);
    }

    [Fact]
    public void Parts_follow_the_rules()
    {
        Assert.Equal(2, Measure(new string('a', 161)).Parts);
        Assert.Equal(PartSplitter.TooLong, Measure(new string('a', SmsTemplate.MaxChars)).Parts);
    }

    [Fact]
    public void Most_parts_are_those_of_a_fixed_text_and_as_many_as_the_rules_allow_where_values_come_in()
    {
        Assert.Equal(2, MostParts(new string('a', 161) + " {{x}} see shop.example"));
        Assert.Equal(0, MostParts(new string('a', SmsTemplate.MaxChars)));
        Assert.Equal(10, MostParts("Hi {name|you}"));
    }

    private static int MostParts(string text) => SmsTemplate.Parse(text).Template!.MostParts(GsmAlphabet.Default, PartRules.Default);

    private static TemplateSize Measure(string text) =>
        SmsTemplate.Parse(text).Template!.Measure(GsmAlphabet.Default, PartRules.Default, new());
}

using System.Text;
using SmsWiser.Core.Audience;
using SmsWiser.Testing;

namespace SmsWiser.Tests.Audience.Segments;

public sealed class SegmentFilterTests
{
    private static readonly FieldDefinition[] Fields =
    [
        new(0, "first name", FieldType.Text),
        new(1, "city", FieldType.Text),
        new(2, "spent_2020", FieldType.Number),
        new(3, "joined", FieldType.Date),
        new(4, "in", FieldType.Text),
    ];

    [Theory]
    [InlineData("spent_2020 > 100 and city = \"Lyon\"", true)]
    [InlineData("spent_2020 > 150.25", false)]
    [InlineData("spent_2020 >= 150.25", true)]
    [InlineData("spent_2020 < 150.251", true)]
    [InlineData("spent_2020 <= -1", false)]
    [InlineData("spent_2020 = 150.250", true)]
    [InlineData("spent_2020 != 150.25", false)]
    [InlineData("spent_2020 in (1, 150.25)", true)]
    [InlineData("spent_2020 not in (1, 2)", true)]
    [InlineData("city = 'lyon'", true)]
    [InlineData("CITY = 'LYON'", true)]
    [InlineData("city != 'Lyon'", false)]
    [InlineData("city in (\"Paris\", 'LYON')", true)]
    [InlineData("city not in ('Paris')", true)]
    [InlineData("city < 'M'", true)]
    [InlineData("city > 'LYO'", true)]
    [InlineData("city >= 'lyonn'", false)]
    [InlineData("city = 'Lyo'", false)]
    [InlineData("city = 'Lyön'", false)]
    [InlineData("[first name] = 'ÉLODIE'", true)]
    [InlineData("[First Name] in ('x', 'élodie')", true)]
    [InlineData("[first name] = 'Elodie'", false)]
    [InlineData("[first name] > 'Z'", true)]
    [InlineData("joined = 2020-05-01", true)]
    [InlineData("joined > 2020-04-30 and joined < 2020-05-02", true)]
    [InlineData("joined in (2019-01-01)", false)]
    [InlineData("city is empty", false)]
    [InlineData("city is not empty", true)]
    [InlineData("not city = 'Lyon'", false)]
    [InlineData("not not city = 'Lyon'", true)]
    [InlineData("city = 'Lyon' or city = 'Paris' and spent_2020 < 0", true)]
    [InlineData("(city = 'Lyon' or city = 'Paris') and spent_2020 < 0", false)]
    [InlineData("not (city = 'Paris' or spent_2020 = 0)", true)]
    [InlineData("NOT city = 'Paris' AND spent_2020 > 0 OR city IS EMPTY", true)]
    public void Lead_matches_by_its_values(string condition, bool matches) =>
        Assert.Equal(matches, Matches(condition, "Élodie", "Lyon", "150.25", "2020-05-01"));

    [Theory]
    [InlineData("city = 'Lyon'", false)]
    [InlineData("city != 'Lyon'", true)]
    [InlineData("city < 'Lyon'", false)]
    [InlineData("city in ('Lyon')", false)]
    [InlineData("city not in ('Lyon')", true)]
    [InlineData("spent_2020 < 100", false)]
    [InlineData("spent_2020 >= 0", false)]
    [InlineData("spent_2020 != 0", true)]
    [InlineData("spent_2020 in (0)", false)]
    [InlineData("not spent_2020 > 100", true)]
    [InlineData("joined <= 2020-01-01", false)]
    [InlineData("joined is empty", true)]
    [InlineData("joined is not empty", false)]
    public void Missing_value_is_empty(string condition, bool matches) => Assert.Equal(matches, Matches(condition, "", "", "", ""));

    [Fact]
    public void Quotes_inside_a_text_are_doubled()
    {
        Assert.True(Matches("city = 'L''Isle'", "", "L'Isle", "", ""));
        Assert.True(Matches("city = \"L'Isle\"", "", "L'Isle", "", ""));
        Assert.True(Matches("city = \"a\"\"b\"", "", "a\"b", "", ""));
    }

    [Fact]
    public void Cyrillic_and_greek_compare_without_regard_to_case()
    {
        Assert.True(Matches("city = 'МОСКВА'", "", "Москва", "", ""));
        Assert.True(Matches("city in ('x', 'αθήνα')", "", "Αθήνα", "", ""));
    }

    [Fact]
    public void Field_named_like_a_word_goes_in_brackets() => Assert.True(Matches("[in] is empty", "", "", "", ""));

    [Theory]
    [InlineData("", "column 1: the condition is empty; expected one such as city = \"Lyon\"")]
    [InlineData("  ", "column 1: the condition is empty; expected one such as city = \"Lyon\"")]
    [InlineData("town = 'Lyon'", "column 1: the list has no field 'town'; it has first name, city, spent_2020, joined, in")]
    [InlineData("city = 'a' and number = 1", "column 16: 'number' is the phone number, which no condition may use")]
    [InlineData("[Number] = 1", "column 1: 'Number' is the phone number, which no condition may use")]
    [InlineData("msisdn > 1", "column 1: 'msisdn' would be the phone number, which no condition may use")]
    [InlineData("city = 5", "column 8: expected a text in quotes, as city is a text, found the number 5")]
    [InlineData("city = Lyon", "column 8: expected a text in quotes, as city is a text, found 'Lyon'")]
    [InlineData("spent_2020 = 'x'", "column 14: expected a number such as 12.5, as spent_2020 is a number, found the text \"x\"")]
    [InlineData("joined > 5", "column 10: expected a date such as 2020-05-01, as joined is a date, found the number 5")]
    [InlineData("spent_2020 in (1, 2020-01-01)",
        "column 19: expected a number such as 12.5, as spent_2020 is a number, found the date 2020-01-01")]
    [InlineData("joined = 2020-02-30",
        "column 10: '2020-02-30' is neither a number such as 12.5 nor a date such as 2020-05-01; "
        + "a field name with a first digit goes in brackets")]
    [InlineData("city = ''", "column 8: an empty text; expected 'city is empty' or 'is not empty'")]
    [InlineData("city = 'Lyon", "column 8: the text is not closed; write ' behind it")]
    [InlineData("[city = 'Lyon'", "column 1: the field name is not closed; write ] behind it")]
    [InlineData("city", 
        "column 5: expected =, !=, <, <=, >, >=, 'in', 'between', 'is', 'starts_with', 'contains' behind the field city, found the end")]
    [InlineData("city like 'x'", 
        "column 6: expected =, !=, <, <=, >, >=, 'in', 'between', 'is', 'starts_with', 'contains' behind the field city, found 'like'")]
    [InlineData("city == 'x'", "column 7: one sign too many; write = once")]
    [InlineData("city ! 'x'", "column 6: '!' is not part of a condition; write 'not', or != for not equal")]
    [InlineData("city = 'a' ; drop", "column 12: ';' is not part of a condition")]
    [InlineData("city = 'a' city = 'b'", "column 12: expected 'and', 'or' or the end, found 'city'")]
    [InlineData("(city = 'a'", "column 12: expected 'and', 'or' or ')', found the end")]
    [InlineData("city = 'a')", "column 11: expected 'and', 'or' or the end, found ')'")]
    [InlineData("city = 'a' and", "column 15: expected a field name, found the end")]
    [InlineData("in is empty", "column 1: expected a field name (in brackets if it is such a word), found 'in'")]
    [InlineData("'Lyon' = city", "column 1: expected a field name, found the text \"Lyon\"")]
    [InlineData("city in 'a'", "column 9: expected '(' behind 'in', found the text \"a\"")]
    [InlineData("city in ('a' 'b')", "column 14: expected ',' or ')', found the text \"b\"")]
    [InlineData("city not = 'a'", "column 10: expected 'in', 'between', 'starts_with' or 'contains', found '='")]
    [InlineData("city is null", "column 9: expected 'empty' or 'not empty', found 'null'")]
    [InlineData("city is not null", "column 13: expected 'empty', found 'null'")]
    public void Wrong_condition_says_where_what_was_found_and_expected(string condition, string error)
    {
        var parse = SegmentFilter.Parse(condition, Fields);

        Assert.Null(parse.Filter);
        Assert.Equal(error, parse.Error!.ToString());
    }

    [Fact]
    public void Length_depth_and_lists_are_bounded()
    {
        var deep = new string('(', SegmentFilter.MaxDepth) + "city = 'a'" + new string(')', SegmentFilter.MaxDepth);
        var list = $"spent_2020 in (1{string.Concat(Enumerable.Repeat(",1", SegmentFilter.MaxListValues - 1))}";

        Assert.NotNull(SegmentFilter.Parse(deep, Fields).Filter);
        Assert.Equal("column 33: nested deeper than 32 levels", SegmentFilter.Parse($"({deep})", Fields).Error!.ToString());
        Assert.NotNull(SegmentFilter.Parse(list + ")", Fields).Filter);
        Assert.Equal("column 1016: more than 500 values behind 'in'", SegmentFilter.Parse(list + ",1)", Fields).Error!.ToString());
        Assert.Equal(
            "column 4001: the condition has 4001 characters; at most 4000 may be",
            SegmentFilter.Parse(new string(' ', SegmentFilter.MaxChars + 1), Fields).Error!.ToString());
    }

    [Fact]
    public void Longest_value_is_compared()
    {
        var value = new string('é', 500);

        Assert.True(Matches($"city = '{value}'", "", value, "", ""));
        Assert.True(Matches("city > 'a'", "", value, "", ""));
    }

    [Fact]
    public void Matching_allocates_nothing()
    {
        const string Condition = "spent_2020 between 100 and 200.5 and (city in ('Paris', 'ŁÓDŹ') or [first name] < 'z')"
            + " and joined > 2020-01-01 and not [in] = 'x' and city starts_with 'łó' and [first name] not contains 'q'"
            + " and joined is between 04-01 and 06-01";
        var filter = SegmentFilter.Parse(Condition, Fields).Filter!;
        var record = Record("Zoë", "Łódź", "150.25", "2020-05-01");
        var lead = new LeadView(48221234567, record);
        var matches = filter.Matches(lead) ? 1 : 0;

        var allocated = Allocations.Least(() =>
        {
            for (var i = 0; i < 100; i++) matches += filter.Matches(new LeadView(48221234567, record)) ? 1 : 0;
        });

        Assert.Equal(0, allocated);
        Assert.Equal(501, matches);
    }

    private static bool Matches(string condition, params string[] values)
    {
        var parse = SegmentFilter.Parse(condition, Fields);
        Assert.Null(parse.Error);
        return parse.Filter!.Matches(new LeadView(33612345678, Record(values)));
    }

    private static byte[] Record(params string[] values)
    {
        var page = new byte[4_096];
        var record = new LeadRecord(page);
        for (var i = 0; i < values.Length; i++) record.Add(i, Encoding.UTF8.GetBytes(values[i]));
        return page[..record.Length];
    }
}


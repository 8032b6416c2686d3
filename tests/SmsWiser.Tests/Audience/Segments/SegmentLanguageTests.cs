using System.Text;
using SmsWiser.Core.Audience;

namespace SmsWiser.Tests.Audience.Segments;

public sealed class SegmentLanguageTests
{
    private static readonly FieldDefinition[] Fields =
    [
        new(0, "city", FieldType.Text),
        new(1, "spent_2020", FieldType.Number),
        new(2, "birthday", FieldType.Date),
        new(3, "sent", FieldType.Text),
        new(4, "top", FieldType.Number),
    ];

    private static readonly SegmentScope Scope = new(Fields)
    {
        Today = new DateOnly(2025, 2, 28),
        WorkingSets = [new(7, "Spring fair", default)],
        Seed = "segment",
    };

    [Theory]
    [InlineData("spent_2020 between 100 and 150.25", true)]
    [InlineData("spent_2020 between 150.26 and 200", false)]
    [InlineData("spent_2020 not between 1 and 2", true)]
    [InlineData("city between 'L' and 'M'", true)]
    [InlineData("birthday between 1990-02-28 and 1990-02-28", true)]
    [InlineData("city starts_with 'lY'", true)]
    [InlineData("city starts_with 'yon'", false)]
    [InlineData("city not starts_with 'Paris'", true)]
    [InlineData("city contains 'YO'", true)]
    [InlineData("city contains 'lyons'", false)]
    [InlineData("city not contains 'x' and spent_2020 > 0", true)]
    [InlineData("birthday < today", true)]
    [InlineData("birthday >= today - 36 years", true)]
    [InlineData("birthday = today - 35 years", true)]
    [InlineData("birthday is today", true)]
    [InlineData("birthday is not today", false)]
    [InlineData("birthday is today + 1 day", false)]
    [InlineData("birthday is today -1 week", false)]
    [InlineData("birthday is 02-28", true)]
    [InlineData("birthday is between 12-20 and 03-05", true)]
    [InlineData("birthday is between today and today + 6 days", true)]
    [InlineData("in_file('spring FAIR')", true)]
    [InlineData("not in_file('Spring fair')", false)]
    [InlineData("random 100 %", true)]
    [InlineData("sent is empty and top is empty", true)]
    public void Lead_matches(string condition, bool matches)
    {
        var lead = Record([7, 0], "Lyon", "150.25", "1990-02-28");
        var parse = SegmentFilter.Parse(condition, Scope);

        Assert.Null(parse.Error);
        Assert.Equal(matches, parse.Filter!.Matches(new LeadView(33612345678, lead)));
    }

    [Theory]
    [InlineData("2025-02-28", true)]
    [InlineData("2024-02-28", false)]
    public void Who_was_born_on_29_february_celebrates_on_the_28th_of_other_years(string today, bool matches)
    {
        var filter = SegmentFilter.Parse("birthday is today", Scope with { Today = DateOnly.Parse(today) }).Filter!;

        Assert.Equal(matches, filter.Matches(new LeadView(1, Record([], "", "", "1988-02-29"))));
    }

    [Theory]
    [InlineData("city between 'b' and 'a'", "column 14: the first value is above the second, so no value lies between; turn them round")]
    [InlineData("spent_2020 between 1 or 2", "column 22: expected 'and' and the upper end, found 'or'")]
    [InlineData("spent_2020 contains '1'", "column 12: 'contains' is for texts; spent_2020 is a number")]
    [InlineData("city starts_with ''", "column 18: an empty text; expected 'city is empty' or 'is not empty'")]
    [InlineData("birthday > today - 30", "column 22: expected days, weeks, months or years, found the end")]
    [InlineData("birthday > today - 4 months - 1", "column 29: expected 'and', 'or' or the end, found '-'")]
    [InlineData("birthday > today - x days", "column 20: expected a whole number of days, weeks, months or years, found 'x'")]
    [InlineData("birthday > today + 99999 years", "column 20: that day lies beyond the years 1 to 9999")]
    [InlineData("birthday is 2020-01-01",
        "column 13: expected 'empty', 'not empty', 'today', a day such as 12-24, or 'between' and two of these, found the date 2020-01-01")]
    [InlineData("spent_2021 > 1",
        "column 1: the list has no field 'spent_2021'; it has city, spent_2020, birthday, sent, top; did you mean spent_2020?")]
    [InlineData("in_file('Autumn')", "column 9: the list has no working file 'Autumn'; it has Spring fair")]
    [InlineData("random 0 %", "column 8: 0 % cannot be drawn; more than 0 and up to 100 can")]
    [InlineData("random 10", "column 10: expected '%', found the end")]
    [InlineData("clicked in campaign x", "column 21: expected the id of a campaign in quotes, found 'x'")]
    [InlineData("top 5 by city", "column 10: city is a text; leads are ranked by a number or a date")]
    [InlineData("top 0 by spent_2020", "column 5: 0 leads cannot be taken; 1 to 1000000 can")]
    [InlineData("top 5 by spent_2020 and city = 'a'", "column 21: expected the end, as 'top' and 'bottom' come last, found 'and'")]
    [InlineData("city = 'a' or top 5 by spent_2020",
        "column 15: 'top' takes from the leads that fulfil all the rest: it comes once and last, as in … and top 100 by field")]
    [InlineData("city = 'a' or city = 'b' and top 5 by spent_2020",
        "column 30: 'or' stands beside 'top'; put what comes before 'and top' in parentheses")]
    [InlineData("(city = 'a' and bottom 5 by spent_2020)",
        "column 17: 'bottom' takes from the leads that fulfil all the rest: it comes once and last, as in … and top 100 by field")]
    [InlineData("city = 'a' && city = 'b'", "column 12: '&' is not part of a condition; write 'and'")]
    [InlineData("city <> 'a'", "column 7: one sign too many; write != for not equal")]
    [InlineData("city = “a”", "column 8: '“' is not part of a condition; write \" around a text")]
    public void Wrong_condition_says_where_and_what_to_write(string condition, string error) =>
        Assert.Equal(error, SegmentFilter.Parse(condition, Scope).Error!.ToString());

    [Fact]
    public void Without_a_today_no_condition_may_count_from_it() => Assert.Equal(
        "column 12: 'today' has no meaning here; give a date such as 2020-05-01",
        SegmentFilter.Parse("birthday < today", Fields).Error!.ToString());

    [Theory]
    [InlineData("in_file('Spring fair')", "in_file", 1)]
    [InlineData("city = 'a' and random 10 %", "random", 16)]
    [InlineData("not clicked in campaign 'x'", "clicked", 5)]
    [InlineData("top 1 by spent_2020", "top", 1)]
    public void Over_a_shared_list_only_fields_may_be_asked_about(string condition, string word, int column) => Assert.Equal(
        $"column {column}: '{word}' is for the list's owner; over a shared list a condition may use fields only",
        SegmentFilter.Parse(condition, Scope with { FieldsOnly = true }).Error!.ToString());

    [Fact]
    public void Sample_has_its_size_stays_the_same_and_differs_by_name()
    {
        var one = Sample("random 10 %");
        var again = Sample("random 10 %");
        var saved = Sample(SegmentFilter.Parse("random 10 %", Scope).Filter!.NameSamples("segment"));
        var other = Sample("random 10 % 'b'");

        Assert.Equal(one, again);
        Assert.Equal(one, saved);
        Assert.InRange(one.Count, 9_700, 10_300);
        Assert.InRange(one.Intersect(other).Count(), 850, 1_150);
    }

    [Fact]
    public void Samples_without_a_name_are_named_where_they_stand() => Assert.Equal(
        "random 5 % \"s\" or (city = 'a' and random 7% \"s\" and random 3 % 'mine')",
        SegmentFilter.Parse("random 5 % or (city = 'a' and random 7% and random 3 % 'mine')", Scope).Filter!.NameSamples("s"));

    [Fact]
    public void Campaigns_are_asked_about_in_order_and_answered_by_lead_numbers()
    {
        var filter = SegmentFilter.Parse("delivered in campaign 'a' and not clicked in campaign 'b'", Scope).Filter!;
        var (delivered, clicked) = (new LeadSet(), new LeadSet());
        delivered.Add(3);
        delivered.Add(70_000);
        clicked.Add(70_000);
        var answered = filter.Answer([delivered, clicked]);

        Assert.Equal(
            [new(CampaignOutcome.Delivered, "a", 1), new CampaignQuestion(CampaignOutcome.Clicked, "b", 35)], filter.Questions);
        Assert.Throws<InvalidOperationException>(() => filter.Matches(new LeadView(1, default)));
        Assert.True(answered.Matches(new LeadView(1, default) { LeadNo = 3 }));
        Assert.False(answered.Matches(new LeadView(1, default) { LeadNo = 70_000 }));
        Assert.False(answered.Matches(new LeadView(1, default) { LeadNo = 4 }));
    }

    [Theory]
    [InlineData("city = 'a' and top 2 by spent_2020", new uint[] { 2, 3 })]
    [InlineData("city = 'a' and bottom 2 by spent_2020", new uint[] { 1, 2 })]
    [InlineData("top 2 by birthday", new uint[] { 0, 4 })]
    [InlineData("top 9 by spent_2020", new uint[] { 1, 2, 3, 4, 5 })]
    public void Rank_takes_the_best_of_the_leads_that_fulfil_the_rest(string condition, uint[] expected)
    {
        byte[][] leads =
        [
            Record([], "a", "", "2000-01-01"), Record([], "a", "-5", ""), Record([], "A", "20", ""), Record([], "a", "100", ""),
            Record([], "b", "900", "1999-12-31"), Record([], "a", "20", ""),
        ];
        var filter = SegmentFilter.Parse(condition, Scope).Filter!;
        var heap = new RankHeap(filter.Rank!);
        for (uint i = 0; i < leads.Length; i++)
        {
            var lead = new LeadView(1, leads[i]) { LeadNo = i };
            if (filter.Matches(lead)) heap.Offer(lead);
        }
        var narrowed = filter.Narrow(heap.Taken());

        Assert.Equal(expected, Enumerable.Range(0, leads.Length).Select(i => (uint)i)
            .Where(i => narrowed.Matches(new LeadView(1, leads[i]) { LeadNo = i })));
    }

    private static List<int> Sample(string condition)
    {
        var filter = SegmentFilter.Parse(condition, Scope).Filter!;
        return [.. Enumerable.Range(0, 100_000).Where(i => filter.Matches(new LeadView(33_600_000_000 + (ulong)i, default)))];
    }

    private static byte[] Record(byte[] marks, params string[] values)
    {
        var octets = new byte[4_096];
        var record = new LeadRecord(octets);
        for (var i = 0; i < values.Length; i++) record.Add(i, Encoding.UTF8.GetBytes(values[i]));
        record.Add(LeadRecord.WorkingSetsField, marks);
        return octets[..record.Length];
    }
}

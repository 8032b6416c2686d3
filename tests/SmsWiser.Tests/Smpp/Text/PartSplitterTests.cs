using System.Globalization;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Tests.Smpp.Text;

public sealed class PartSplitterTests
{
    private const string Family = "👨‍👩‍👧‍👦";

    [Fact]
    public void Grapheme_across_the_cut_moves_whole_to_the_next_part()
    {
        var text = new string('я', 60) + Family + "яяяяя";

        Assert.Equal([60, 16], UnitsPerPart(text, new PartRules()));
        Assert.Equal([66, 10], UnitsPerPart(text, new PartRules { KeepGraphemes = false }));
    }

    [Fact]
    public void Letter_keeps_its_combining_mark()
    {
        var text = new string('я', 66) + "e\u0301" + "яяяя";

        Assert.Equal([66, 6], UnitsPerPart(text, new PartRules()));
    }

    [Fact]
    public void Grapheme_longer_than_a_part_is_cut_between_surrogate_pairs()
    {
        var text = "e" + string.Concat(Enumerable.Repeat("\U0001D165", 40)) + "я";

        Assert.Equal([67, 15], UnitsPerPart(text, new PartRules()));
        Assert.Equal([66, 16], UnitsPerPart("яe" + text[3..] + "я", new PartRules { KeepGraphemes = false }));
    }

    [Fact]
    public void Text_over_the_most_parts_is_refused_not_cut()
    {
        var fits = new SmsTextBuffer(GsmAlphabet.Default);
        var over = new SmsTextBuffer(GsmAlphabet.Default);

        fits.AppendChars(new string('a', 306));
        over.AppendChars(new string('a', 307));
        var rules = new PartRules { MaxParts = 2 };

        Assert.Equal(2, PartSplitter.Split(fits, rules, new PartRange[2]));
        Assert.Equal(PartSplitter.TooLong, PartSplitter.Split(over, rules, new PartRange[2]));
    }

    [Fact]
    public void Parts_lie_end_to_end_over_the_whole_text()
    {
        var buffer = new SmsTextBuffer(GsmAlphabet.Default);
        buffer.AppendChars(new string('a', 152) + "€" + new string('b', 10));
        var parts = new PartRange[10];

        var count = PartSplitter.Split(buffer, PartRules.Default, parts);

        Assert.Equal(2, count);
        Assert.Equal(new PartRange(0, 152), parts[0]);
        Assert.Equal(new PartRange(152, 12), parts[1]);
    }

    // The splitter reads graphemes only near a cut; here all of them are read from the start of each part.
    [Fact]
    public void Parts_end_where_reading_all_graphemes_ends_them()
    {
        string[] pieces =
        [
            "a", "я", "汉", "é", "e\u0301", "😀", Family, "🇫🇷", "👍🏽",
            "\r\n", "\u0600", "각", "\u1100\u1161", "क्ष", "©", "\u200d", "ё", "\ufe0f",
        ];
        var random = new Random(11);

        for (var i = 0; i < 500; i++)
        {
            var text = "я" + string.Concat(random.GetItems(pieces, 100));
            Assert.Equal(UnitsByGraphemes(text), UnitsPerPart(text, new PartRules { MaxParts = 100 }));
        }
    }

    private static List<int> UnitsByGraphemes(string text)
    {
        var units = new List<int>();
        for (var start = 0; start < text.Length; start += units[^1])
        {
            var fits = 0;
            while (start + fits < text.Length)
            {
                var next = fits + StringInfo.GetNextTextElementLength(text, start + fits);
                if (next > 67) break;
                fits = next;
            }
            units.Add(fits);
        }
        return units;
    }

    private static int[] UnitsPerPart(string text, PartRules rules)
    {
        var buffer = new SmsTextBuffer(GsmAlphabet.Default);
        buffer.AppendChars(text);
        var parts = new PartRange[rules.MaxParts];
        return [.. parts.Take(PartSplitter.Split(buffer, rules, parts)).Select(part => part.Length / 2)];
    }
}

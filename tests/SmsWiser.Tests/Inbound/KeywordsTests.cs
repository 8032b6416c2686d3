using SmsWiser.Core.Inbound;

namespace SmsWiser.Tests.Inbound;

public sealed class KeywordsTests
{
    private const ulong French = 33_612_345_678;
    private static readonly HashSet<string> None = [];

    private static readonly Func<string, string>[] Writings =
    [
        word => word,
        word => word.ToLowerInvariant(),
        word => $"  {word}\r\n",
        word => $"\"{word}\"",
        word => $"« {word.ToLowerInvariant()} »!",
        word => $"\u200B{string.Join('\u200D', word.AsEnumerable())}\uFEFF",
        word => word.Replace(" ", " \t\u00A0 ", StringComparison.Ordinal) + "...",
        FullWidth,
        word => $"🛑 {word} 🛑",
        Decompose,
    ];

    public static TheoryData<string, InboundKind, ulong> Words { get; } =
        [.. Keywords.Shipped.All.Select(one => (one.Word, one.Kind, Number(one.Codes)))];

    [Theory]
    [MemberData(nameof(Words))]
    public void Every_word_of_every_language_is_understood_in_ten_writings(string word, InboundKind kind, ulong number)
    {
        foreach (var writing in Writings)
        {
            var match = Understand(writing(word), number);
            Assert.Equal((writing(word), kind, word, false), (writing(word), match.Kind, match.Word, match.NeedsReview));
        }
    }

    [Fact]
    public void No_language_is_missing_and_every_word_is_tried()
    {
        Assert.Equal(10, Writings.Length);
        Assert.Equal(60, Words.Count);
    }

    [Theory]
    [InlineData("STOP 2", InboundKind.Stop)]
    [InlineData("stop please", InboundKind.Stop)]
    [InlineData("Stop, thanks!", InboundKind.Stop)]
    [InlineData("STOP ALL", InboundKind.StopAll)]
    [InlineData("Stop all messages", InboundKind.StopAll)]
    [InlineData("stopp alle", InboundKind.StopAll)]
    [InlineData("ＳＴＯＰ", InboundKind.Stop)]
    [InlineData("𝐒𝐭𝐨𝐩", InboundKind.Stop)]
    [InlineData("ⓢⓣⓞⓟ", InboundKind.Stop)]
    [InlineData("iptal", InboundKind.Stop)]
    [InlineData("İPTAL", InboundKind.Stop)]
    [InlineData("ıptal", InboundKind.Stop)]
    [InlineData("i\u0307ptal", InboundKind.Stop)]
    [InlineData("arre\u0302t", InboundKind.Stop)]
    [InlineData("start.", InboundKind.Start)]
    [InlineData("(help)", InboundKind.Help)]
    public void A_first_word_or_another_shape_of_a_word_is_surely_understood(string text, InboundKind kind)
    {
        var match = Understand(text, French);

        Assert.Equal((kind, false), (match.Kind, match.NeedsReview));
    }

    [Theory]
    [InlineData("Stop the car, we are there")]
    [InlineData("Please stop")]
    [InlineData("will you STOP TEXTING me")]
    [InlineData("take me off your list")]
    [InlineData("How do I unsubscribe?")]
    [InlineData("I do not want this, remove my number.")]
    [InlineData("Dont text me again")]
    [InlineData("DON’T TEXT ME")]
    [InlineData("no more texts thank you")]
    [InlineData("merci de ne plus écrire, plus de SMS")]
    [InlineData("Bitte keine SMS mehr!")]
    public void A_wish_in_other_words_counts_and_is_marked_for_review(string text)
    {
        var match = Understand(text, French);

        Assert.Equal((InboundKind.Stop, true), (match.Kind, match.NeedsReview));
    }

    [Theory]
    [InlineData("don't stop")]
    [InlineData("Don’t stop texting me")]
    [InlineData("dont STOP sending these, I love them")]
    [InlineData("stop by the shop tomorrow")]
    [InlineData("We will stop at the station")]
    [InlineData("never stop sending offers")]
    [InlineData("nonstop fun")]
    [InlineData("The end")]
    [InlineData("quit smoking")]
    [InlineData("yes")]
    [InlineData("no")]
    [InlineData("start the car")]
    [InlineData("help me move")]
    [InlineData("T")]
    [InlineData("dur")]
    [InlineData("ende")]
    [InlineData("")]
    [InlineData(" ?! ")]
    [InlineData("🛑")]
    public void Talk_is_left_for_people_to_read(string text)
    {
        Assert.Equal(new KeywordMatch(InboundKind.Message, null), Understand(text, French));
    }

    [Theory]
    [InlineData("T", 8_613_812_345_678, InboundKind.Stop)]
    [InlineData("T", 33_612_345_678, InboundKind.Message)]
    [InlineData("Ende", 4_915_112_345_678, InboundKind.Stop)]
    [InlineData("退订", 33_612_345_678, InboundKind.Stop)]
    public void Words_of_everyday_talk_count_in_their_countries_only(string text, ulong number, InboundKind kind)
    {
        Assert.Equal(kind, Understand(text, number).Kind);
    }

    [Fact]
    public void A_sender_may_switch_off_words_of_everyday_talk_and_no_others()
    {
        HashSet<string> off = ["END", "QUIT", "STOP"];

        Assert.Equal(InboundKind.Message, Keywords.Shipped.Match("END", French, off).Kind);
        Assert.Equal(InboundKind.Stop, Keywords.Shipped.Match("CANCEL", French, off).Kind);
        Assert.Equal(InboundKind.Stop, Keywords.Shipped.Match("STOP", French, off).Kind);
        Assert.Equal(["ALTO", "CANCEL", "CANCELAR", "DUR", "END", "ENDE", "N", "PARAR", "QUIT", "RET", "T", "TD"],
            Keywords.Shipped.Switchable.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("halt en * HALT", "line 1 of the keywords has the class 'halt'")]
    [InlineData("stop en *", "line 1 of the keywords has 3 columns, not 4")]
    [InlineData("stop en * stop", "line 1 of the keywords has 'stop', which no message can be: 'STOP'")]
    public void A_table_with_a_fault_is_refused_with_its_line(string line, string message)
    {
        Assert.Equal(message, Assert.Throws<FormatException>(() => Keywords.Read([line])).Message);
    }

    private static KeywordMatch Understand(string text, ulong number) =>
        Keywords.Shipped.Match(KeywordText.Normalize(text), number, None);

    private static ulong Number(IReadOnlyList<string> codes) => codes.Count == 0 ? French : ulong.Parse(codes[0] + "5512345678");

    private static string FullWidth(string word) =>
        string.Concat(word.Select(letter => letter is > ' ' and <= '~' ? (char)(letter + 0xFEE0) : letter == ' ' ? '\u3000' : letter));

    /// <summary>Accents as marks of their own, as some phones send them.</summary>
    private static string Decompose(string word) =>
        word.Replace("Ê", "E\u0302", StringComparison.Ordinal).Replace("Ę", "E\u0328", StringComparison.Ordinal)
            .Replace("ï", "i\u0308", StringComparison.Ordinal);
}

using SmsWiser.Smpp;

namespace SmsWiser.Tests.Smpp.Sessions;

public sealed class SentMarksTests
{
    [Fact]
    public void Plaintext_is_acknowledged_when_all_of_its_ciphertext_is()
    {
        var marks = new SentMarks();
        marks.Add(cipher: 130, plain: 100);
        marks.Add(cipher: 260, plain: 200);

        Assert.Equal([0, 100, 100, 200], new[] { 129L, 130, 259, 260 }.Select(marks.Through));
    }

    [Fact]
    public void Beyond_its_bound_it_tells_less_and_never_more()
    {
        var marks = new SentMarks();
        for (var i = 1; i <= 2_000; i++) marks.Add(cipher: 10 * i, plain: i);

        Assert.Equal(1_023, marks.Through(10 * 1_500));
        Assert.Equal(2_000, marks.Through(10 * 2_000));
    }
}

using SmsWiser.Core.Inbound;
using SmsWiser.Engine.Inbound;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Tests.Inbound;

public sealed class PartJoinerTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero);
    private readonly PartJoiner joiner = new(TimeSpan.FromMinutes(10), maxMessages: 3);

    [Fact]
    public void Parts_in_any_order_and_twice_make_one_message_in_their_order()
    {
        Assert.Null(joiner.Add(Part(3)));
        Assert.Null(joiner.Add(Part(1)));
        Assert.Null(joiner.Add(Part(3)));

        var whole = joiner.Add(Part(2));

        Assert.Equal([1, 2, 3], whole!.Parts.Select(part => part.Part.No));
        Assert.Equal((true, 0), (whole.IsComplete, joiner.Count));
    }

    [Fact]
    public void Parts_of_another_person_sender_carrier_reference_or_total_do_not_mix()
    {
        joiner.Add(Part(1));

        Assert.Null(joiner.Add(Part(2, number: 8)));
        Assert.Null(joiner.Add(Part(2, destination: "4513")));
        Assert.Null(joiner.Add(Part(2, carrier: 2)));
        Assert.Null(joiner.Add(Part(2, reference: 6)));
        Assert.Null(joiner.Add(Part(2, total: 4)));
        Assert.Equal(6, joiner.Count);
    }

    [Fact]
    public void What_has_waited_long_enough_is_handed_out_incomplete()
    {
        joiner.Add(Part(2));
        Assert.Empty(joiner.TakeExpired(Now.AddMinutes(10).AddTicks(-1)));

        var expired = Assert.Single(joiner.TakeExpired(Now.AddMinutes(10)));

        Assert.Equal((false, 1, 0), (expired.IsComplete, expired.Parts.Count, joiner.Count));
    }

    [Fact]
    public void Beyond_the_bound_the_oldest_is_handed_out()
    {
        foreach (var reference in new[] { 4, 3, 2, 1 })
            joiner.Add(Part(1, reference: reference, at: Now.AddSeconds(-reference)));

        Assert.Equal(4, Assert.Single(joiner.TakeExpired(Now)).Key.Reference);
        Assert.Equal(3, joiner.Count);
    }

    private static OpenPart Part(
        int no, ulong number = 7, string destination = "4512", int reference = 5, int total = 3, long carrier = 1,
        DateTimeOffset? at = null) =>
        new(new InboundPart(new(carrier), number, destination, reference, total, no, new byte[] { 0 }, at ?? Now), "33612345678", 0,
            NationalLanguage.None, NationalLanguage.None, [(byte)no]);
}

using System.Buffers.Binary;
using SmsWiser.Engine.Compliance;

namespace SmsWiser.Tests.Compliance;

public sealed class RecentOptOutsTests
{
    private readonly RecentOptOuts recent = new(capacity: 8_000);

    [Fact]
    public void What_was_applied_is_known_until_it_is_undone()
    {
        recent.Apply(1, Detail(true, 11, 12, 13));
        recent.Apply(2, Detail(false, 12, 99));

        Assert.Equal([true, false, true, false], new ulong[] { 11, 12, 13, 14 }.Select(recent.Contains));
        Assert.Equal((2, 0), (recent.Position, recent.Floor));
        Assert.False(recent.IsEmpty);
    }

    [Fact]
    public void It_is_empty_again_when_all_have_come_back_and_may_leave_anew()
    {
        recent.Apply(1, Detail(true, 11));
        recent.Apply(2, Detail(false, 11));
        Assert.True(recent.IsEmpty);

        recent.Apply(3, Detail(true, 11));

        Assert.True(recent.Contains(11));
    }

    [Fact]
    public void Everything_behind_the_floor_is_known_and_the_floor_rises_when_half_of_the_room_is_used_twice()
    {
        recent.Begin(100);
        for (var position = 101; position <= 100 + 20_000; position++)
        {
            recent.Apply(position, Detail(true, Entry(position)));
            if (position % 997 != 0)
                continue;
            for (var known = recent.Floor + 1; known <= position; known++)
                Assert.True(recent.Contains(Entry(known)), $"{known} is unknown at {position} with floor {recent.Floor}");
        }

        Assert.Equal(12_101, recent.Floor);
        Assert.False(recent.Contains(Entry(101)));
    }

    [Fact]
    public void One_position_that_goes_over_the_end_of_a_generation_is_known_whole_or_below_the_floor()
    {
        recent.Apply(1, Detail(true, [.. Enumerable.Range(1, 6_000).Select(i => Entry(i))]));
        Assert.All(Enumerable.Range(1, 6_000), i => Assert.True(recent.Contains(Entry(i))));

        recent.Apply(2, Detail(true, [.. Enumerable.Range(6_001, 3_000).Select(i => Entry(i))]));

        Assert.Equal(1, recent.Floor);
        Assert.All(Enumerable.Range(6_001, 3_000), i => Assert.True(recent.Contains(Entry(i))));
    }

    private static ulong Entry(long number) => unchecked((ulong)number * 0x9E3779B97F4A7C15UL) | 1;

    private static byte[] Detail(bool isOut, params ulong[] entries)
    {
        var detail = new byte[entries.Length * 9];
        for (var i = 0; i < entries.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(detail.AsSpan(i * 9), entries[i]);
            detail[i * 9 + 8] = isOut ? (byte)1 : (byte)0;
        }
        return detail;
    }
}

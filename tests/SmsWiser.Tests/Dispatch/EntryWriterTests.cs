using System.Text;
using SmsWiser.Core;
using SmsWiser.Core.Dispatch;

namespace SmsWiser.Tests.Dispatch;

public sealed class EntryWriterTests
{
    private static readonly ChunkKey First = new(new SendoutId(7), 0);
    private static readonly ChunkKey Second = new(new SendoutId(7), 300);

    [Fact]
    public void Entries_come_back_as_they_were_written()
    {
        var writer = new EntryWriter();
        writer.Write(new(First, new(3), 0, 1, 1, 1, EntryState.Accepted, 0, -12, "a1b2"u8));
        writer.Write(new(First, new(3), 255, 2, 3, 2, EntryState.Refused, 0x14, 40_000, default));
        writer.Write(new(Second, default, 9, 0, 0, 1, EntryState.Suppressed, (uint)SuppressionReason.Content, 0, default));

        var reader = new EntryReader(writer.Packed.Span);

        Assert.Equal("7/0 c3 i0 p1/1 a1 Accepted 0 -12 a1b2", Next(ref reader));
        Assert.Equal("7/0 c3 i255 p2/3 a2 Refused 20 40000 ", Next(ref reader));
        Assert.Equal("7/300 c0 i9 p0/0 a1 Suppressed 3 0 ", Next(ref reader));
        Assert.Equal("end", Next(ref reader));
    }

    [Fact]
    public void An_accepted_part_in_a_run_takes_its_id_and_four_octets()
    {
        var writer = new EntryWriter();
        writer.Write(new(First, new(3), 0, 1, 1, 1, EntryState.Accepted, 0, 1, "0123456789"u8));
        var one = writer.Length;

        writer.Write(new(First, new(3), 1, 1, 1, 1, EntryState.Accepted, 0, 1, "0123456789"u8));

        Assert.Equal(14, writer.Length - one);
    }

    [Fact]
    public void A_body_cut_anywhere_is_refused_or_ends_between_runs()
    {
        var writer = new EntryWriter();
        writer.Write(new(First, new(3), 1, 2, 2, 2, EntryState.Rejected, 300, -5, "abc"u8));
        var body = writer.Packed.ToArray();

        for (var length = 1; length < body.Length; length++)
        {
            var cut = body.AsMemory(0, length);
            Assert.Throws<InvalidDataException>(() => ReadAll(cut.Span));
        }
    }

    [Fact]
    public void Thousands_of_entries_grow_the_memory_and_survive()
    {
        var writer = new EntryWriter();
        for (var i = 0; i < 70_000; i++)
            writer.Write(new(new(new(1), i / 256), new(1), (byte)i, 1, 1, 1, EntryState.Accepted, 0, i,
                Encoding.ASCII.GetBytes($"{i:D8}")));

        Assert.Equal(70_000, ReadAll(writer.Packed.Span));
        Assert.Equal(70_000, writer.Count);
    }

    private static int ReadAll(ReadOnlySpan<byte> body)
    {
        var reader = new EntryReader(body);
        var count = 0;
        while (reader.TryRead(out _))
            count++;
        return count;
    }

    private static string Next(ref EntryReader reader) => reader.TryRead(out var entry)
        ? $"{entry.Chunk.Sendout.Value}/{entry.Chunk.No} c{entry.Carrier.Value} i{entry.Index} "
            + $"p{entry.Part}/{entry.Parts} a{entry.Attempt} "
            + $"{entry.State} {entry.Code} {entry.DeltaMs} {Encoding.ASCII.GetString(entry.MessageId)}"
        : "end";
}

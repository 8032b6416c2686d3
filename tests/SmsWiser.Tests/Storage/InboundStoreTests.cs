using SmsWiser.Core;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Inbound;
using static SmsWiser.Tests.Storage.StoreInMemory;

namespace SmsWiser.Tests.Storage;

public sealed class InboundStoreTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(2);
    private static readonly OptOutDomain SenderDomain = OptOutDomain.OfSender(Road.Sender, "SHOP");
    private static readonly OptOutDomain Topic = OptOutDomain.OfTopic(Road.List);

    [Fact]
    public async Task A_stop_its_opt_out_and_its_answer_are_one_transaction()
    {
        await using var road = await Road.OpenAsync();

        var commit = await AddAsync(road, Stop(1, minutes: 0));

        Assert.Equal((0, 1L, 1), (commit.Repeated, commit.OptOuts.Position, commit.Replies));
        Assert.Equal(1, await road.Store.OptOuts.CountAsync(SenderDomain, None));
        var message = Assert.Single(await road.Store.Inbound.ListUnresolvedAsync(10, None));
        Assert.Equal((1, InboundKind.Stop, "STOP", Now), (message.Id.Value, message.Kind, message.Word, message.At));
        // Its account is known when its lead was looked for, and only then it is answered.
        Assert.Empty(await road.Store.Inbound.ListRepliesDueAsync(10, None));
        await road.Store.Inbound.ResolveAsync([new(message, Road.Sender, Road.Owner, Road.List, Road.Sendout)], None);
        Assert.Single(await road.Store.Inbound.ListRepliesDueAsync(10, None));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 0)]
    public async Task The_same_message_again_within_the_window_counts_as_a_copy(int minutes, int repeated)
    {
        await using var road = await Road.OpenAsync();
        await AddAsync(road, Stop(1, minutes: 0));

        var commit = await AddAsync(road, Stop(2, minutes));

        Assert.Equal((repeated, 0), (commit.Repeated, commit.OptOuts.Changed.Count));
        var messages = await road.Store.Inbound.ListUnresolvedAsync(10, None);
        Assert.Equal(2 - repeated, messages.Count);
        await road.Store.Inbound.ResolveAsync([new(messages[0], Road.Sender, default, default, default)], None);
        Assert.Equal(1 + repeated, (await road.Store.Inbound.ListAsync(Road.Sender, new(long.MaxValue), 10, None))[0].Copies);
    }

    [Fact]
    public async Task A_stop_that_is_found_on_a_list_leaves_its_topic_and_a_start_comes_back_to_it()
    {
        await using var road = await Road.OpenAsync();
        await AddAsync(road, Stop(1, minutes: 0));
        await ResolveAsync(road);
        Assert.Equal(1, await road.Store.OptOuts.CountAsync(Topic, None));

        await AddAsync(road, Start(2, minutes: 5));
        await ResolveAsync(road);

        Assert.Equal((0, 0), (await road.Store.OptOuts.CountAsync(Topic, None), await road.Store.OptOuts.CountAsync(SenderDomain, None)));
        Assert.Equal(4, await road.Store.GateLog.PositionAsync(None));
    }

    [Fact]
    public async Task What_was_found_out_twice_is_written_down_once()
    {
        await using var road = await Road.OpenAsync();
        await AddAsync(road, Stop(1, minutes: 0));
        var origins = (await road.Store.Inbound.ListUnresolvedAsync(10, None))
            .Select(message => new InboundOrigin(message, Road.Sender, Road.Owner, Road.List, Road.Sendout)).ToList();
        await road.Store.Inbound.ResolveAsync(origins, None);

        Assert.Equal(0, (await road.Store.Inbound.ResolveAsync(origins, None)).Position);
    }

    [Fact]
    public async Task One_answer_an_hour_by_the_same_word_and_none_to_a_stop_that_left_nothing()
    {
        await using var road = await Road.OpenAsync();

        Assert.Equal(1, (await AddAsync(road, Help(1, minutes: 0))).Replies);
        Assert.Equal(0, (await AddAsync(road, Help(2, minutes: 59))).Replies);
        Assert.Equal(1, (await AddAsync(road, Help(3, minutes: 61))).Replies);
        Assert.Equal(1, (await AddAsync(road, Stop(4, minutes: 62))).Replies);
        Assert.Equal(0, (await AddAsync(road, Stop(5, minutes: 180))).Replies);
    }

    [Fact]
    public async Task Another_sender_person_or_word_within_the_hour_is_answered_too()
    {
        await using var road = await Road.OpenAsync();
        await AddAsync(road, Help(1, minutes: 0));
        var (sender, person, word) = (Help(2, minutes: 1), Help(3, minutes: 2), Help(4, minutes: 3));

        Assert.Equal(1, (await AddAsync(road, sender with { Message = sender.Message with { Destination = "OTHER" } })).Replies);
        Assert.Equal(1, (await AddAsync(road, person with { Message = person.Message with { NumberKey = 8 } })).Replies);
        Assert.Equal(1, (await AddAsync(
            road, word with { Message = word.Message with { Kind = InboundKind.Keyword, Word = "TACO" } })).Replies);
        Assert.Equal(0, (await AddAsync(road, Help(5, minutes: 4))).Replies);
    }

    [Fact]
    public async Task Parts_are_kept_once_each_until_their_message_is_joined()
    {
        await using var road = await Road.OpenAsync();
        InboundPart[] parts = [Part(1), Part(2), Part(1), Part(1) with { Destination = "OTHER" }];
        await road.Store.Inbound.AddAsync(new([], parts, []), Window, None);
        Assert.Equal([1, 2, 1], (await road.Store.Inbound.ListPartsAsync(None)).Select(part => part.No));

        await road.Store.Inbound.AddAsync(new([Help(1, 0)], [], [parts[0].Key]), Window, None);

        Assert.Equal("OTHER", Assert.Single(await road.Store.Inbound.ListPartsAsync(None)).Destination);
    }

    [Fact]
    public async Task A_message_is_found_by_the_tag_of_its_number_among_the_sendouts_of_its_sender()
    {
        await using var road = await Road.OpenAsync();
        var body = new byte[16];
        BitConverter.TryWriteBytes(body.AsSpan(8), 70_001U);
        BitConverter.TryWriteBytes(body.AsSpan(12), 0xABCD_EF01U);
        await road.PlanAsync(Road.Chunk(0, 3), Road.Chunk(1, 2) with { Body = body });

        Assert.Equal([Road.Sender], await road.Store.Inbound.FindAccountsAsync("SHOP", None));
        Assert.Equal([new AnsweredSendout(Road.Sendout, Road.Sender)],
            await road.Store.Inbound.ListSendoutsAsync("SHOP", Now.AddDays(-1), 20, None));
        Assert.Empty(await road.Store.Inbound.ListSendoutsAsync("SHOP", Now, 20, None));
        Assert.Equal([new TaggedLead(0xABCD_EF01, Road.List, Road.Own, 70_001)],
            await road.Store.Inbound.FindTagsAsync(Road.Sendout, new HashSet<uint> { 0xABCD_EF01, 5 }, None));
    }

    private static async Task ResolveAsync(Road road) => await road.Store.Inbound.ResolveAsync(
        [.. (await road.Store.Inbound.ListUnresolvedAsync(10, None)).Select(message =>
            new InboundOrigin(message, Road.Sender, Road.Owner, Road.List, Road.Sendout))], None);

    private static Task<InboundCommit> AddAsync(Road road, InboundWish wish) =>
        road.Store.Inbound.AddAsync(new([wish], [], []), Window, None);

    private static InboundWish Stop(long id, int minutes) => Wish(id, InboundKind.Stop, "STOP", 8, minutes, true);

    private static InboundWish Start(long id, int minutes) => Wish(id, InboundKind.Start, "START", 9, minutes, false);

    private static InboundWish Help(long id, int minutes) =>
        Wish(id, InboundKind.Help, "HELP", 100 + (ulong)id, minutes, true) with { Changes = [] };

    private static InboundWish Wish(long id, InboundKind kind, string word, ulong fingerprint, int minutes, bool isOut)
    {
        var at = Now.AddMinutes(minutes);
        var message = new InboundMessage(
            new(id), new(1), "SHOP", 7, fingerprint, kind, word, InboundMarks.None, default, "Answer", new byte[] { 1 }, at);
        return new(message, [new OptOutChange(SenderDomain, 7, isOut, at)]);
    }

    private static InboundPart Part(int no) => new(new(1), 7, "SHOP", 99, 3, no, new byte[] { (byte)no }, Now);
}

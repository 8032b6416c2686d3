using System.Buffers.Binary;
using SmsWiser.Contracts.Compliance;
using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine.Compliance;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Testing;
using SmsWiser.Testing.Chance;
using SmsWiser.Testing.Compliance;

namespace SmsWiser.Tests.Compliance.Frequency;

public sealed class FrequencyBookTests
{
    private static readonly AccountId Anna = new(1), Bert = new(2);
    private static readonly IRandom Chance = new SeededRandom(1);

    private readonly ManualTimeProvider time = new(new(2026, 5, 5, 10, 0, 0, TimeSpan.Zero));
    private readonly MemoryFrequencyStore store = new();
    private readonly Gate gate = new();
    private FrequencyBook book = new();
    private int chunks;

    private int Today => FrequencyBook.DayOf(time.GetUtcNow());

    [Fact]
    public async Task Of_two_sendouts_prepared_at_the_same_time_the_second_finds_the_cap_reached()
    {
        await CapAsync(FrequencyBook.Platform, new(1, 0));
        var (first, second) = (Board(Anna), Board(Bert));

        Assert.Null(book.TryReserve(first, 0, key: 7, Today));
        Assert.Equal(SuppressionReason.PlatformCap, book.TryReserve(second, 0, key: 7, Today));
        Assert.Null(book.TryReserve(second, 1, key: 8, Today));

        Settle(first, 0, isSent: false);
        Assert.Null(book.TryReserve(second, 0, key: 7, Today));
        Settle(second, 0, isSent: true);
        Assert.Equal(SuppressionReason.PlatformCap, book.TryReserve(first, 1, key: 7, Today));
    }

    [Fact]
    public async Task A_lead_prepared_again_keeps_its_message_and_a_chunk_given_back_frees_its_own()
    {
        await CapAsync(Anna, new(1, 0));
        var (first, second) = (Board(Anna), Board(Anna));

        Assert.Null(book.TryReserve(first, 0, key: 7, Today));
        Assert.Null(book.TryReserve(first, 0, key: 7, Today));
        Assert.Equal(SuppressionReason.FrequencyCap, book.TryReserve(second, 0, key: 7, Today));
        book.Release(first);
        Assert.Null(book.TryReserve(second, 0, key: 7, Today));
        Assert.Null(first.Reserved);
    }

    [Fact]
    public async Task An_accounts_own_cap_counts_its_own_messages_and_is_named_before_the_platforms()
    {
        await CapAsync(FrequencyBook.Platform, new(2, 0));
        await CapAsync(Anna, new(1, 0));
        Send(Bert, key: 7);

        Assert.Null(book.TryReserve(Board(Anna), 0, key: 7, Today));
        Assert.Equal(SuppressionReason.FrequencyCap, book.TryReserve(Board(Anna), 0, key: 7, Today));
        Assert.Equal(SuppressionReason.PlatformCap, book.TryReserve(Board(Bert), 0, key: 7, Today));
    }

    [Fact]
    public async Task A_cap_set_later_counts_what_was_counted_for_another_cap_and_once()
    {
        await CapAsync(Anna, new(5, 0));
        Send(Anna, key: 7);
        Keep();
        Send(Anna, key: 7);

        await CapAsync(FrequencyBook.Platform, new(3, 0));

        Assert.Null(book.TryReserve(Board(Bert), 0, key: 7, Today));
        Assert.Equal(SuppressionReason.PlatformCap, book.TryReserve(Board(Bert), 0, key: 7, Today));
    }

    [Fact]
    public async Task Runs_hold_sorted_keys_and_are_due_when_they_are_old_or_at_the_end()
    {
        await CapAsync(Anna, new(5, 0));
        Assert.False(book.HasRunsDue(time.GetUtcNow(), last: true));
        foreach (var key in new ulong[] { 9, 7, 9 })
            Send(Anna, key);

        Assert.False(book.HasRunsDue(time.GetUtcNow().AddSeconds(59), last: false));
        Assert.True(book.HasRunsDue(time.GetUtcNow().AddSeconds(60), last: false));
        Assert.True(book.HasRunsDue(time.GetUtcNow(), last: true));
        var run = Assert.Single(book.TakeRuns());
        Assert.Equal((1, Today, Anna), (run.No, run.Day, run.Account));
        Assert.Equal(
            [7UL, 9UL, 9UL], Enumerable.Range(0, 3).Select(i => BinaryPrimitives.ReadUInt64LittleEndian(run.Keys.Span[(i * 8)..])));
    }

    [Fact]
    public async Task Reserving_and_settling_a_known_person_allocates_nothing()
    {
        await CapAsync(FrequencyBook.Platform, new(100, 0));
        await CapAsync(Anna, new(100, 0));
        var board = Board(Anna);
        var settled = new List<SettledLead>(256);

        Assert.Equal(0, Allocations.Least(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                Assert.Null(book.TryReserve(board, (byte)i, (ulong)(1_000 + i), Today));
                settled.Add(new(board, (byte)i, IsSent: false));
            }
            book.Settle(settled, time.GetUtcNow());
        }));
    }

    /// <summary>Sends at random over weeks, with restarts that lose what is in memory; whatever is allowed must keep within both caps by a
    /// count of everything that was sent, and what is refused must be at one of them.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Random_sends_and_restarts_never_exceed_a_cap_and_refuse_nobody_else(int seed)
    {
        var random = new Random(seed);
        var (own, all) = (new FrequencyCap(2, 4), new FrequencyCap(2, 5));
        await CapAsync(Anna, own);
        await CapAsync(FrequencyBook.Platform, all);
        List<(AccountId Account, ulong Key, int Day)> sent = [];
        List<(AccountId Account, ulong Key, DateTimeOffset At)> lost = [];
        List<(ChunkBoard Board, ulong Key)> underway = [];
        for (var step = 0; step < 5_000; step++)
        {
            switch (random.Next(100))
            {
                case < 2:
                    time.Advance(TimeSpan.FromHours(random.Next(1, 40)));
                    break;
                case < 4:
                    Keep();
                    lost.Clear();
                    break;
                case < 5:
                    // Killed: those under way end as unknown, and are counted with those that are in no run.
                    lost.AddRange(underway.Select(one => (one.Board.Run.Account, one.Key, time.GetUtcNow())));
                    sent.AddRange(underway.Select(one => (one.Board.Run.Account, one.Key, Today)));
                    underway.Clear();
                    await RestartAsync(lost);
                    break;
                case < 50 when underway.Count > 0:
                    var (board, settled) = underway[random.Next(underway.Count)];
                    underway.Remove((board, settled));
                    var isSent = random.Next(4) > 0;
                    Settle(board, 0, isSent);
                    if (isSent)
                    {
                        sent.Add((board.Run.Account, settled, Today));
                        lost.Add((board.Run.Account, settled, time.GetUtcNow()));
                    }
                    break;
                default:
                    var key = (ulong)random.Next(1, 30);
                    var next = Board(random.Next(2) == 0 ? Anna : Bert);
                    var expected = next.Run.Account == Anna && IsReached(own, one => one == Anna) ? SuppressionReason.FrequencyCap
                        : IsReached(all, _ => true) ? SuppressionReason.PlatformCap : (SuppressionReason?)null;
                    Assert.Equal(expected, book.TryReserve(next, 0, key, Today));
                    if (expected is null)
                        underway.Add((next, key));
                    break;

                    bool IsReached(FrequencyCap cap, Predicate<AccountId> counts)
                    {
                        var flying = underway.Count(one => one.Key == key && counts(one.Board.Run.Account));
                        var mine = sent.Where(one => one.Key == key && counts(one.Account)).ToList();
                        return flying + mine.Count(one => one.Day == Today) >= cap.PerDay
                            || flying + mine.Count(one => one.Day > Today - 7) >= cap.PerWeek;
                    }
            }
        }
    }

    [Fact]
    public async Task All_leads_of_a_chunk_that_ends_at_once_are_settled()
    {
        await CapAsync(FrequencyBook.Platform, new(1, 0));
        var first = Board(Anna);
        for (byte i = 0; i < 3; i++)
            Assert.Null(book.TryReserve(first, i, 100UL + i, Today));
        first.Open = 0;

        book.Settle([new(first, 0, IsSent: true), new(first, 1, IsSent: false), new(first, 2, IsSent: true)], time.GetUtcNow());

        var second = Board(Anna);
        Assert.Null(first.Reserved);
        Assert.Equal(
            [SuppressionReason.PlatformCap, null, SuppressionReason.PlatformCap],
            Enumerable.Range(0, 3).Select(i => book.TryReserve(second, (byte)i, 100UL + (ulong)i, Today)));
    }

    private async Task RestartAsync(List<(AccountId Account, ulong Key, DateTimeOffset At)> lost)
    {
        book = new();
        await Caps().StartAsync();
        foreach (var (account, key, at) in lost)
            book.Recover(account, key, at, time.GetUtcNow());
    }

    private Task<CapsView> CapAsync(AccountId account, FrequencyCap cap) =>
        Caps().SetAsync(account, new() { PerDay = cap.PerDay, PerWeek = cap.PerWeek });

    private FrequencyCaps Caps() => new(store, book, new KeyRing([new MasterKey(1, new byte[MasterKey.Size])], Chance), time);

    private ChunkBoard Board(AccountId account)
    {
        var sendout = new Sendout(new(7), new(8), account, TrafficClass.Marketing, SendoutState.Sending, 4, 1, 0, null, default, null);
        var run = new SendoutRun(
            sendout, new(new(8), "c", account, "Test", "Sender", "Hi", TrafficClass.Marketing, [], default), hours: null, pauses: []);
        return new(0, new(new(7), chunks++), run, run.Totals(new(0)), gate.Authority(new(0), 0), leads: 256);
    }

    private void Send(AccountId account, ulong key)
    {
        var board = Board(account);
        Assert.Null(book.TryReserve(board, 0, key, Today));
        Settle(board, 0, isSent: true);
    }

    private void Settle(ChunkBoard board, byte index, bool isSent) => book.Settle([new(board, index, isSent)], time.GetUtcNow());

    /// <summary>What a flush does with runs.</summary>
    private void Keep()
    {
        store.Runs.AddRange(book.TakeRuns().Select(run => (run, run.No)));
        book.Confirm();
    }
}

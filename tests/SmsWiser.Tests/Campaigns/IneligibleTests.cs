using System.Text;
using SmsWiser.Contracts;
using SmsWiser.Core;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Audience;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Campaigns;

/// <summary>Which numbers could not receive an SMS: figures, rows and cleaning.</summary>
public sealed class IneligibleTests
{
    private const ulong French = 33_600_000_000, TooShort = 336;
    private const string File = "/rows.csv";
    private static readonly NodeId Node = new(1);
    private static readonly CarrierId Carrier = new(1);

    [Fact]
    public async Task Figures_tell_the_reason_by_status_and_receipt_and_leave_out_what_is_not_of_the_number()
    {
        await using var bench = await OpenAsync();
        var (id, _) = await SendAsync(bench);

        var report = await bench.Campaign(id).IneligibleAsync(Owner);

        Assert.Equal(
            [
                ("rejected", "ESME_RINVDSTADR (0x0B)", 2L, true), ("undelivered", "error 1", 2, false),
                ("undelivered", "error 34", 1, false), ("rejected", "ESME_RINVSRCADR (0x0A)", 1, false),
                ("suppressed", "invalid_number", 1, true),
            ],
            report.Own.OrderByDescending(one => one.Leads).ThenByDescending(one => one.Reason == "error 34")
                .ThenBy(one => one.Outcome).ThenBy(one => one.Reason)
                .Select(one => (one.Outcome, one.Reason, one.Leads, one.CannotReceive)));
        Assert.Null(report.Shared);
    }

    [Fact]
    public async Task Rows_of_own_lists_are_written_with_number_lead_and_raw_code()
    {
        await using var bench = await OpenAsync();
        var (id, _) = await SendAsync(bench);
        bench.ExportsTo[File] = new();

        var job = await bench.Campaign(id).ExportIneligibleAsync(Owner, new() { Path = File, ReceiptCodes = [1] });
        await bench.Service<ListJobs>().DrainedAsync();
        var done = await bench.Campaign(id).GetIneligibleJobAsync(Owner, job.Id);

        Assert.Equal(("done", 7L, null), (done.State, done.Leads, done.Error));
        var lines = Encoding.UTF8.GetString(bench.ExportsTo[File].ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("number,lead,outcome,reason,code,carrier,time,cannot_receive", lines[0]);
        Assert.Equal(
            [
                "+336,suppressed,invalid_number,7,yes", "+33600000000,rejected,ESME_RINVDSTADR (0x0B),11,yes",
                "+33600000001,rejected,ESME_RINVDSTADR (0x0B),11,yes", "+33600000002,rejected,ESME_RINVSRCADR (0x0A),10,no",
                "+33600000003,undelivered,error 1,1,yes", "+33600000004,undelivered,error 1,1,yes",
                "+33600000005,undelivered,error 34,34,no",
            ],
            lines.Skip(1).Select(line => line.Split(',')).Select(row => $"{row[0]},{row[2]},{row[3]},{row[4]},{row[7]}").Order());
        Assert.All(lines.Skip(1), line => Assert.EndsWith("Z", line.Split(',')[6]));
    }

    [Theory]
    [InlineData("mark", "dead", 12)]
    [InlineData("remove", null, 8)]
    public async Task Leads_whose_number_cannot_receive_are_marked_or_removed(string action, string? set, int left)
    {
        await using var bench = await OpenAsync();
        var (id, list) = await SendAsync(bench);

        var job = await bench.Campaign(id).CleanIneligibleAsync(
            Owner, new() { Action = action, WorkingSet = set, ReceiptCodes = [1] });
        await bench.Service<ListJobs>().DrainedAsync();
        var done = await bench.Campaign(id).GetIneligibleJobAsync(Owner, job.Id);

        Assert.Equal(("done", null), (done.State, done.Error));
        Assert.Equal(left, (await bench.List(list).GetAsync(Owner)).Leads);
        if (set is not null)
            Assert.Equal(done.Leads, (await bench.List(list).CountAsync(Owner, new() { WorkingSet = set })).Leads);
    }

    [Fact]
    public async Task Over_a_shared_list_figures_are_rounded_from_300_on_and_rows_are_never_written()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Shared", French, 700);
        await bench.ShareAsync(list);
        var (id, sendout) = await bench.RunAsync(Recipient, Spec(list));
        await JournalAsync(bench, sendout.Id, (chunk, i) => chunk.No < 2 ? (EntryState.Rejected, 11u)
            : i < 100 ? (EntryState.Rejected, 10u) : (EntryState.Accepted, 0u));
        bench.ExportsTo[File] = new();

        var report = await bench.Campaign(id).IneligibleAsync(Recipient);
        var job = await bench.Campaign(id).ExportIneligibleAsync(Recipient, new() { Path = File });
        await bench.Service<ListJobs>().DrainedAsync();

        Assert.Empty(report.Own);
        Assert.Equal([KeyValuePair.Create("rejected ESME_RINVDSTADR (0x0B)", "~510")], report.Shared);
        Assert.Equal(0, (await bench.Campaign(id).GetIneligibleJobAsync(Recipient, job.Id)).Leads);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => bench.Campaign(id).IneligibleAsync(Owner));
        Assert.Equal("not_found", refused.Code);
    }

    [Theory]
    [InlineData("burn", null, "the action is 'burn'; give 'mark' or 'remove'")]
    [InlineData("mark", null, "marking needs the name of a working file, and removing takes none")]
    [InlineData("remove", "dead", "marking needs the name of a working file, and removing takes none")]
    public async Task A_cleaning_that_is_not_clear_is_refused(string action, string? set, string message)
    {
        await using var bench = await OpenAsync();
        var (id, _) = await SendAsync(bench);

        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => bench.Campaign(id).CleanIneligibleAsync(Owner, new() { Action = action, WorkingSet = set }));

        Assert.Equal(("invalid_value", message), (refused.Code, refused.Message));
    }

    /// <summary>Twelve leads: one of no number, two without a destination, one refused for its sender, three undelivered, five
    /// delivered.</summary>
    private static async Task<(string Campaign, string List)> SendAsync(ControlBench bench)
    {
        var list = await bench.AddListAsync(
            Owner, "All", [(TooShort, "X", "Lyon", 1), .. Enumerable.Range(0, 11).Select(i => (French + (ulong)i, $"Name{i}", "Lyon", i))]);
        var (id, sendout) = await bench.RunAsync(Owner, Spec(list));
        var numbers = await NumbersAsync(bench, sendout.Id, list);
        await JournalAsync(bench, sendout.Id, (_, i) => (numbers[i] - French) switch
        {
            0 or 1 => (EntryState.Rejected, 11u),
            2 => (EntryState.Rejected, 10u),
            3 or 4 => (EntryState.Undelivered, 1u),
            5 => (EntryState.Undelivered, 34u),
            _ => (EntryState.Delivered, 0u),
        });
        return (id, list);
    }

    /// <summary>Numbers of the sendout's one chunk that is sent, in its order.</summary>
    private static async Task<List<ulong>> NumbersAsync(ControlBench bench, SendoutId sendout, string list)
    {
        var numbers = new List<ulong>();
        var chunk = bench.Dispatch.Planned(sendout).Single(chunk => chunk.Reason is null);
        using var open = new OpenList(
            (await bench.Lists.FindAsync(list, Token))!, bench.Pages, bench.Keys, new Testing.Chance.SeededRandom(3));
        for (var at = 0; at < chunk.Body.Length; at += 8)
            numbers.Add(await open.NumberAsync(BitConverter.ToUInt32(chunk.Body.Span[at..]), Token));
        return numbers;
    }

    private static async Task JournalAsync(
        ControlBench bench, SendoutId sendout, Func<ChunkKey, int, (EntryState State, uint Code)> say)
    {
        var journal = new EntryWriter();
        foreach (var chunk in bench.Dispatch.Planned(sendout).Where(chunk => chunk.Reason is null))
        {
            for (var i = 0; i < chunk.Leads; i++)
            {
                var (state, code) = say(chunk.Key, i);
                if (state >= EntryState.Delivered)
                    journal.Write(new(chunk.Key, Carrier, (byte)i, 1, 1, 1, EntryState.Accepted, 0, 0, "id"u8));
                journal.Write(new(chunk.Key, Carrier, (byte)i, 1, 1, 1, state, code, 0, default));
            }
        }
        await bench.Dispatch.CommitFlushAsync(new(Node, 1, bench.Time.GetUtcNow(), journal.Count, journal.Packed, [], []), Token);
    }
}

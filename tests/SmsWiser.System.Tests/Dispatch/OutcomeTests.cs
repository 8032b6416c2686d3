using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Smpp;
using SmsWiser.Smsc;

namespace SmsWiser.System.Tests.Dispatch;

/// <summary>What becomes of every lead when carriers accept, refuse, drop and cut.</summary>
public sealed class OutcomeTests
{
    private const string Sender = "SHOP";
    private const long French = 33_610_000_000;

    private static readonly DispatchOptions Quick = new()
    {
        RetryDelay = TimeSpan.FromMilliseconds(50), ResponseTimeout = TimeSpan.FromMilliseconds(500), ParkTime =
            TimeSpan.FromMilliseconds(200),
    };

    [Fact]
    public async Task Every_lead_of_an_own_list_is_delivered_once()
    {
        var (totals, carrier) = await RunAsync(5_003, new());

        Assert.Equal("planned 5003, parts 5003: Delivered 5003", totals);
        Assert.Equal((5_003, 5_003, 5_003, 0), (carrier.Submits, carrier.Accepted, carrier.DistinctParts, carrier.Duplicates));
    }

    [Theory]
    [InlineData(50)]
    [InlineData(1)]
    public async Task Texts_of_several_parts_and_of_ucs2_are_delivered_lead_by_lead(int window)
    {
        // 60 characters and a name: one part of GSM 7-bit; with a Cyrillic name 2 parts of 67 UCS-2 units at most.
        var template = "Hello {first_name}, " + new string('x', 60);
        var (totals, carrier) = await RunAsync(1_000, new(), window: window, template: template);

        Assert.Equal("planned 1000, parts 1250: Delivered 1000", totals);
        Assert.Equal((1_250, 1_250, 0), (carrier.Accepted, carrier.DistinctParts, carrier.Duplicates));
    }

    [Fact]
    public async Task Receipts_that_say_undelivered_end_the_lead_undelivered()
    {
        var (totals, _) = await RunAsync(2_000, new() { UndeliveredRatio = 1 });

        Assert.Equal("planned 2000, parts 2000: Undelivered 2000", totals);
    }

    [Fact]
    public async Task A_receipt_ahead_of_its_response_counts()
    {
        var (totals, carrier) = await RunAsync(2_000, new() { ReceiptBeforeResponse = true, ResponseDelay = TimeSpan.FromMilliseconds(5) });

        Assert.Equal("planned 2000, parts 2000: Delivered 2000", totals);
        Assert.Equal((2_000, 0), (carrier.ReceiptsAcked, carrier.ReceiptsRefused));
    }

    [Fact]
    public async Task A_refusal_for_good_ends_the_lead_rejected_with_the_carriers_code()
    {
        var script = new SmscOptions { FailureRatio = 0.3, FailureStatus = CommandStatus.InvalidDestinationAddress };
        await using var site = await SendingSite.OpenAsync(script, Quick);
        await site.ConnectAsync();
        var campaign = await site.StartAsync(SendingSite.Owner, Sender, await site.ImportAsync(SendingSite.Owner, French, 2_000));

        var totals = await site.FollowAsync(campaign);
        var carrier = site.Carrier.Snapshot();

        Assert.InRange(carrier.Failed, 500, 700);
        Assert.Equal((2_000, 2_000 - carrier.Failed), (carrier.Submits, carrier.Accepted));
        Assert.Equal($"planned 2000, parts 2000: Delivered {carrier.Accepted}, Rejected {carrier.Failed}", SendingSite.Line(totals));
        Assert.Equal([(uint)CommandStatus.InvalidDestinationAddress], (await RejectionCodesAsync(site)).Distinct());
    }

    [Fact]
    public async Task A_passing_refusal_is_tried_three_times_and_ends_the_lead_failed()
    {
        var (totals, carrier) = await RunAsync(1_000, new() { FailureRatio = 1, FailureStatus = CommandStatus.SystemError });

        Assert.Equal("planned 1000, parts 1000: Failed 1000", totals);
        Assert.Equal((3_000, 3_000), (carrier.Submits, carrier.Failed));
    }

    [Fact]
    public async Task A_passing_refusal_that_passes_is_delivered_once()
    {
        var (totals, carrier) = await RunAsync(1_000, new() { FailureRatio = 0.2, FailureStatus = CommandStatus.MessageQueueFull });

        var failed = 1_000 - carrier.Accepted;
        Assert.InRange(failed, 1, 30);
        Assert.Equal($"planned 1000, parts 1000: Delivered {carrier.Accepted}, Failed {failed}", totals);
        Assert.Equal((0, carrier.Accepted), (carrier.Duplicates, carrier.DistinctParts));
    }

    [Fact]
    public async Task A_part_that_is_never_answered_ends_unknown_and_is_not_sent_again()
    {
        var (totals, carrier) = await RunAsync(1_000, new() { DropEvery = 100 }, binds: 1);

        Assert.Equal("planned 1000, parts 1000: Delivered 990, Unknown 10", totals);
        Assert.Equal((1_000, 10, 0), (carrier.Submits, carrier.Unanswered, carrier.Duplicates));
    }

    [Fact]
    public async Task A_connection_cut_by_the_carrier_comes_back_and_only_what_was_in_its_window_is_unknown()
    {
        const int window = 20, leads = 1_500;
        var script = new SmscOptions { DisconnectAfter = 1_000, ResponseDelay = TimeSpan.FromMilliseconds(2) };
        await using var site = await SendingSite.OpenAsync(script, Quick);
        await site.ConnectAsync(binds: 1, window: window);
        var campaign = await site.StartAsync(SendingSite.Owner, Sender, await site.ImportAsync(SendingSite.Owner, French, leads));

        var totals = await site.FollowAsync(campaign);
        var carrier = site.Carrier.Snapshot();

        var unknown = totals.Outcomes[Outcome.Unknown];
        Assert.InRange(unknown, 1, window);
        Assert.Equal($"planned {leads}, parts {leads}: Delivered {leads - unknown}, Unknown {unknown}", SendingSite.Line(totals));
        Assert.Equal((2, leads, 0), (carrier.BindsAccepted, site.Submitted, carrier.Duplicates));
    }

    private static async Task<(string Totals, SmscCounters Carrier)> RunAsync(
        int leads, SmscOptions script, int binds = 2, int window = 50, string template = "Sale today")
    {
        await using var site = await SendingSite.OpenAsync(script, Quick);
        await site.ConnectAsync(binds: binds, window: window);
        var list = await site.ImportAsync(SendingSite.Owner, French, leads);
        var campaign = await site.DraftAsync(SendingSite.Owner, Sender, template, list);
        await site.Demo.Campaign(campaign).StartAsync(SendingSite.Owner);
        var totals = await site.FollowAsync(campaign);
        Assert.Empty(site.Carrier.Faults);
        return (SendingSite.Line(totals), site.Carrier.Snapshot());
    }

    private static async Task<List<uint>> RejectionCodesAsync(SendingSite site)
    {
        List<uint> codes = [];
        foreach (var flush in await site.Host.Store.Dispatch.ReadJournalAsync(0, 10_000, TestContext.Current.CancellationToken))
        {
            var reader = new EntryReader(flush.Body.Span);
            while (reader.TryRead(out var entry))
            {
                if (entry.State == EntryState.Rejected)
                    codes.Add(entry.Code);
            }
        }
        return codes;
    }
}

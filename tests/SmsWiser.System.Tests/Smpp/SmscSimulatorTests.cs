using System.Diagnostics;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using SmsWiser.Smpp;
using SmsWiser.Smsc;

namespace SmsWiser.System.Tests.Smpp;

public sealed partial class SmscSimulatorTests
{
    [Fact]
    public async Task Every_message_is_answered_with_its_own_id_and_gets_its_receipt()
    {
        await using var smsc = Start(new SmscOptions { CountDestinations = true });
        var esme = await LiveEsme.BindAsync(smsc.Port);

        esme.Send(20_000);
        await esme.Until(e => e.Outcomes.Count == 20_000 && e.Receipts.Count == 20_000);
        var close = await esme.StopAsync();

        Assert.Equal(SessionCloseReason.LocalStop, close.Reason);
        Assert.All(esme.Outcomes, outcome => Assert.Equal((SubmitOutcomeKind.Answered, CommandStatus.Ok), (outcome.Kind, outcome.Status)));
        Assert.Equal(20_000, esme.Outcomes.Select(outcome => outcome.Cookie).Distinct().Count());
        var ids = esme.Outcomes.Select(outcome => outcome.Id).ToHashSet();
        Assert.Equal(20_000, ids.Count);
        Assert.True(ids.SetEquals(esme.Receipts.Select(receipt => ReceiptText().Match(receipt).Groups["id"].Value)));
        var seen = smsc.Snapshot();
        Assert.Equal((20_000, 20_000, 20_000, 0), (seen.Submits, seen.Accepted, seen.DistinctParts, seen.Duplicates));
        Assert.Empty(smsc.Faults);
    }

    [Fact]
    public async Task Receipts_read_as_the_specification_prints_them()
    {
        await using var smsc = Start(new SmscOptions { UndeliveredRatio = 1, FirstMessageId = 0xABC, HexMessageIds = true });
        var esme = await LiveEsme.BindAsync(smsc.Port);

        esme.Send(1);
        await esme.Until(e => e.Receipts.Count == 1);

        Assert.Equal("ABC", esme.Outcomes.Single().Id);
        Assert.Matches("^id:ABC sub:001 dlvrd:000 submit date:[0-9]{10} done date:[0-9]{10} stat:UNDELIV err:001 text:$",
            esme.Receipts.Single());
        await esme.StopAsync();
    }

    [Fact]
    public async Task Wrong_credentials_and_one_bind_too_many_are_refused()
    {
        await using var smsc = Start(new SmscOptions { SystemId = "esme01", Password = "s3cret!!", MaxBinds = 1 });

        Assert.Equal(CommandStatus.InvalidPassword, await RefusedAsync(smsc, options => options with { Password = "wrong" }));
        Assert.Equal(CommandStatus.InvalidSystemId, await RefusedAsync(smsc, options => options with { SystemId = "other" }));
        var first = await LiveEsme.BindAsync(smsc.Port);
        Assert.Equal(CommandStatus.AlreadyBound, await RefusedAsync(smsc, options => options));
        await first.StopAsync();
        var second = await LiveEsme.BindAsync(smsc.Port);
        await second.StopAsync();
        Assert.Equal((0, 2), (smsc.Snapshot().Binds, smsc.Snapshot().BindsAccepted));
    }

    [Fact]
    public async Task One_account_can_be_throttled_while_the_others_are_not()
    {
        var options = new SmscOptions { ReceiptRatio = 0 };
        var accounts = new Dictionary<string, SmscOptions> { ["slow"] = options with { ThrottleRate = 10 } };
        await using var smsc = Start(options with { BySystemId = accounts });
        var slow = await LiveEsme.BindAsync(smsc.Port, o => o with { SystemId = "slow" });
        var fast = await LiveEsme.BindAsync(smsc.Port);

        slow.Send(100);
        fast.Send(100);
        await slow.Until(e => e.Outcomes.Count == 100);
        await fast.Until(e => e.Outcomes.Count == 100);

        Assert.Contains(slow.Outcomes, outcome => outcome.Status == CommandStatus.Throttled);
        Assert.Contains(slow.Outcomes, outcome => outcome.Status == CommandStatus.Ok);
        Assert.All(fast.Outcomes, outcome => Assert.Equal(CommandStatus.Ok, outcome.Status));
        Assert.Equal(slow.Outcomes.Count(outcome => outcome.Status == CommandStatus.Throttled), smsc.Snapshot().Throttled);
        await slow.StopAsync();
        await fast.StopAsync();
    }

    [Fact]
    public async Task Failures_follow_from_the_seed()
    {
        var first = await FailuresAsync(seed: 7);
        var again = await FailuresAsync(seed: 7);
        var other = await FailuresAsync(seed: 8);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.InRange(first.Count, 50, 150);

        static async Task<List<ulong>> FailuresAsync(int seed)
        {
            await using var smsc = Start(new SmscOptions { Seed = seed, FailureRatio = 0.1,
                FailureStatus = CommandStatus.InvalidDestinationAddress, ReceiptRatio = 0 });
            var esme = await LiveEsme.BindAsync(smsc.Port);
            esme.Send(1000);
            await esme.Until(e => e.Outcomes.Count == 1000);
            await esme.StopAsync();
            return [.. esme.Outcomes.Where(outcome => outcome.Status == CommandStatus.InvalidDestinationAddress).Select(outcome =>
                outcome.Cookie)];
        }
    }

    [Fact]
    public async Task Dropped_messages_stay_unanswered_and_still_get_their_receipts()
    {
        await using var smsc = Start(new SmscOptions { DropEvery = 10 });
        var esme = await LiveEsme.BindAsync(smsc.Port);

        esme.Send(100);
        await esme.Until(e => e.Outcomes.Count == 90 && e.Receipts.Count == 100);
        esme.Session.Close(SessionCloseReason.LocalStop);
        await esme.Closed;

        Assert.Equal(10, esme.Outcomes.Count(outcome => outcome.Kind == SubmitOutcomeKind.Unanswered));
        Assert.Equal(10, smsc.Snapshot().Unanswered);
    }

    [Fact]
    public async Task A_receipt_can_come_before_its_response()
    {
        await using var smsc = Start(new SmscOptions { ReceiptBeforeResponse = true, ResponseDelay = TimeSpan.FromMilliseconds(20) });
        var esme = await LiveEsme.BindAsync(smsc.Port);
        var outcomesAtReceipt = -1;
        var first = esme.Until(e =>
        {
            if (e.Receipts.Count > 0 && outcomesAtReceipt < 0) outcomesAtReceipt = e.Outcomes.Count;
            return e.Receipts.Count > 0;
        });

        esme.Send(1);
        await first;
        await esme.Until(e => e.Outcomes.Count == 1);

        Assert.Equal(0, outcomesAtReceipt);
        await esme.StopAsync();
    }

    [Fact]
    public async Task A_reset_in_mid_run_leaves_every_open_message_reported_once_and_its_receipts_go_to_the_next_bind()
    {
        await using var smsc = Start(new SmscOptions { DisconnectAfter = 150, ReceiptDelay = TimeSpan.FromSeconds(1) });
        var esme = await LiveEsme.BindAsync(smsc.Port);

        esme.Send(1000);
        var close = await esme.Closed;

        Assert.Equal(SessionCloseReason.ConnectionLost, close.Reason);
        Assert.Equal(esme.Outcomes.Count, esme.Outcomes.Select(outcome => outcome.Cookie).Distinct().Count());
        Assert.Contains(esme.Outcomes, outcome => outcome.Kind == SubmitOutcomeKind.Unanswered);
        var next = await LiveEsme.BindAsync(smsc.Port);
        await next.Until(e => e.Receipts.Count == 150);
        await next.StopAsync();
    }

    [Fact]
    public async Task The_counters_tell_what_came_from_one_sender_and_when()
    {
        await using var smsc = Start(new SmscOptions());
        var before = Stopwatch.GetTimestamp();
        var esme = await LiveEsme.BindAsync(smsc.Port, source: "OWNER");

        esme.Send(10);
        await esme.Until(e => e.Outcomes.Count == 10);
        var after = Stopwatch.GetTimestamp();
        await esme.StopAsync();

        var owner = smsc.Source("OWNER");
        Assert.Equal((10, 10), (owner.Received, owner.Accepted));
        Assert.InRange(owner.FirstAt, before, owner.LastAt);
        Assert.InRange(owner.LastAt, owner.FirstAt, after);
        Assert.Equal(default, smsc.Source("NOBODY"));
    }

    [Fact]
    public async Task An_inbound_message_reaches_its_account_over_a_bind_that_receives()
    {
        await using var smsc = Start(new SmscOptions());
        var other = await LiveEsme.BindAsync(smsc.Port, options => options with { SystemId = "other" });

        smsc.SendInbound("esme01", new InboundSms("447700900123", "60777", "STOP"u8.ToArray()));
        var transmitter = await LiveEsme.BindAsync(smsc.Port, options => options with { Type = BindType.Transmitter });
        var receiver = await LiveEsme.BindAsync(smsc.Port, options => options with { Type = BindType.Receiver });
        smsc.SendInbound("esme01", new InboundSms("447700900123", "60777", "HELP"u8.ToArray()));
        await receiver.Until(e => e.Receipts.Count == 2);
        await receiver.StopAsync();
        await transmitter.StopAsync();
        await other.StopAsync();

        Assert.Equal(["STOP", "HELP"], receiver.Receipts);
        Assert.Empty(transmitter.Receipts);
        Assert.Empty(other.Receipts);
        Assert.Equal((2, 2, 0), (smsc.Snapshot().InboundSent, smsc.Snapshot().InboundAcked, smsc.Snapshot().ReceiptsSent));
    }

    [Fact]
    public async Task Stopping_the_carrier_unbinds_its_sessions()
    {
        var smsc = Start(new SmscOptions());
        var esme = await LiveEsme.BindAsync(smsc.Port);

        await smsc.DisposeAsync();

        Assert.Equal(SessionCloseReason.PeerUnbind, (await esme.Closed).Reason);
    }

    [Fact]
    public async Task A_port_in_use_is_refused_at_the_start()
    {
        await using var smsc = Start(new SmscOptions());

        Assert.Throws<SocketException>(() => SmscSimulator.Start(new SmscOptions { Port = smsc.Port }, TimeProvider.System));
        Assert.Throws<ArgumentException>(() => SmscSimulator.Start(new SmscOptions { FailureRatio = 1.5 }, TimeProvider.System));
    }

    private static SmscSimulator Start(SmscOptions options) => SmscSimulator.Start(options, TimeProvider.System);

    private static async Task<CommandStatus?> RefusedAsync(SmscSimulator smsc, Func<EsmeOptions, EsmeOptions> change)
    {
        var esme = new LiveEsme(smsc.Port, change);
        esme.Session.Start();
        var close = await esme.Closed;
        Assert.Equal(SessionCloseReason.BindRejected, close.Reason);
        return close.Status;
    }

    [GeneratedRegex("^id:(?<id>[0-9]+) ")]
    private static partial Regex ReceiptText();
}

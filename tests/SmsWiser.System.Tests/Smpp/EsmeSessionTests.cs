using System.Net;
using System.Net.Sockets;
using SmsWiser.Smpp;
using SmsWiser.Smsc;

namespace SmsWiser.System.Tests.Smpp;

public sealed class EsmeSessionTests
{
    [Fact]
    public async Task A_refused_connection_is_reported_as_such()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var esme = new LiveEsme(((IPEndPoint)listener.LocalEndPoint!).Port);

        esme.Session.Start();
        var close = await esme.Closed;

        Assert.Equal(SessionCloseReason.ConnectFailed, close.Reason);
        Assert.Matches("^Connecting to 127.0.0.1:[0-9]+ failed: Connection refused.$", close.Detail);
        Assert.Throws<InvalidOperationException>(esme.Session.Start);
    }

    [Fact]
    public async Task A_close_while_connecting_ends_the_session()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux leaves connections unanswered when the backlog is full.");
        using var listener = Listen(backlog: 0);
        var crowd = Enumerable.Range(0, 4).Select(_ => new Socket(SocketType.Stream, ProtocolType.Tcp) { Blocking = false }).ToArray();
        foreach (var socket in crowd) Assert.Throws<SocketException>(() => socket.Connect(IPAddress.Loopback, Port(listener)));
        var esme = new LiveEsme(Port(listener), options => options with { ConnectTimeout = TimeSpan.FromMinutes(5) });

        esme.Session.Start();
        esme.Session.Close(SessionCloseReason.LocalStop);

        Assert.Equal(SessionCloseReason.LocalStop, (await esme.Closed).Reason);
        foreach (var socket in crowd) socket.Dispose();
    }

    [Fact]
    public async Task A_peer_that_takes_no_octets_does_not_hold_up_the_sender_and_a_close_resets_it()
    {
        using var listener = Listen();
        var esme = new LiveEsme(Port(listener), options => options with { WindowSlots = 1000, SendBufferBytes = 4096 });
        esme.Session.Start();
        using var peer = await listener.AcceptAsync(TestContext.Current.CancellationToken);
        peer.ReceiveBufferSize = 4096;
        await AnswerBindAsync(peer);
        await esme.Bound;

        esme.Send(1_000);
        esme.Session.Close(SessionCloseReason.LocalStop);
        await esme.Closed;

        var error = await Assert.ThrowsAsync<SocketException>(async () =>
        {
            var octets = new byte[64 * 1024];
            while (await peer.ReceiveAsync(octets, TestContext.Current.CancellationToken) > 0)
            {
            }
        });
        Assert.Equal(SocketError.ConnectionReset, error.SocketErrorCode);
        Assert.All(esme.Outcomes, outcome => Assert.Equal(SubmitOutcomeKind.Unanswered, outcome.Kind));
    }

    [Fact]
    public async Task A_short_write_goes_on_when_the_peer_reads_again()
    {
        using var listener = Listen();
        listener.ReceiveBufferSize = 4096;
        var esme = new LiveEsme(Port(listener), options => options with { WindowSlots = 1000, MaxBatch = 1000, SendBufferBytes = 4096 });
        esme.Session.Start();
        using var peer = await listener.AcceptAsync(TestContext.Current.CancellationToken);
        await AnswerBindAsync(peer);
        await esme.Bound;
        esme.Send(1000);

        var received = new byte[1024 * 1024];
        var (count, submits) = (0, 0);
        while (submits < 1000)
        {
            var got = await peer.ReceiveAsync(received.AsMemory(count), TestContext.Current.CancellationToken);
            count += got;
            submits = Submits(received.AsSpan(0, count));
        }

        Assert.Equal(1000, submits);
        esme.Session.Close(SessionCloseReason.LocalStop);
        await esme.Closed;

        static int Submits(ReadOnlySpan<byte> octets)
        {
            var submits = 0;
            for (var at = 0; PduFramer.Next(octets[at..], 1024, out var header) == PduFrame.Complete; at += (int)header.Length)
            {
                Assert.Equal(CommandId.SubmitSm, header.Command);
                submits++;
            }

            return submits;
        }
    }

    [Fact]
    public async Task Octets_sent_are_known_to_be_acknowledged_once_they_are_answered()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "TCP_INFO with acknowledged octets is a Linux option.");
        await using var smsc = SmscSimulator.Start(new SmscOptions(), TimeProvider.System);
        var esme = await LiveEsme.BindAsync(smsc.Port);

        esme.Send(50);
        await esme.Until(e => e.Outcomes.Count == 50 && e.Receipts.Count == 50);

        Assert.True(esme.Session.TryGetAckedBytes(out var acked));
        // Bind and submits are answered, so their octets are acknowledged; deliver_sm_resp may still be under way.
        const int bindBytes = 37;
        const int submitBytes = 54;
        Assert.InRange(acked, bindBytes + (50 * submitBytes), esme.Session.BytesSent);
        await esme.StopAsync();
        Assert.False(esme.Session.TryGetAckedBytes(out _));
    }

    [Fact]
    public async Task Kicks_from_many_threads_send_every_message_once()
    {
        await using var smsc = SmscSimulator.Start(new SmscOptions { CountDestinations = true, ReceiptRatio = 0 }, TimeProvider.System);
        var esme = await LiveEsme.BindAsync(smsc.Port);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 5_000; i++) esme.Send(1);
        })));
        await esme.Until(e => e.Outcomes.Count == 20_000);
        await esme.StopAsync();

        Assert.Equal((20_000, 0), (smsc.Snapshot().DistinctParts, smsc.Snapshot().Duplicates));
    }

    [Fact]
    public async Task An_unbind_ends_the_session_in_order()
    {
        await using var smsc = SmscSimulator.Start(new SmscOptions(), TimeProvider.System);
        var esme = await LiveEsme.BindAsync(smsc.Port);

        var close = await esme.StopAsync();

        Assert.Equal(SessionCloseReason.LocalStop, close.Reason);
        Assert.Contains("confirmed", close.Detail, StringComparison.Ordinal);
    }

    private static Socket Listen(int backlog = 1)
    {
        var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(backlog);
        return listener;
    }

    private static int Port(Socket listener) => ((IPEndPoint)listener.LocalEndPoint!).Port;

    private static async Task AnswerBindAsync(Socket peer)
    {
        var bind = new byte[1024];
        var length = await peer.ReceiveAsync(bind, TestContext.Current.CancellationToken);
        var header = PduHeader.Read(bind.AsSpan(0, length));
        await peer.SendAsync(
            PduCodec.Encode(new BindResponsePdu(header.Command.Response(), "SMSC"), header.Sequence, CommandStatus.Ok),
            TestContext.Current.CancellationToken);
    }
}

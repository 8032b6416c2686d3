using System.Net;
using System.Net.Sockets;
using SmsWiser.Smpp;
using SmsWiser.Smsc;

namespace SmsWiser.System.Tests.Smpp;

/// <summary>ESME sessions over TLS.</summary>
public sealed class TlsSessionTests : IDisposable
{
    private readonly TestCertificates certificates = new();

    public void Dispose() => certificates.Dispose();

    [Fact]
    public async Task Messages_and_receipts_go_over_tls_from_many_threads_each_once()
    {
        await using var smsc = Start(new() { Tls = new(certificates.Issue("127.0.0.1"), null), CountDestinations = true });
        var esme = await LiveEsme.BindAsync(smsc.Port, Trusting());

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 2_500; i++) esme.Send(1);
        })));
        await esme.Until(e => e.Outcomes.Count == 10_000 && e.Receipts.Count == 10_000);
        var close = await esme.StopAsync();

        Assert.Equal((10_000, 0), (smsc.Snapshot().DistinctParts, smsc.Snapshot().Duplicates));
        Assert.Equal((SessionCloseReason.LocalStop, "We unbound and the peer confirmed."), (close.Reason, close.Detail));
    }

    [Fact]
    public async Task Octets_count_as_acknowledged_once_their_ciphertext_is()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "TCP_INFO with acknowledged octets is a Linux option.");
        await using var smsc = Start(new() { Tls = new(certificates.Issue("127.0.0.1"), null) });
        var esme = await LiveEsme.BindAsync(smsc.Port, Trusting());

        esme.Send(50);
        await esme.Until(e => e.Outcomes.Count == 50 && e.Receipts.Count == 50);

        Assert.True(esme.Session.TryGetAckedBytes(out var acked));
        const int bindBytes = 37;
        const int submitBytes = 54;
        Assert.InRange(acked, bindBytes + (50 * submitBytes), esme.Session.BytesSent);
        Assert.Equal(esme.Session.BytesSent, esme.Session.BytesPrepared);
        await esme.StopAsync();
        Assert.False(esme.Session.TryGetAckedBytes(out _));
    }

    [Fact]
    public async Task A_client_certificate_is_shown_from_pem_and_from_pkcs12_with_a_password()
    {
        await using var smsc = Start(new() { Tls = new(certificates.Issue("127.0.0.1"), certificates.Authority) });
        var own = certificates.Issue("shop.example");
        var password = certificates.Write("password", "s3cret\n");

        var pem = await LiveEsme.BindAsync(smsc.Port, Trusting(tls => tls with { ClientCertificateFile = certificates.WritePem(own) }));
        var pfx = await LiveEsme.BindAsync(smsc.Port, Trusting(tls => tls with
        {
            ClientCertificateFile = certificates.WritePfx(own, "s3cret"),
            ClientPasswordFile = password,
        }));
        var without = new LiveEsme(smsc.Port, Trusting());
        without.Session.Start();

        Assert.Equal(SessionCloseReason.LocalStop, (await pem.StopAsync()).Reason);
        Assert.Equal(SessionCloseReason.LocalStop, (await pfx.StopAsync()).Reason);
        Assert.Contains((await without.Closed).Reason,
            new[] { SessionCloseReason.TlsFailure, SessionCloseReason.ConnectionLost, SessionCloseReason.EndOfStream });
    }

    [Fact]
    public async Task The_name_sent_and_looked_for_can_be_another_than_the_host()
    {
        var certificate = certificates.Issue("smpp.carrier.example");
        await using var smsc = Start(new() { Tls = new(certificate, null) });
        var pin = TestCertificates.Pin(certificate);

        var esme = await LiveEsme.BindAsync(smsc.Port, Trusting(tls => tls with { ServerName = "smpp.carrier.example", Pin = pin }));

        Assert.Equal(SessionCloseReason.LocalStop, (await esme.StopAsync()).Reason);
    }

    [Theory]
    [InlineData(TlsFault.Name, "the certificate is for smpp.carrier.example, not for 127.0.0.1")]
    [InlineData(TlsFault.Untrusted, "the certificate was issued by CN=Test authority, which is not trusted")]
    [InlineData(TlsFault.Expired, "the certificate expired on ")]
    [InlineData(TlsFault.Pin, "the certificate's public key is sha256:")]
    [InlineData(TlsFault.File, "is no certificate with its key, or its password is another")]
    [InlineData(TlsFault.NotTls, "what answered does not speak TLS")]
    public async Task What_is_wrong_is_said_in_words(TlsFault fault, string words)
    {
        var certificate = certificates.Issue(
            fault == TlsFault.Name ? "smpp.carrier.example" : "127.0.0.1", fault == TlsFault.Expired ? -1 : 30);
        await using var smsc = Start(new() { Tls = fault == TlsFault.NotTls ? null : new(certificate, null) });
        var esme = new LiveEsme(smsc.Port, Trusting(tls => fault switch
        {
            TlsFault.Untrusted => tls with { AuthorityFile = null },
            TlsFault.Pin => tls with { Pin = new byte[32] },
            TlsFault.File => tls with { ClientCertificateFile = certificates.AuthorityFile },
            _ => tls,
        }));

        esme.Session.Start();
        var close = await esme.Closed;

        Assert.Equal((SessionCloseReason.TlsFailure, fault), (close.Reason, close.TlsFault));
        Assert.StartsWith($"TLS with 127.0.0.1:{smsc.Port} failed: ", close.Detail, StringComparison.Ordinal);
        Assert.Contains(words, close.Detail, StringComparison.Ordinal);
        Assert.Empty(smsc.Faults);
    }

    [Fact]
    public async Task A_peer_that_says_nothing_is_given_up_and_a_close_ends_the_wait()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        var patient = new LiveEsme(port, Trusting());
        var hasty = new LiveEsme(port, Trusting(tls => tls with { HandshakeTimeout = TimeSpan.FromMilliseconds(50) }));

        patient.Session.Start();
        hasty.Session.Start();
        var late = await hasty.Closed;
        patient.Session.Close(SessionCloseReason.LocalStop);

        Assert.Equal($"TLS with 127.0.0.1:{port} failed: it took longer than 0.1 s.", late.Detail);
        Assert.Equal(SessionCloseReason.LocalStop, (await patient.Closed).Reason);
    }

    private static SmscSimulator Start(SmscOptions options) => SmscSimulator.Start(options, TimeProvider.System);

    private Func<EsmeOptions, EsmeOptions> Trusting(Func<TlsOptions, TlsOptions>? change = null) => options =>
    {
        var tls = new TlsOptions { AuthorityFile = certificates.AuthorityFile };
        return options with { Tls = change?.Invoke(tls) ?? tls };
    };
}

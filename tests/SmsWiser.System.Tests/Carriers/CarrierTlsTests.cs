using SmsWiser.Contracts.Carriers;
using SmsWiser.Core.Dispatch;
using SmsWiser.Smsc;
using SmsWiser.System.Tests.Dispatch;
using SmsWiser.System.Tests.Smpp;

namespace SmsWiser.System.Tests.Carriers;

/// <summary>A carrier with TLS, from its settings to the wire.</summary>
public sealed class CarrierTlsTests : IDisposable
{
    private readonly TestCertificates certificates = new();

    public void Dispose() => certificates.Dispose();

    [Fact]
    public async Task A_sendout_goes_over_tls_with_all_that_settings_can_ask()
    {
        var certificate = certificates.Issue("smpp.carrier.example");
        await using var secure = SendingSite.StartCarrier(new() { Tls = new(certificate, certificates.Authority) });
        await using var site = await SendingSite.OpenAsync();
        await SetAsync(site, secure,
            ("tls_ca", certificates.AuthorityFile),
            ("tls_server_name", "smpp.carrier.example"),
            ("tls_pin", "sha256:" + Convert.ToHexStringLower(TestCertificates.Pin(certificate))),
            ("tls_client_certificate", certificates.WritePfx(certificates.Issue("shop"), "s3cret")),
            ("tls_client_password_file", certificates.Write("password", "s3cret")));
        await site.Demo.Carrier(SendingSite.Alpha).ConnectAsync();

        var list = await site.ImportAsync(SendingSite.Owner, 33_610_000_000, 2_000);
        var totals = await site.FollowAsync(await site.StartAsync(SendingSite.Owner, "SHOP", list));

        Assert.Equal("planned 2000, parts 2000: Delivered 2000", SendingSite.Line(totals));
        Assert.Equal(0, secure.Snapshot().Duplicates);
    }

    [Theory]
    [InlineData("name", "the certificate is for smpp.carrier.example, not for 127.0.0.1.", "Set host to a name that the certificate has")]
    [InlineData("untrusted", "CN=Test authority, which is not trusted.", "Ask the carrier for its authority's certificate")]
    [InlineData("expired", "the certificate expired on ", "Check this machine's clock")]
    [InlineData("pin", "not the pinned one.", "The carrier has another key now")]
    [InlineData("plain", "what answered does not speak TLS.", "The port is one without TLS")]
    [InlineData("file", "Could not find ", "Check the files that tls_ca")]
    public async Task A_test_says_what_is_wrong_with_tls(string fault, string detail, string advice)
    {
        var certificate = certificates.Issue(fault == "name" ? "smpp.carrier.example" : "127.0.0.1", fault == "expired" ? -400 : 30);
        await using var secure = SendingSite.StartCarrier(new() { Tls = fault == "plain" ? null : new(certificate, null) });
        await using var site = await SendingSite.OpenAsync();
        await SetAsync(site, secure, fault switch
        {
            "untrusted" => [],
            "file" => [("tls_ca", "/nowhere/authority.pem")],
            "pin" => [("tls_ca", certificates.AuthorityFile), ("tls_pin", new string('0', 64))],
            _ => [("tls_ca", certificates.AuthorityFile)],
        });

        var step = Assert.Single((await TestAsync(site)).Steps);

        Assert.Equal(("tls", "failed"), (step.Step, step.Result));
        Assert.StartsWith($"TLS with 127.0.0.1:{secure.Port} failed: ", step.Detail, StringComparison.Ordinal);
        Assert.Contains(detail, step.Detail, StringComparison.Ordinal);
        Assert.StartsWith(advice, step.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_without_tls_at_a_port_with_it_says_so_and_one_with_tls_passes()
    {
        await using var secure = SendingSite.StartCarrier(new() { Tls = new(certificates.Issue("127.0.0.1"), null) });
        await using var site = await SendingSite.OpenAsync();
        await ConfigureAsync(site, secure.Port);

        var without = (await TestAsync(site)).Steps[^1];
        await SetAsync(site, secure, ("tls_ca", certificates.AuthorityFile));
        var with = await TestAsync(site);

        Assert.Equal(("bind", "failed"), (without.Step, without.Result));
        Assert.StartsWith("Something answers there, but not as SMPP: set tls=on", without.Advice, StringComparison.Ordinal);
        Assert.Equal(
            ["connect ok", "bind ok", "submit ok", "receipt ok", "unbind ok"], with.Steps.Select(step => $"{step.Step} {step.Result}"));
    }

    [Fact]
    public async Task A_test_without_the_client_certificate_that_the_carrier_wants_names_it()
    {
        await using var secure = SendingSite.StartCarrier(new() { Tls = new(certificates.Issue("127.0.0.1"), certificates.Authority) });
        await using var site = await SendingSite.OpenAsync();
        await SetAsync(site, secure, ("tls_ca", certificates.AuthorityFile));

        var step = (await TestAsync(site)).Steps[^1];

        Assert.Equal("failed", step.Result);
        Assert.Contains("tls_client_certificate", step.Advice, StringComparison.Ordinal);
    }

    private static async Task SetAsync(SendingSite site, SmscSimulator carrier, params (string Name, string Value)[] settings)
    {
        await ConfigureAsync(site, carrier.Port);
        await site.Demo.Carrier(SendingSite.Alpha).SetAsync(
            settings.Append(("tls", "on")).ToDictionary(one => one.Item1, one => one.Item2));
    }

    private static Task ConfigureAsync(SendingSite site, int port) => site.Demo.Carrier(SendingSite.Alpha).ConfigureAsync(new()
    {
        Host = "127.0.0.1",
        Port = port,
        SystemId = "alpha",
        Password = "demo",
        SystemType = "",
        RatePerSecond = 0,
        Binds = 2,
        WindowSlots = 50,
        Prefixes = [""],
    });

    private static async Task<CarrierTest> TestAsync(SendingSite site)
    {
        var carrier = site.Demo.Carrier(SendingSite.Alpha);
        await carrier.StartTestAsync(new() { To = "+33612345678", From = "SHOP", ReceiptSeconds = 10 });
        var test = await carrier.TestAsync(0);
        while (test.State == "running")
            test = await carrier.TestAsync(test.Steps.Count);
        return test;
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SmsWiser.System.Tests.Storage;

namespace SmsWiser.System.Tests.Web;

/// <summary>The API behind TLS.</summary>
public sealed class TlsTests
{
    [Fact]
    public async Task A_certificate_makes_the_listener_speak_tls()
    {
        using var files = new TemporaryDirectory();
        var (certificate, key) = (Path.Combine(files.Path, "node.pem"), Path.Combine(files.Path, "node.key"));
        var thumbprint = await WriteAsync(certificate, key);
        await using var site = await ApiSite.OpenAsync(new() { TlsCertificate = certificate, TlsKey = key });
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown!.Thumbprint == thumbprint,
        };
        using var client = new HttpClient(handler);

        var said = await client.GetStringAsync(new Uri(site.Node.Address, "/healthz"), ApiSite.Token);

        Assert.Equal("https", site.Node.Address.Scheme);
        Assert.Contains("alive", said, StringComparison.Ordinal);
    }

    private static async Task<string> WriteAsync(string certificate, string key)
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        var request = new CertificateRequest("CN=node", ecdsa, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await File.WriteAllTextAsync(certificate, made.ExportCertificatePem(), ApiSite.Token);
        await File.WriteAllTextAsync(key, ecdsa.ExportPkcs8PrivateKeyPem(), ApiSite.Token);
        return made.Thumbprint;
    }
}

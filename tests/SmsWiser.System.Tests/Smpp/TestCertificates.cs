using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SmsWiser.System.Tests.Smpp;

/// <summary>An authority of its own, and certificates that it issues, for as long as a test lasts.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("smswiser-tls-");
    private readonly List<X509Certificate2> issued = [];

    public TestCertificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Authority = Keep(request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-5), DateTimeOffset.UtcNow.AddYears(1)));
        AuthorityFile = Write("authority.pem", Authority.ExportCertificatePem());
    }

    public X509Certificate2 Authority { get; }

    /// <summary>PEM file of the authority.</summary>
    public string AuthorityFile { get; }

    /// <summary>A certificate for a name or an address, valid for so many days from now, less than none: until then; and for some years
    /// before, since nodes under test live in another time.</summary>
    public X509Certificate2 Issue(string name, int days = 30)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var from = DateTimeOffset.UtcNow.AddYears(-4);
        using var bare = request.Create(Authority, from, DateTimeOffset.UtcNow.AddDays(days), RandomNumberGenerator.GetBytes(8));
        using var keyed = bare.CopyWithPrivateKey(key);
        return Keep(X509CertificateLoader.LoadPkcs12(keyed.Export(X509ContentType.Pfx), null));
    }

    /// <summary>A certificate and its key in one PEM file.</summary>
    public string WritePem(X509Certificate2 certificate) => Write(
        $"{Guid.NewGuid():N}.pem",
        certificate.ExportCertificatePem() + "\n" + certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());

    /// <summary>A certificate and its key in one PKCS #12 file, under a password.</summary>
    public string WritePfx(X509Certificate2 certificate, string password)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        using var exportable = ECDsa.Create();
        exportable.ImportFromPem(key.ExportPkcs8PrivateKeyPem());
        var file = Path.Combine(folder.FullName, $"{Guid.NewGuid():N}.pfx");
        using var bare = X509CertificateLoader.LoadCertificate(certificate.RawData);
        using var keyed = bare.CopyWithPrivateKey(exportable);
        File.WriteAllBytes(file, keyed.Export(X509ContentType.Pfx, password));
        return file;
    }

    public string Write(string name, string text)
    {
        var file = Path.Combine(folder.FullName, name);
        File.WriteAllText(file, text);
        return file;
    }

    /// <summary>SHA-256 of its public key.</summary>
    public static byte[] Pin(X509Certificate2 certificate) => SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo());

    public void Dispose()
    {
        foreach (var certificate in issued)
            certificate.Dispose();
        folder.Delete(recursive: true);
    }

    private X509Certificate2 Keep(X509Certificate2 certificate)
    {
        issued.Add(certificate);
        return certificate;
    }
}

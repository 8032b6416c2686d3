using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SmsWiser.Smpp;

/// <summary>Decides whether a peer's certificate will do, and says in words why not.</summary>
internal sealed class TlsTrust(string name, ReadOnlyMemory<byte> pin, DateTimeOffset at)
{
    /// <summary>What is wrong with the certificate; null before one was looked at, or when nothing is.</summary>
    public (TlsFault Fault, string Detail)? Failure { get; private set; }

    /// <summary>The check, as SslStream calls it.</summary>
    public bool Check(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Failure = certificate is X509Certificate2 shown
            ? Find(shown, chain, errors)
            : (TlsFault.Handshake, "the peer showed no certificate");
        return Failure is null;
    }

    private (TlsFault Fault, string Detail)? Find(X509Certificate2 shown, X509Chain? chain, SslPolicyErrors errors)
    {
        var moment = at.UtcDateTime;
        if (shown.NotAfter.ToUniversalTime() < moment)
            return (TlsFault.Expired, $"the certificate expired on {shown.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm} UTC");
        if (shown.NotBefore.ToUniversalTime() > moment)
            return (TlsFault.Expired, $"the certificate is valid from {shown.NotBefore.ToUniversalTime():yyyy-MM-dd HH:mm} UTC on");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return (TlsFault.Name, $"the certificate is for {Names(shown)}, not for {name}");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)) return (TlsFault.Untrusted, Distrust(shown, chain));
        if (!pin.IsEmpty && !SHA256.HashData(shown.PublicKey.ExportSubjectPublicKeyInfo()).AsSpan().SequenceEqual(pin.Span))
            return (TlsFault.Pin, $"the certificate's public key is {Key(shown)}, not the pinned one");
        return null;
    }

    private static string Distrust(X509Certificate2 shown, X509Chain? chain)
    {
        if (shown.SubjectName.RawData.AsSpan().SequenceEqual(shown.IssuerName.RawData))
            return $"the certificate of {shown.Subject} is its own authority, which is not trusted";
        foreach (var status in chain?.ChainStatus ?? [])
        {
            if (status.Status is not (X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain))
                return $"the certificate cannot be trusted: {status.StatusInformation.Trim().TrimEnd('.')}";
        }

        return $"the certificate was issued by {shown.Issuer}, which is not trusted";
    }

    private static string Key(X509Certificate2 shown) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(shown.PublicKey.ExportSubjectPublicKeyInfo()));

    private static string Names(X509Certificate2 shown)
    {
        var names = shown.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(ip => ip.ToString())));
        var text = string.Join(", ", names);
        return text.Length > 0 ? text : shown.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
    }
}

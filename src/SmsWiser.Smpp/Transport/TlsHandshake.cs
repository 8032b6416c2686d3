using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SmsWiser.Smpp;

/// <summary>Begins TLS on a fresh connection, on the session's own thread.</summary>
internal static class TlsHandshake
{
#pragma warning disable CA5398 // older ones are not to be taken, whatever the system allows
    private const SslProtocols Protocols = SslProtocols.Tls12 | SslProtocols.Tls13;
#pragma warning restore CA5398

    private static readonly TimeSpan AcceptTimeout = TimeSpan.FromSeconds(10);

    /// <summary>As an ESME. Returns the link, or what is wrong.</summary>
    public static (TlsLink? Link, (TlsFault Fault, string Detail) Failure) Connect(
        Socket socket, EsmeOptions options, TlsOptions tls, TimeProvider time, CancellationToken closing)
    {
        var name = tls.ServerName ?? options.Host;
        var trust = new TlsTrust(name, tls.Pin, time.GetUtcNow());
        SslClientAuthenticationOptions authentication;
        X509Certificate2? own;
        try
        {
            own = Own(tls);
            authentication = new SslClientAuthenticationOptions
            {
                TargetHost = name,
                EnabledSslProtocols = Protocols,
                CertificateChainPolicy = Policy(tls.AuthorityFile, time.GetUtcNow()),
                RemoteCertificateValidationCallback = trust.Check,
                ClientCertificateContext = own is null ? null : SslStreamCertificateContext.Create(own, null, offline: true),
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return (null, (TlsFault.File, error.Message));
        }

        using (own)
        {
            return Run(socket, link => link.Ssl.AuthenticateAsClientAsync(authentication, CancellationToken.None), trust,
                tls.HandshakeTimeout, time, closing);
        }
    }

    /// <summary>As a message centre. Returns the link; null when the peer did not get so far.</summary>
    public static TlsLink? Accept(Socket socket, SmscTls tls, TimeProvider time)
    {
        var authentication = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(tls.Certificate, null, offline: true),
            EnabledSslProtocols = Protocols,
            ClientCertificateRequired = tls.ClientAuthority is not null,
            CertificateChainPolicy = tls.ClientAuthority is null ? null : Policy([tls.ClientAuthority], time.GetUtcNow()),
            RemoteCertificateValidationCallback = (_, shown, _, errors) =>
                tls.ClientAuthority is null || (shown is not null && errors == SslPolicyErrors.None),
        };
        return Run(socket, link => link.Ssl.AuthenticateAsServerAsync(authentication, CancellationToken.None), trust: null, AcceptTimeout,
            time, CancellationToken.None).Link;
    }

    private static (TlsLink? Link, (TlsFault Fault, string Detail) Failure) Run(
        Socket socket, Func<TlsLink, Task> begin, TlsTrust? trust, TimeSpan timeout, TimeProvider time, CancellationToken closing)
    {
        socket.Blocking = false;
        var link = new TlsLink(socket);
        try
        {
            if (link.Shake(begin(link), timeout, time, closing) is not { } failure) return (link, default);
            link.Dispose();
            return (null, failure);
        }
        catch (Exception error) when (error is IOException or AuthenticationException)
        {
            link.Dispose();
            return (null, trust?.Failure ?? (TlsFault.Handshake, Words(error)));
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }

    private static X509ChainPolicy Policy(string? authorityFile, DateTimeOffset at)
    {
        X509Certificate2Collection roots = [];
        if (authorityFile is null) return Policy(roots, at);
        roots.ImportFromPemFile(authorityFile);
        return roots.Count > 0 ? Policy(roots, at) : throw new CryptographicException($"{authorityFile} has no PEM certificate");
    }

    /// <summary>Revocation lists and missing authorities are not fetched: a handshake makes no other connections.</summary>
    private static X509ChainPolicy Policy(X509Certificate2Collection roots, DateTimeOffset at)
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTime = at.LocalDateTime,
        };
        if (roots.Count == 0) return policy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }

    private static X509Certificate2? Own(TlsOptions tls)
    {
        if (tls.ClientCertificateFile is not { } file) return null;
        var password = tls.ClientPasswordFile is { } secret ? File.ReadLines(secret).FirstOrDefault() : null;
        try
        {
            if (!IsPem(file)) return X509CertificateLoader.LoadPkcs12FromFile(file, password);
            return password is null
                ? X509Certificate2.CreateFromPemFile(file)
                : X509Certificate2.CreateFromEncryptedPemFile(file, password);
        }
        catch (CryptographicException error)
        {
            throw new CryptographicException($"{file} is no certificate with its key, or its password is another: {error.Message}", error);
        }
    }

    private static bool IsPem(string file)
    {
        using var octets = File.OpenRead(file);
        return octets.ReadByte() == '-';
    }

    private static string Words(Exception error) => (error.InnerException ?? error).Message.TrimEnd('.');
}

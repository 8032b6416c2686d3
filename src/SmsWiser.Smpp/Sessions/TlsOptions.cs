namespace SmsWiser.Smpp;

/// <summary>
/// How an ESME session is encrypted: TLS 1.2 or later from the first octet on, the way message centres offer it. Files are read at each
/// connection, on the machine that connects. Immutable.
/// </summary>
public sealed record TlsOptions
{
    /// <summary>Octets of a pin: SHA-256.</summary>
    public const int PinBytes = 32;

    /// <summary>The name that is sent (SNI) and that the certificate must have. Default null: the host.</summary>
    public string? ServerName { get; init; }

    /// <summary>PEM file of the authorities that are trusted, in place of the system's. Default null: the system's.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>
    /// SHA-256 of the public key (SubjectPublicKeyInfo) that the certificate must have besides all else, 32 octets. Default empty: any.
    /// </summary>
    public ReadOnlyMemory<byte> Pin { get; init; }

    /// <summary>Our own certificate with its key, PEM or PKCS #12 (PFX). Default null: none.</summary>
    public string? ClientCertificateFile { get; init; }

    /// <summary>File whose first line is the password of <see cref="ClientCertificateFile"/>. Default null: it has none.</summary>
    public string? ClientPasswordFile { get; init; }

    /// <summary>How long the handshake may take. Default 10 s.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);
}

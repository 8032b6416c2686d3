namespace SmsWiser.Smpp;

/// <summary>What was wrong when a session ended with <see cref="SessionCloseReason.TlsFailure"/>.</summary>
public enum TlsFault
{
    /// <summary>The handshake failed for a reason that the detail gives.</summary>
    Handshake,

    /// <summary>What answered does not speak TLS.</summary>
    NotTls,

    /// <summary>The certificate is for another name.</summary>
    Name,

    /// <summary>No authority that is trusted has issued the certificate.</summary>
    Untrusted,

    /// <summary>The certificate is not valid yet, or not any more.</summary>
    Expired,

    /// <summary>The certificate has another public key than the pinned one.</summary>
    Pin,

    /// <summary>A file of authorities, of our certificate or of its password cannot be used.</summary>
    File,
}

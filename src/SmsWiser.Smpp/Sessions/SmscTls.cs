using System.Security.Cryptography.X509Certificates;

namespace SmsWiser.Smpp;

/// <summary>How a message centre's sessions are encrypted, TLS 1.2 or later. The certificates stay their owner's.</summary>
/// <param name="Certificate">Its certificate, with the key.</param>
/// <param name="ClientAuthority">Issuer that ESMEs must have a certificate of; null: they need none.</param>
public sealed record SmscTls(X509Certificate2 Certificate, X509Certificate2? ClientAuthority);

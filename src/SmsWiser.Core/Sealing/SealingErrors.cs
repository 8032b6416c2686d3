namespace SmsWiser.Core.Sealing;

/// <summary>Sealed octets do not open: they were changed, moved to another place, or sealed under another key. The message names the place,
/// never data. Nothing of the content is to be used; the page or secret is lost unless a backup holds it.</summary>
/// <param name="message">What did not open, and where it lies.</param>
public sealed class SealBrokenException(string message) : Exception(message);

/// <summary>Something was sealed under a master key that this node does not have. Add the key to the master key file.</summary>
/// <param name="keyId">The key asked for.</param>
/// <param name="known">The keys there are.</param>
public sealed class UnknownKeyException(int keyId, IEnumerable<int> known)
    : Exception($"master key {keyId} is needed and not there; the key ring holds {string.Join(", ", known)}")
{
    /// <summary>Id of the missing key.</summary>
    public int KeyId { get; } = keyId;
}

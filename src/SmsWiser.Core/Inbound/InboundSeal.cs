using System.Text;
using SmsWiser.Core.Sealing;

namespace SmsWiser.Core.Inbound;

/// <summary>Seals who wrote and what, under the platform's master key: source, a line feed, text. Any thread.</summary>
public static class InboundSeal
{
    /// <summary>Seals a message.</summary>
    public static byte[] Seal(KeyRing keys, InboundId id, string source, string text) =>
        keys.SealSecret(Place(id), Encoding.UTF8.GetBytes($"{source}\n{text}"));

    /// <summary>Opens a message.</summary>
    /// <exception cref="SealBrokenException">It was changed or belongs to another message.</exception>
    public static (string Source, string Text) Open(KeyRing keys, InboundId id, ReadOnlySpan<byte> octets)
    {
        var plain = Encoding.UTF8.GetString(keys.OpenSecret(Place(id), octets));
        var end = plain.IndexOf('\n', StringComparison.Ordinal);
        return (plain[..end], plain[(end + 1)..]);
    }

    private static string Place(InboundId id) => $"inbound {id.Value}";
}

using SmsWiser.Core.Chance;
using SmsWiser.Core.Sealing;

namespace SmsWiser.Core.Audience;

/// <summary>What one import needs to read and write pages; its parts take turns. One owner.</summary>
internal sealed class PageTools : IDisposable
{
    /// <summary>How often a write is tried when somebody else changes the same page: once and three times more.</summary>
    public const int Attempts = 4;

    /// <summary>Unwraps the key of a list.</summary>
    public PageTools(LeadList list, KeyRing keys, IRandom random)
    {
        Span<byte> dataKey = stackalloc byte[MasterKey.Size];
        keys.Unwrap(list.Id, list.WrappedKey, dataKey);
        Cipher = new(dataKey, new NonceSource(random));
        dataKey.Clear();
        Sealed = new(list.Id, Cipher);
    }

    /// <summary>Opens and seals.</summary>
    public PageCipher Cipher { get; }

    /// <summary>Pages read.</summary>
    public PageBatch Batch { get; } = new();

    /// <summary>A page opened.</summary>
    public LeadPage Page { get; } = new();

    /// <summary>A page being put together.</summary>
    public PageWriter Writer { get; } = new();

    /// <summary>Pages to write.</summary>
    public SealedBatch Sealed { get; }

    /// <inheritdoc/>
    public void Dispose() => Cipher.Dispose();
}

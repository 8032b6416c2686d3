using System.Globalization;
using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Chance;

namespace SmsWiser.Engine.Shares;

/// <summary>Stands for a client id that belongs to no account, so that inviting it leaves exactly the row, the answers and the refusals
/// that inviting a silent account leaves, and the owner cannot tell the two apart. The 40 bits of the client id, made negative, are the
/// inside id;
/// accounts have positive ones, so such an invitation can never be answered.</summary>
internal static class UnknownClient
{
    private const int BitsPerCharacter = 5;
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Inside id of a client id in canonical form.</summary>
    public static AccountId IdOf(string clientId)
    {
        var bits = 0L;
        foreach (var character in clientId)
            bits = (bits << BitsPerCharacter) | (uint)Crockford.IndexOf(character, StringComparison.Ordinal);
        return new(-1 - bits);
    }

    /// <summary>True for ids that <see cref="IdOf"/> made.</summary>
    public static bool Is(AccountId id) => id.Value < 0;

    /// <summary>The client id behind such an id.</summary>
    public static string ClientIdOf(AccountId id) => string.Create(PublicId.ClientIdLength, -1 - id.Value, static (text, bits) =>
    {
        for (var i = text.Length - 1; i >= 0; i--, bits >>= BitsPerCharacter)
            text[i] = Crockford[(int)(bits & (Crockford.Length - 1))];
    });

    /// <summary>The client id that an owner typed to invite this recipient.</summary>
    public static async Task<string> ClientIdAsync(IAccountStore accounts, AccountId recipient)
    {
        if (Is(recipient))
            return ClientIdOf(recipient);
        var account = await accounts.FindAsync(recipient, CancellationToken.None);
        return account?.ClientId ?? throw new InvalidDataException(
            string.Create(CultureInfo.InvariantCulture, $"share names account {recipient.Value}, which is not in the store"));
    }
}

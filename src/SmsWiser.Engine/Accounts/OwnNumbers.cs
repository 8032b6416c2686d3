using System.Globalization;
using System.Text;
using SmsWiser.Contracts.Accounts;
using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Sealing;

namespace SmsWiser.Engine.Accounts;

/// <summary>Numbers of an account's own people: kept sealed, found by their keys, verified by a code that only who holds the phone can
/// know. Any thread.</summary>
internal sealed class OwnNumbers(IOwnNumberStore store, KeyRing keys, TimeProvider time)
{
    /// <summary>Numbers of one account.</summary>
    public const int Most = 20;

    private const int Tries = 5;
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);

    /// <summary>All of an account's.</summary>
    public async Task<IReadOnlyList<OwnNumberView>> ListAsync(Account account) =>
        [.. (await store.ListAsync(account.Id, CancellationToken.None)).Select(View)];

    /// <summary>The digits of a number that is verified.</summary>
    /// <exception cref="Contracts.RefusedException"><c>not_found</c>, <c>invalid_value</c>.</exception>
    public async Task<ulong> VerifiedAsync(Account account, string number)
    {
        var (digits, key) = Read(number);
        return await store.FindAsync(account.Id, key, CancellationToken.None) is { VerifiedAt: not null }
            ? digits
            : throw Refusal.Of(
                ErrorCode.NotFound, "the number is not a verified one of this account; add it to its own numbers and confirm its code");
    }

    /// <summary>Keeps a number with a new code, which is to be sent.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="number">As typed.</param>
    /// <param name="code">Six digits.</param>
    /// <returns>Its digits.</returns>
    public async Task<ulong> AddAsync(Account account, string number, string code)
    {
        var (digits, key) = Read(number);
        var now = time.GetUtcNow();
        var known = await store.FindAsync(account.Id, key, CancellationToken.None);
        if (known is { VerifiedAt: not null })
            throw Refusal.Of(ErrorCode.AlreadyExists, "the number is verified already");
        await SaveAsync(New(account, digits, key, now) with
        {
            Code = keys.SealSecret(CodePlace(account, key), Encoding.ASCII.GetBytes(code)),
            CodeUntil = now + CodeLife,
            TriesLeft = Tries,
        });
        return digits;
    }

    /// <summary>Keeps a number as verified.</summary>
    public async Task<OwnNumberView> VouchAsync(Account account, string number)
    {
        var (digits, key) = Read(number);
        var now = time.GetUtcNow();
        await SaveAsync(New(account, digits, key, now) with { VerifiedAt = now });
        return View((await store.FindAsync(account.Id, key, CancellationToken.None))!);
    }

    /// <summary>Verifies a number by its code.</summary>
    public async Task<OwnNumberView> ConfirmAsync(Account account, string number, string code)
    {
        var (_, key) = Read(number);
        var now = time.GetUtcNow();
        if (await store.TryAsync(account.Id, key, now, CancellationToken.None) is not { Code: { } expected })
        {
            throw await store.FindAsync(account.Id, key, CancellationToken.None) switch
            {
                null => Refusal.NotFound("own number"),
                { VerifiedAt: not null } => Refusal.WrongState("the number is verified already"),
                _ => Refusal.WrongState("its code does not count any more; add the number again for a new one"),
            };
        }
        var typed = Encoding.UTF8.GetBytes(code.Trim());
        if (!System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
            typed, keys.OpenSecret(CodePlace(account, key), expected.Span)))
            throw Refusal.Invalid("this is not the code that was sent to the number");
        await store.VerifyAsync(account.Id, key, now, CancellationToken.None);
        return View((await store.FindAsync(account.Id, key, CancellationToken.None)) ?? throw Refusal.NotFound("own number"));
    }

    /// <summary>Removes a number.</summary>
    public async Task RemoveAsync(Account account, string number)
    {
        if (!await store.RemoveAsync(account.Id, Read(number).Key, CancellationToken.None))
            throw Refusal.NotFound("own number");
    }

    private async Task SaveAsync(OwnNumber number)
    {
        if (!await store.SaveAsync(number, Most, CancellationToken.None))
            throw Refusal.Of(ErrorCode.Overloaded, $"the account has {Most} own numbers; remove one first");
    }

    private OwnNumber New(Account account, ulong digits, ulong key, DateTimeOffset now) => new(
        account.Id, key, keys.SealSecret(Place(account, key), Encoding.ASCII.GetBytes(digits.ToString(CultureInfo.InvariantCulture))), now,
        VerifiedAt: null);

    private OwnNumberView View(OwnNumber number) => new()
    {
        Number = "+" + Encoding.ASCII.GetString(keys.OpenSecret(Place(number.Account, number.NumberKey), number.Sealed.Span)),
        State = number.VerifiedAt is null ? "pending" : "verified",
        CodeUntil = number.CodeUntil,
        TriesLeft = number.TriesLeft,
    };

    private (ulong Digits, ulong Key) Read(string number)
    {
        if (!PhoneNumbers.TryNormalize(Encoding.UTF8.GetBytes(number), null, out var digits, out var fault))
            throw Refusal.Invalid($"the number cannot be used: {NumberFaults.Describe(fault)}; give it in international form");
        using var tags = EngineServices.NumberTagsOf(keys);
        return (digits, (ulong)tags.NumberKey(digits));
    }

    private static string Place(Account account, ulong key) => Place(account.Id, key);

    private static string Place(AccountId account, ulong key) => $"own number {account.Value} {key}";

    private static string CodePlace(Account account, ulong key) => $"code of own number {account.Id.Value} {key}";
}

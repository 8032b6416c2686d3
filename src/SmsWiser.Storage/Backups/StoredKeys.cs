using System.Security.Cryptography;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Sealing;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Backups;

/// <summary>What the store keeps under master keys: the data keys of lists and the passwords of carriers. Any thread.</summary>
public sealed class StoredKeys
{
    private readonly DatabaseFile main;

    internal StoredKeys(DatabaseFile main) => this.main = main;

    /// <summary>Master keys that the store cannot do without, ascending.</summary>
    public async Task<IReadOnlyList<int>> ListIdsAsync(CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Backups/list_key_ids").All(row => row.Int(0)), cancellation);

    /// <summary>Wraps all of it anew by the ring's current key, in one transaction.</summary>
    /// <returns>Data keys and passwords that another key had wrapped.</returns>
    /// <exception cref="UnknownKeyException">The ring lacks a key.</exception>
    /// <exception cref="SealBrokenException">Something does not open; nothing was changed.</exception>
    public Task<int> RewrapAsync(KeyRing ring, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Claim, db => RewrapLists(db, ring) + ResealPasswords(db, ring), cancellation);

    private static int RewrapLists(Database db, KeyRing ring)
    {
        var changed = 0;
        Span<byte> dataKey = stackalloc byte[MasterKey.Size];
        foreach (var (list, key) in db.Get("Backups/list_keys").All(row =>
            (new ListId(row.Long(0)), new WrappedKey(row.Int(1), row.Blob(2).ToArray()))))
        {
            if (key.KeyId == ring.CurrentKeyId)
                continue;
            ring.Unwrap(list, key, dataKey);
            var anew = ring.Wrap(list, dataKey);
            changed += db.Get("Backups/replace_key").Bind(list.Value).Bind(anew.KeyId).Bind(anew.Octets.Span).Execute();
        }
        CryptographicOperations.ZeroMemory(dataKey);
        return changed;
    }

    private static int ResealPasswords(Database db, KeyRing ring)
    {
        var changed = 0;
        foreach (var (carrier, name, password) in db.Get("Backups/list_passwords").All(row =>
            (row.Long(0), row.Text(1), row.Blob(2).ToArray())))
        {
            if (KeyRing.KeyIdOf(password) == ring.CurrentKeyId)
                continue;
            var place = Carrier.PasswordPlace(name);
            var plain = ring.OpenSecret(place, password);
            changed += db.Get("Backups/replace_password").Bind(carrier).Bind(ring.SealSecret(place, plain)).Execute();
            CryptographicOperations.ZeroMemory(plain);
        }
        return changed;
    }
}

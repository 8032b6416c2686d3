using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Sealing;

namespace SmsWiser.Host.Sealing;

/// <summary>
/// The file of master keys: one line <c>id:base64</c> per key of 32 octets; blank lines and lines that start with <c>#</c> are skipped.
/// Without this file nothing in the store can be read, so it is kept apart from backups of the data. Readable by its owner only.
/// </summary>
internal static class MasterKeyFile
{
    private const string Head = "# Master keys. Keep a safe copy apart from the data; without it nothing can be opened.\n";
    private const string PemLabel = "SMSWISER MASTER KEYS";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Its name in a data directory.</summary>
    public const string Name = "master.key";

    /// <summary>Loads the keys of a data directory; makes directory and file with one new key when there are neither keys nor
    /// data.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="random">Where a new key comes from.</param>
    /// <exception cref="InvalidDataException">Others may read the file, a line is not a key, or there are data and no keys; says what to
    /// do.</exception>
    public static KeyRing LoadOrCreate(string directory, IRandom random)
    {
        var path = Path.Combine(directory, Name);
        if (!File.Exists(path))
        {
            if (File.Exists(Path.Combine(directory, "main.db")))
                throw new InvalidDataException($"{Path.GetFullPath(path)} is missing, and nothing opens the data beside it but the keys it "
                    + "held; put it back, or run 'smswiser keys import' with an exported copy");
            Directory.CreateDirectory(directory);
            Save(path, $"{Head}1:{NewKey(random)}\n", mayReplace: false);
        }
        return Load(path, random);
    }

    /// <summary>Loads the keys.</summary>
    /// <exception cref="InvalidDataException">Others may read the file, or a line is not a key; says what to do.</exception>
    public static KeyRing Load(string path, IRandom random)
    {
        RequireOwnerOnly(path);
        return Read(File.ReadAllText(path), path, random);
    }

    /// <summary>Adds a new key, with which all is sealed from the next start on.</summary>
    /// <returns>The keys with the new one.</returns>
    public static KeyRing Add(string path, IRandom random)
    {
        var id = Load(path, random).CurrentKeyId + 1;
        var text = File.ReadAllText(path);
        Save(path, $"{text}{(text.EndsWith('\n') ? "" : "\n")}{id}:{NewKey(random)}\n", mayReplace: true);
        return Load(path, random);
    }

    /// <summary>The text of the file, under a passphrase, as a PEM block.</summary>
    public static string Export(string path, string passphrase, IRandom random)
    {
        _ = Load(path, random);
        var plain = File.ReadAllBytes(path);
        try
        {
            return PemEncoding.WriteString(PemLabel, PassphraseSeal.Seal(passphrase, plain, random)) + "\n";
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>Writes the file anew from what <see cref="Export"/> made; there must be none.</summary>
    /// <returns>The keys.</returns>
    /// <exception cref="InvalidDataException">This is no such PEM block.</exception>
    /// <exception cref="SealBrokenException">The passphrase is wrong.</exception>
    public static KeyRing Import(string path, string pem, string passphrase, IRandom random)
    {
        if (!PemEncoding.TryFind(pem, out var fields) || pem[fields.Label] != PemLabel)
            throw new InvalidDataException($"this is no file of exported keys; it begins with -----BEGIN {PemLabel}-----");
        var plain = PassphraseSeal.Open(passphrase, Convert.FromBase64String(pem[fields.Base64Data]));
        var text = Encoding.UTF8.GetString(plain);
        CryptographicOperations.ZeroMemory(plain);
        var ring = Read(text, path, random);
        Save(path, text, mayReplace: false);
        return ring;
    }

    private static KeyRing Read(string text, string path, IRandom random)
    {
        var keys = new List<MasterKey>();
        var lineNo = 0;
        foreach (var line in text.Split('\n'))
        {
            lineNo++;
            if (line.Length > 0 && line[0] != '#')
                keys.Add(Parse(line, path, lineNo));
        }
        if (keys.Count == 0)
            throw new InvalidDataException(
                $"{path} holds no key; restore it from a safe copy (a new key cannot open what the old one sealed)");
        if (keys.Select(key => key.Id).Distinct().Count() != keys.Count)
            throw new InvalidDataException($"{path} holds the same key id twice; every key needs its own id");
        return new(keys, random);
    }

    private static string NewKey(IRandom random)
    {
        Span<byte> key = stackalloc byte[MasterKey.Size];
        random.Fill(key);
        var text = Convert.ToBase64String(key);
        CryptographicOperations.ZeroMemory(key);
        return text;
    }

    private static void Save(string path, string text, bool mayReplace)
    {
        // Complete and on disk before it gets its name, so that a crash cannot leave half a key behind.
        var unfinished = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}.new");
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var stream = new FileStream(unfinished, options))
        {
            using var writer = new StreamWriter(stream);
            writer.Write(text);
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(unfinished, path, mayReplace);
        }
        catch (IOException) when (!mayReplace && File.Exists(path))
        {
            // Another process was first; its key counts.
            File.Delete(unfinished);
        }
    }

    private static void RequireOwnerOnly(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        var mode = File.GetUnixFileMode(path);
        if ((mode & Others) != 0)
            throw new InvalidDataException(
                $"{path} can be used by others (mode {Convert.ToString((int)mode, 8)}); run: chmod 600 '{path}'");
    }

    private static MasterKey Parse(string line, string path, int lineNo)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        Span<byte> octets = stackalloc byte[MasterKey.Size];
        if (colon < 1 || !int.TryParse(line.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id < 1
            || !Convert.TryFromBase64String(line[(colon + 1)..].Trim(), octets, out var length) || length != MasterKey.Size)
            throw new InvalidDataException($"{path} line {lineNo} is not a key; expected id:base64 of {MasterKey.Size} octets");
        return new(id, octets);
    }
}

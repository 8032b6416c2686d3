using System.Globalization;
using System.Security.Cryptography;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Sealing;

namespace SmsWiser.Host.Sealing;

/// <summary>
/// The file of master keys: one line <c>id:base64</c> per key of 32 octets; blank lines and lines that start with <c>#</c> are skipped.
/// Without this file nothing in the store can be read, so it is kept apart from backups of the data. Readable by its owner only.
/// </summary>
internal static class MasterKeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Loads the keys; makes a file with one new key when there is none.</summary>
    /// <param name="path">The file, as a rule <c>master.key</c> in the data directory.</param>
    /// <param name="random">Where a new key comes from.</param>
    /// <exception cref="InvalidDataException">Others may read the file, or a line is not a key; says what to do.</exception>
    public static KeyRing LoadOrCreate(string path, IRandom random)
    {
        if (!File.Exists(path))
            Create(path, random);
        RequireOwnerOnly(path);
        var keys = new List<MasterKey>();
        var lineNo = 0;
        foreach (var line in File.ReadLines(path))
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

    private static void Create(string path, IRandom random)
    {
        Span<byte> key = stackalloc byte[MasterKey.Size];
        random.Fill(key);
        // Complete and on disk before it gets its name, so that a crash cannot leave half a key behind.
        var unfinished = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}.new");
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var stream = new FileStream(unfinished, options))
        {
            using var writer = new StreamWriter(stream);
            writer.Write("# Master keys. Keep a safe copy apart from the data; without it nothing can be opened.\n");
            writer.Write($"1:{Convert.ToBase64String(key)}\n");
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }
        CryptographicOperations.ZeroMemory(key);
        try
        {
            File.Move(unfinished, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
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

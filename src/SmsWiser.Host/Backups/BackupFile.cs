using System.Formats.Tar;
using System.Security.Cryptography;
using SmsWiser.Storage.Backups;

namespace SmsWiser.Host.Backups;

/// <summary>A backup: a tar archive (POSIX pax) of the manifest, the store's files, and the master keys under a passphrase. Its owner
/// alone may read it.</summary>
internal static class BackupFile
{
    /// <summary>Entry of the master keys, a PEM block.</summary>
    public const string Keys = "master.key.pem";

    /// <summary>Entry of the configuration.</summary>
    public const string Configuration = "smswiser.json";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Entries that may follow the manifest.</summary>
    private static readonly string[] Known = [.. Snapshot.Files, Keys, Configuration];

    /// <summary>Writes the files of a directory.</summary>
    /// <param name="path">The backup; must not be there.</param>
    /// <param name="manifest">All but the entries.</param>
    /// <param name="directory">Where the files lie.</param>
    /// <returns>The manifest as it was written.</returns>
    public static async Task<BackupManifest> WriteAsync(
        string path, BackupManifest manifest, string directory, CancellationToken cancellation)
    {
        var entries = new List<BackupEntry>();
        foreach (var name in Known.Where(name => File.Exists(Path.Combine(directory, name))))
        {
            await using var file = File.OpenRead(Path.Combine(directory, name));
            entries.Add(new(name, file.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation))));
        }
        var whole = manifest with { Entries = entries };
        await using var target = new FileStream(path, Options());
        await using (var archive = new TarWriter(target, TarEntryFormat.Pax, leaveOpen: true))
        {
            await WriteEntryAsync(archive, BackupManifest.Name, new MemoryStream(whole.Write()), manifest.TakenAt, cancellation);
            foreach (var entry in entries)
            {
                await using var file = File.OpenRead(Path.Combine(directory, entry.Name));
                await WriteEntryAsync(archive, entry.Name, file, manifest.TakenAt, cancellation);
            }
        }
        target.Flush(flushToDisk: true);
        return whole;
    }

    /// <summary>Reads all of a backup and holds it against its manifest; writes its files where <paramref name="directory"/> is
    /// given.</summary>
    /// <exception cref="InvalidDataException">It is no backup, or is damaged; says where.</exception>
    public static async Task<BackupManifest> ReadAsync(
        string path, string? directory, Action<string> say, CancellationToken cancellation)
    {
        await using var source = File.OpenRead(path);
        await using var archive = new TarReader(source);
        var manifest = await NextAsync(archive, path, cancellation) is { Name: BackupManifest.Name, DataStream: { } first }
            ? BackupManifest.Read(first) : throw new InvalidDataException($"{path} is no backup: it does not begin with a manifest");
        foreach (var entry in manifest.Entries)
        {
            if (!Known.Contains(entry.Name))
                throw new InvalidDataException($"{path} holds '{entry.Name}', which this program does not know");
            if (await NextAsync(archive, path, cancellation) is not { DataStream: { } octets } found || found.Name != entry.Name)
                throw new InvalidDataException($"{path} is cut short: {entry.Name} is missing");
            say($"  {entry.Name}, {entry.Octets:N0} octets");
            await CopyAsync(octets, entry, path, directory is null ? null : Path.Combine(directory, entry.Name), cancellation);
        }
        if (!Snapshot.Files.All(name => manifest.Entries.Any(entry => entry.Name == name)))
            throw new InvalidDataException($"{path} lacks a file of the store; it holds {Names(manifest)}");
        return manifest;
    }

    private static async Task WriteEntryAsync(
        TarWriter archive, string name, Stream octets, DateTimeOffset at, CancellationToken cancellation)
    {
        var entry = new PaxTarEntry(TarEntryType.RegularFile, name) { Mode = OwnerOnly, ModificationTime = at, DataStream = octets };
        await archive.WriteEntryAsync(entry, cancellation);
    }

    private static async Task<TarEntry?> NextAsync(TarReader archive, string path, CancellationToken cancellation)
    {
        try
        {
            return await archive.GetNextEntryAsync(copyData: false, cancellation);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new InvalidDataException($"{path} is no backup, or is damaged: {error.Message}", error);
        }
    }

    private static async Task CopyAsync(
        Stream octets, BackupEntry entry, string path, string? target, CancellationToken cancellation)
    {
        const int BufferBytes = 1024 * 1024;
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = target is null ? null : new FileStream(target, Options());
        var buffer = new byte[BufferBytes];
        long length = 0;
        int read;
        while ((read = await octets.ReadAsync(buffer, cancellation)) > 0)
        {
            digest.AppendData(buffer, 0, read);
            length += read;
            if (file is not null)
                await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
        file?.Flush(flushToDisk: true);
        if (length != entry.Octets || Convert.ToHexStringLower(digest.GetCurrentHash()) != entry.Sha256)
            throw new InvalidDataException($"{path} is damaged: {entry.Name} is not what its manifest says");
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }

    private static string Names(BackupManifest manifest) => string.Join(", ", manifest.Entries.Select(entry => entry.Name));
}

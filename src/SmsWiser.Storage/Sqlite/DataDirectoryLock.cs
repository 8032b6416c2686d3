using System.Globalization;

namespace SmsWiser.Storage.Sqlite;

/// <summary>Exclusive use of a data directory: an operating-system lock on a file in it, which ends with the process however that
/// ends.</summary>
internal sealed class DataDirectoryLock : IDisposable
{
    private const int WouldBlock = 11;
    private const int WouldBlockBsd = 35;
    private const int SharingViolation = unchecked((int)0x80070020);

    private readonly FileStream file;

    private DataDirectoryLock(FileStream file) => this.file = file;

    /// <summary>Creates the directory if needed and locks it.</summary>
    /// <exception cref="DataDirectoryInUseException">Another process, or another store of this one, holds it.</exception>
    public static DataDirectoryLock Take(string directory)
    {
        var full = Path.GetFullPath(directory);
        Directory.CreateDirectory(full);
        // The id lies in a file of its own: the locked one cannot be read by others.
        var ownerFile = Path.Combine(full, "owner.pid");
        FileStream file;
        try
        {
            file = new FileStream(Path.Combine(full, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error.HResult is WouldBlock or WouldBlockBsd or SharingViolation)
        {
            throw new DataDirectoryInUseException(full, ReadOwner(ownerFile));
        }
        File.WriteAllText(ownerFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new DataDirectoryLock(file);
    }

    public void Dispose() => file.Dispose();

    private static int? ReadOwner(string ownerFile)
    {
        try
        {
            return int.TryParse(File.ReadAllText(ownerFile), CultureInfo.InvariantCulture, out var pid) ? pid : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}

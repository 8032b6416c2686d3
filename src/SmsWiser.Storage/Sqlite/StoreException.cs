namespace SmsWiser.Storage.Sqlite;

/// <summary>The database refused or failed an operation; nothing of it was stored.</summary>
public class StoreException : Exception
{
    internal StoreException(string message, int resultCode, Exception? inner = null)
        : base(message, inner) => ResultCode = resultCode;

    /// <summary>Extended result code of SQLite; 0 when the error is not SQLite's.</summary>
    public int ResultCode { get; }
}

/// <summary>A commit failed in a way that leaves open whether it will be there after a restart (an I/O error at the log). The writer takes
/// no more work; restart the node, which recovers the log, and repeat the operation by its key (op id, flush number).</summary>
public sealed class CommitUnknownException : StoreException
{
    internal CommitUnknownException(string message, int resultCode)
        : base(message, resultCode)
    {
    }
}

/// <summary>The data directory was written by a newer version of the program.</summary>
public sealed class DatabaseTooNewException : StoreException
{
    internal DatabaseTooNewException(string file, int found, int known)
        : base($"{file} has schema version {found}, this program knows versions up to {known}; use the newer program", 0)
    {
        FoundVersion = found;
        KnownVersion = known;
    }

    /// <summary>Schema version of the file.</summary>
    public int FoundVersion { get; }

    /// <summary>Highest version this program knows.</summary>
    public int KnownVersion { get; }
}

/// <summary>Another process uses the data directory.</summary>
public sealed class DataDirectoryInUseException : StoreException
{
    internal DataDirectoryInUseException(string directory, int? processId)
        : base($"data directory {directory} is in use by {(processId is { } pid ? $"process {pid}" : "another process")}", 0)
    {
        Directory = directory;
        ProcessId = processId;
    }

    /// <summary>Full path of the directory.</summary>
    public string Directory { get; }

    /// <summary>Process that holds it, if it could be found out.</summary>
    public int? ProcessId { get; }
}

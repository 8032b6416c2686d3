using SmsWiser.Storage.Sqlite;
using SQLitePCL;

namespace SmsWiser.Storage.Backups;

/// <summary>How far a snapshot is.</summary>
/// <param name="File">Which file is copied.</param>
/// <param name="Done">Octets copied of it.</param>
/// <param name="Total">Octets it has.</param>
public readonly record struct SnapshotProgress(string File, long Done, long Total);

/// <summary>
/// The files of a data directory as they are at one moment, copied while a node works on them: a read transaction is opened on
/// <c>main.db</c> and at once on <c>leads.db</c>, and both are copied at leisure. Writers do not wait; what they write meanwhile stays in
/// the write-ahead log until the copy ends. The lead pages are the younger by some microseconds, as after a crash, where pages are written
/// before what refers to them. One thread at a time.
/// </summary>
public sealed class Snapshot : IDisposable
{
    private const int PagesPerStep = 1_024;

    private readonly string directory;
    private readonly Database main;
    private readonly Database leads;

    private Snapshot(string directory, Database main, Database leads) =>
        (this.directory, this.main, this.leads) = (directory, main, leads);

    /// <summary>The files that are copied.</summary>
    public static IReadOnlyList<string> Files { get; } = ["main.db", "leads.db"];

    /// <summary>Chunks that a node has in hand.</summary>
    public long Claimed => main.Get("Backups/count_claimed").Scalar() ?? 0;

    /// <summary>Sendouts that are not over.</summary>
    public long UnfinishedSendouts => main.Get("Backups/count_unfinished").Scalar() ?? 0;

    /// <summary>Leads of theirs that have no outcome.</summary>
    public long OpenLeads => main.Get("Backups/count_open").Scalar() ?? 0;

    /// <summary>Whether an operator had paused all sending.</summary>
    public bool IsPaused => main.Get("Backups/find_pause_of_all").Scalar() is not null;

    /// <summary>Takes the snapshot; copying comes later.</summary>
    /// <param name="directory">A data directory, in use or not.</param>
    /// <exception cref="DatabaseTooNewException">A newer program wrote it.</exception>
    /// <exception cref="StoreException">A file cannot be opened, or is no database.</exception>
    public static Snapshot Take(string directory)
    {
        var main = Open(directory, Files[0]);
        try
        {
            return new(directory, main, Open(directory, Files[1]));
        }
        catch
        {
            main.Dispose();
            throw;
        }
    }

    /// <summary>Copies the files into a directory, each complete and on disk when this returns.</summary>
    public void CopyTo(string target, Action<SnapshotProgress> progress, CancellationToken cancellation)
    {
        foreach (var (file, source) in new[] { (Files[0], main), (Files[1], leads) })
        {
            using var copy = Database.Open(Path.Combine(target, file), "synchronous=full");
            Copy(source, copy, file, progress, cancellation);
        }
    }

    public void Dispose()
    {
        leads.Dispose();
        main.Dispose();
    }

    private static Database Open(string directory, string file)
    {
        var path = Path.Combine(directory, file);
        if (!File.Exists(path))
            throw new StoreException($"there is no {file} in {Path.GetFullPath(directory)}", 0);
        var database = Database.Open(path, "query_only=on", "temp_store=memory", "cache_size=-4096");
        try
        {
            Migrator.RequireKnown(database, file == Files[0] ? "Main" : "Leads", path);
            // A read transaction has its snapshot from its first read on.
            database.ExecuteScript("begin; select count(*) from sqlite_schema;");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private void Copy(
        Database source, Database copy, string file, Action<SnapshotProgress> progress, CancellationToken cancellation)
    {
        var backup = raw.sqlite3_backup_init(copy.Handle, "main", source.Handle, "main");
        if (backup.IsInvalid)
            throw copy.Error($"copy {Path.Combine(directory, file)}");
        using (backup)
        {
            var pageBytes = source.Scalar("pragma page_size") ?? 0;
            int code;
            do
            {
                cancellation.ThrowIfCancellationRequested();
                code = raw.sqlite3_backup_step(backup, PagesPerStep);
                var total = raw.sqlite3_backup_pagecount(backup);
                progress(new(file, (total - raw.sqlite3_backup_remaining(backup)) * pageBytes, total * pageBytes));
            }
            while (code == raw.SQLITE_OK);
            if (code != raw.SQLITE_DONE)
                throw new StoreException($"copying {Path.Combine(directory, file)} failed: {raw.sqlite3_errstr(code).utf8_to_string()}",
                    code);
        }
    }
}

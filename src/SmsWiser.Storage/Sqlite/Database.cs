using SQLitePCL;

namespace SmsWiser.Storage.Sqlite;

/// <summary>One connection to a database file and its prepared statements. One thread at a time.</summary>
internal sealed class Database : IDisposable
{
    // Only another program that looks into the file can hold a lock against us.
    private const int ForeignLockMilliseconds = 5_000;

    private readonly sqlite3 handle;
    private readonly string path;
    private readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);
    private CommitUnknownException? broken;

    private Database(sqlite3 handle, string path)
    {
        this.handle = handle;
        this.path = path;
    }

    /// <summary>Rows changed by the last statement that changes rows.</summary>
    public int Changes => raw.sqlite3_changes(handle);

    internal sqlite3 Handle => handle;

    /// <summary>Opens or creates a file; <c>:memory:</c> is a database of this connection alone.</summary>
    public static Database Open(string path, params ReadOnlySpan<string> pragmas)
    {
        Batteries_V2.Init();
        var flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX;
        var code = raw.sqlite3_open_v2(path, out var handle, flags, null);
        var database = new Database(handle, path);
        try
        {
            if (code != raw.SQLITE_OK)
                throw database.Error("open");
            _ = raw.sqlite3_extended_result_codes(handle, 1);
            _ = raw.sqlite3_busy_timeout(handle, ForeignLockMilliseconds);
            foreach (var pragma in pragmas)
                database.ExecuteScript("pragma " + pragma);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>The statement of a SQL file, prepared at its first use. One use at a time.</summary>
    public Statement Get(string name)
    {
        if (statements.TryGetValue(name, out var statement))
            return statement;
        return Prepare(name, SqlText.All[name]);
    }

    /// <summary>Runs one or more statements without parameters.</summary>
    public void ExecuteScript(string sql)
    {
        if (raw.sqlite3_exec(handle, sql) != raw.SQLITE_OK)
            throw Error("script");
    }

    /// <summary>First column of the first row of a query without parameters, or null.</summary>
    public long? Scalar(string sql) => Statement(sql).Scalar();

    /// <summary>First column of the first row of a query without parameters, as text.</summary>
    public string? Text(string sql)
    {
        string? text = null;
        var statement = Statement(sql);
        while (statement.Step())
            text ??= statement.TextOrNull(0);
        return text;
    }

    /// <summary>Runs <paramref name="work"/> in a transaction that has the write lock from its start.</summary>
    /// <exception cref="CommitUnknownException">The commit may or may not be durable; this connection does no more work.</exception>
    public T Write<T>(Func<Database, T> work)
    {
        if (broken is not null)
            throw new StoreException($"{path} takes no more work after a commit of unknown outcome: {broken.Message}", broken.ResultCode,
                broken);
        Statement("begin immediate").Execute();
        T result;
        try
        {
            result = work(this);
        }
        catch
        {
            ResetStatements();
            RollBack();
            throw;
        }
        Commit();
        return result;
    }

    /// <summary>Runs <paramref name="work"/> on one snapshot.</summary>
    public T Read<T>(Func<Database, T> work)
    {
        Statement("begin").Execute();
        try
        {
            return work(this);
        }
        catch
        {
            ResetStatements();
            throw;
        }
        finally
        {
            RollBack();
        }
    }

    /// <summary>Runs <paramref name="work"/> outside a transaction, failing at once where it would wait for a lock.</summary>
    public T WithoutLockWait<T>(Func<Database, T> work)
    {
        _ = raw.sqlite3_busy_timeout(handle, 0);
        try
        {
            return work(this);
        }
        finally
        {
            _ = raw.sqlite3_busy_timeout(handle, ForeignLockMilliseconds);
        }
    }

    /// <summary>The last error of this connection.</summary>
    public StoreException Error(string what) =>
        new($"{path}: {what}: {raw.sqlite3_errmsg(handle).utf8_to_string()}", raw.sqlite3_extended_errcode(handle));

    public void Dispose()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();
        handle.Dispose();
    }

    private void Commit()
    {
        try
        {
            Statement("commit").Execute();
        }
        catch (StoreException error)
        {
            RollBack();
            // These fail before the commit frame is in the log. After any other error it may be there and be found by recovery.
            if ((error.ResultCode & 0xFF) is raw.SQLITE_BUSY or raw.SQLITE_FULL or raw.SQLITE_NOMEM or raw.SQLITE_CONSTRAINT)
                throw;
            broken = new CommitUnknownException(error.Message, error.ResultCode);
            throw broken;
        }
    }

    // Work that threw between two steps left its statement in the middle of its rows.
    private void ResetStatements()
    {
        foreach (var statement in statements.Values)
            statement.Reset();
    }

    private void RollBack()
    {
        // SQLite ends the transaction by itself after some errors.
        if (raw.sqlite3_get_autocommit(handle) == 0)
            Statement("rollback").Execute();
    }

    private Statement Statement(string sql) => statements.TryGetValue(sql, out var statement) ? statement : Prepare(sql, sql);

    private Statement Prepare(string name, string sql)
    {
        var code = raw.sqlite3_prepare_v3(handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var prepared);
        if (code != raw.SQLITE_OK)
            throw Error(name);
        var statement = new Statement(this, prepared, name);
        statements.Add(name, statement);
        return statement;
    }
}

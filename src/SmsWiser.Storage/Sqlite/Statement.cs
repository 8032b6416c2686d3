using SQLitePCL;

namespace SmsWiser.Storage.Sqlite;

/// <summary>One prepared statement. Bind its parameters in order, then <see cref="Step"/> to the end, or call one of the methods that do.
/// Belongs to its <see cref="Database"/>; one thread at a time.</summary>
internal sealed class Statement(Database database, sqlite3_stmt handle, string name) : IDisposable
{
    private readonly int parameters = raw.sqlite3_bind_parameter_count(handle);
    private int bound;
    private bool stepping;

    public Statement Bind(long value) => Bound(raw.sqlite3_bind_int64(handle, ++bound, value));

    public Statement Bind(long? value) =>
        value is { } number ? Bind(number) : Bound(raw.sqlite3_bind_null(handle, ++bound));

    public Statement Bind(DateTimeOffset value) => Bind(value.ToUnixTimeMilliseconds());

    public Statement Bind(DateTimeOffset? value) => Bind(value?.ToUnixTimeMilliseconds());

    public Statement Bind(string? value) =>
        Bound(value is null ? raw.sqlite3_bind_null(handle, ++bound) : raw.sqlite3_bind_text(handle, ++bound, value));

    public Statement Bind(ReadOnlySpan<byte> value) =>
        Bound(value.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, ++bound, 0) : raw.sqlite3_bind_blob(handle, ++bound, value));

    /// <summary>Moves to the next row.</summary>
    /// <returns>False at the end; the statement can then be bound anew.</returns>
    public bool Step()
    {
        if (!stepping && bound != parameters)
            throw new InvalidOperationException($"{name} has {parameters} parameters, {bound} were bound");
        stepping = true;
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW)
            return true;
        var error = code == raw.SQLITE_DONE ? null : database.Error(name);
        Reset();
        return error is null ? false : throw error;
    }

    /// <summary>Runs to the end.</summary>
    /// <returns>Rows inserted, updated or deleted.</returns>
    public int Execute()
    {
        while (Step())
        {
            // A returning clause is not read here.
        }
        return database.Changes;
    }

    /// <summary>Value of the first column of the first row as a number; null without a row or for a null.</summary>
    public long? Scalar()
    {
        long? value = Step() && !IsNull(0) ? Long(0) : null;
        Reset();
        return value;
    }

    /// <summary>The first row, or null.</summary>
    public T? First<T>(Func<Statement, T> map)
        where T : class
    {
        try
        {
            return Step() ? map(this) : null;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>All rows.</summary>
    public List<T> All<T>(Func<Statement, T> map)
    {
        try
        {
            var rows = new List<T>();
            while (Step())
                rows.Add(map(this));
            return rows;
        }
        finally
        {
            Reset();
        }
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(handle, column);

    public int Int(int column) => checked((int)Long(column));

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public DateTimeOffset Time(int column) => DateTimeOffset.FromUnixTimeMilliseconds(Long(column));

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    /// <summary>Octets of a column, valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    public void Reset()
    {
        // Its result repeats the error of the last step, which was thrown there.
        _ = raw.sqlite3_reset(handle);
        bound = 0;
        stepping = false;
    }

    public void Dispose() => handle.Dispose();

    private Statement Bound(int code)
    {
        if (code == raw.SQLITE_OK)
            return this;
        var error = database.Error($"{name}, parameter {bound}");
        Reset();
        throw error;
    }
}

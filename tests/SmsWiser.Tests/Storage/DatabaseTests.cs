using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Tests.Storage;

public sealed class DatabaseTests
{
    [Fact]
    public void Work_that_throws_leaves_nothing_behind()
    {
        using var database = Open();

        Assert.Throws<FormatException>(() => database.Write<int>(db =>
        {
            db.ExecuteScript("insert into t values (1)");
            throw new FormatException();
        }));

        Assert.Equal(0, database.Scalar("select count(*) from t"));
        Assert.Equal(1, database.Write(db => Insert(db, 1)));
    }

    [Fact]
    public void Work_that_throws_between_two_rows_leaves_its_statement_usable()
    {
        using var database = Open();
        Migrator.Apply(database, "Main", "main.db", DateTimeOffset.UnixEpoch);
        database.ExecuteScript("insert into account values (1, 'A', 'a', 0), (2, 'B', 'b', 0)");

        Assert.Throws<FormatException>(() => database.Read<int>(FailAtFirstRow));
        Assert.Throws<FormatException>(() => database.Write<int>(FailAtFirstRow));

        Assert.Equal(["a", "b"], database.Read(db => db.Get("Accounts/list_accounts").All(row => row.Text(2))));

        static int FailAtFirstRow(Database db)
        {
            Assert.True(db.Get("Accounts/list_accounts").Step());
            throw new FormatException();
        }
    }

    [Fact]
    public void A_commit_refused_by_a_constraint_is_known_not_to_be_stored()
    {
        using var database = Open();

        var error = Assert.Throws<StoreException>(() => database.Write(db =>
        {
            db.ExecuteScript("insert into child values (77)");
            return 0;
        }));

        Assert.Equal(19, error.ResultCode & 0xFF);
        Assert.Equal(0, database.Scalar("select count(*) from child"));
        Assert.Equal(1, database.Write(db => Insert(db, 1)));
    }

    [Fact]
    public void A_read_sees_one_snapshot_and_writes_nothing()
    {
        using var database = Open();

        Assert.Equal(0, database.Read(db => (int)db.Scalar("select count(*) from t")!.Value));
        Assert.Equal(1, database.Write(db => Insert(db, 5)));
        Assert.Equal(1, database.Read(db => (int)db.Scalar("select count(*) from t")!.Value));
    }

    [Fact]
    public void A_statement_with_too_few_values_is_refused()
    {
        using var database = Open();
        Migrator.Apply(database, "Main", "main.db", DateTimeOffset.UnixEpoch);

        var error = Assert.Throws<InvalidOperationException>(() => database.Get("Accounts/find_account").Step());

        Assert.Equal("Accounts/find_account has 1 parameters, 0 were bound", error.Message);
    }

    [Fact]
    public void A_newer_file_is_refused_by_name()
    {
        using var database = Open();
        Migrator.Apply(database, "Main", "main.db", DateTimeOffset.UnixEpoch);
        database.ExecuteScript("insert into schema_version values (9999, 'of tomorrow', 0)");

        var error = Assert.Throws<DatabaseTooNewException>(() => Migrator.Apply(database, "Main", "main.db", DateTimeOffset.UnixEpoch));

        Assert.Equal((9_999, Migrator.Scripts("Main")[^1].Version), (error.FoundVersion, error.KnownVersion));
        Assert.StartsWith("main.db has schema version 9999", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Migrations_are_applied_once()
    {
        using var database = Open();

        Migrator.Apply(database, "Main", "main.db", DateTimeOffset.UnixEpoch);
        Migrator.Apply(database, "Main", "main.db", DateTimeOffset.UnixEpoch);

        Assert.Equal(Migrator.Scripts("Main").Count, database.Scalar("select count(*) from schema_version"));
    }

    private static int Insert(Database db, int value)
    {
        db.ExecuteScript($"insert into t values ({value})");
        return db.Changes;
    }

    private static Database Open()
    {
        var database = Database.Open(":memory:", "foreign_keys=on");
        database.ExecuteScript("create table t (a integer primary key); create table child (a references t deferrable initially deferred)");
        return database;
    }
}

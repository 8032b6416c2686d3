using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Tests.Storage;

public sealed class SqlTextTests
{
    [Fact]
    public void Every_file_says_what_it_is()
    {
        Assert.NotEmpty(SqlText.All);
        Assert.All(SqlText.All, file => Assert.StartsWith("-- ", file.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_statement_fits_the_newest_schema()
    {
        using var main = Open("Main");
        using var leads = Open("Leads");

        foreach (var name in SqlText.All.Keys.Where(name => !name.StartsWith("Migrations/", StringComparison.Ordinal)))
            Assert.NotNull((name.Contains("_page", StringComparison.Ordinal) ? leads : main).Get(name));
    }

    private static Database Open(string folder)
    {
        var database = Database.Open(":memory:");
        Migrator.Apply(database, folder, "test", DateTimeOffset.UnixEpoch);
        return database;
    }
}

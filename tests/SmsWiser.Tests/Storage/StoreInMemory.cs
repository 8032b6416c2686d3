using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Tests.Storage;

/// <summary>Opens stores in memory at a fixed time.</summary>
internal static class StoreInMemory
{
    public static readonly DateTimeOffset Now = new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero);

    public static CancellationToken None => TestContext.Current.CancellationToken;

    public static Task<SqliteStore> OpenAsync() =>
        SqliteStore.OpenInMemoryAsync(new InlineLoops(), new FixedTime(), new SqliteStoreOptions(), None);

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}

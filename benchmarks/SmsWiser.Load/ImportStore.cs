using SmsWiser.Host.Time;
using SmsWiser.Host;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Load;

/// <summary>Imports into the embedded store, or with <c>--store none</c> into memory: what the import itself costs.</summary>
internal static class ImportStore
{
    public static async Task<int> RunAsync(string[] args)
    {
        var at = Array.IndexOf(args, "--store");
        switch (at < 0 ? "sqlite" : args.ElementAtOrDefault(at + 1))
        {
            case "none":
                return await ImportLoad.RunAsync(args, "none", () => new KeptPages());
            case "sqlite":
                return await RunSqliteAsync(args);
            default:
                await Console.Error.WriteLineAsync("usage: import [--store sqlite|none] [--leads N] [--runs N] [--seed N]");
                return 2;
        }
    }

    private static async Task<int> RunSqliteAsync(string[] args)
    {
        var directory = Directory.CreateTempSubdirectory("smswiser-load-").FullName;
        try
        {
            var options = new SqliteStoreOptions();
            await using var store = await SqliteStore.OpenAsync(directory, new ThreadLoops(), TimeProvider.System, options, default);
            return await ImportLoad.RunAsync(args, "sqlite", () => store.Pages);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}

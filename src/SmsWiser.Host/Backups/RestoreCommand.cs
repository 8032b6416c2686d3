using System.CommandLine;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Sealing;
using SmsWiser.Host.Chance;
using SmsWiser.Host.Commands;
using SmsWiser.Host.Sealing;
using SmsWiser.Host.Time;
using SmsWiser.Storage.Backups;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Host.Backups;

/// <summary><c>smswiser restore</c>: a data directory from a backup. What the node did after the backup is not in it, so nothing is sent
/// until an operator says so.</summary>
internal static class RestoreCommand
{
    private const string Unknown = "unknown";
    private const string Send = "send";

    private static readonly Argument<string> Source = new("file") { Description = "The backup." };

    private static readonly Option<string> Open = new Option<string>("--open")
    {
        Description = "What becomes of leads that had no outcome at the backup: 'unknown', for the node may have sent to them since, or "
            + "'send', when it is certain that it did not.",
        DefaultValueFactory = _ => Unknown,
    }.AcceptOnlyFromAmong(Unknown, Send);

    private static readonly Option<bool> Check = new("--check") { Description = "Only read the backup and hold it against its digests." };

    public static Command Create() => Verb.OnFiles("restore", "Makes a data directory from a backup. All sending is paused there until "
        + "'sending resume --all': stops of shares, opt-outs and revoked keys of the time after the backup are not in it.",
        "restore smswiser.backup --passphrase-file passphrase --data ./restored",
        [Source, CommonOptions.Data, PassphraseOption.File, Open, Check], RunAsync);

    private static async Task RunAsync(ParseResult parsed, ResultScreen screen, CancellationToken cancellation)
    {
        var source = parsed.GetValue(Source)!;
        if (parsed.GetValue(Check))
        {
            screen.Show(View(source, await BackupFile.ReadAsync(source, null, screen.Say, cancellation), null));
            return;
        }
        var directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(parsed.GetValue(CommonOptions.Data)!));
        if (Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any())
            throw new UsageException($"{directory} is not empty; give another --data");
        var work = directory + ".unfinished";
        if (Directory.Exists(work))
            throw new UsageException($"{work} was left by a restore that did not end; remove it");
        Directory.CreateDirectory(work);
        try
        {
            var manifest = await BackupFile.ReadAsync(source, work, screen.Say, cancellation);
            PutKeys(parsed, work);
            await SettleAsync(work, manifest, parsed.GetValue(Open) == Send, cancellation);
            if (Directory.Exists(directory))
                Directory.Delete(directory);
            Directory.Move(work, directory);
            screen.Show(View(source, manifest, directory));
        }
        finally
        {
            if (Directory.Exists(work))
                Directory.Delete(work, recursive: true);
        }
        screen.Say("All sending is paused. Enter again the stops, opt-outs and revoked keys that came after the backup, then: smswiser "
            + $"sending resume --all --data {directory}");
    }

    private static void PutKeys(ParseResult parsed, string work)
    {
        var pem = Path.Combine(work, BackupFile.Keys);
        if (!File.Exists(pem))
            return;
        MasterKeyFile.Import(Path.Combine(work, MasterKeyFile.Name), File.ReadAllText(pem), PassphraseOption.Read(parsed),
            new SystemRandom());
        File.Delete(pem);
    }

    private static async Task SettleAsync(
        string work, BackupManifest manifest, bool nothingWasSent, CancellationToken cancellation)
    {
        await using var store = await SqliteStore.OpenAsync(work, new ThreadLoops(), new LoopTime(), new(), cancellation);
        if (File.Exists(Path.Combine(work, MasterKeyFile.Name)))
            MasterKeyFile.Load(Path.Combine(work, MasterKeyFile.Name), new SystemRandom())
                .Require(await store.Keys.ListIdsAsync(cancellation));
        var pause = new SendingPause(PauseScope.All, 0, TimeProvider.System.GetUtcNow(), $"restored from a backup of {manifest.TakenAt:u}");
        await RestoredStore.SettleAsync(store, pause, nothingWasSent, cancellation);
    }

    private static RestoreView View(string source, BackupManifest manifest, string? directory) => new(Path.GetFullPath(source), directory,
        manifest.TakenAt, manifest.IsPaused, manifest.UnfinishedSendouts, manifest.OpenLeads, manifest.ClaimedChunks,
        manifest.Entries.Any(entry => entry.Name == BackupFile.Keys));
}

/// <summary>What a backup held.</summary>
/// <param name="File">Where it is.</param>
/// <param name="Directory">The data directory made from it; null when it was only checked.</param>
/// <param name="TakenAt">The moment it shows.</param>
/// <param name="WasPaused">Whether all sending was paused then.</param>
/// <param name="UnfinishedSendouts">Sendouts that were not over.</param>
/// <param name="OpenLeads">Leads of theirs without an outcome.</param>
/// <param name="ClaimedChunks">Chunks that the node had in hand.</param>
/// <param name="HasKeys">Whether the master keys are in it.</param>
internal sealed record RestoreView(string File, string? Directory, DateTimeOffset TakenAt, bool WasPaused, long UnfinishedSendouts,
    long OpenLeads, long ClaimedChunks, bool HasKeys);

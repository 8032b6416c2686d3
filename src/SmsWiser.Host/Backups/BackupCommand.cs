using System.CommandLine;
using SmsWiser.Contracts.Dispatch;
using SmsWiser.Host.Chance;
using SmsWiser.Host.Commands;
using SmsWiser.Host.Sealing;
using SmsWiser.Storage.Backups;

namespace SmsWiser.Host.Backups;

/// <summary><c>smswiser backup</c>: a data directory in one file, while its node runs.</summary>
internal static class BackupCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(1);

    private static readonly Argument<string> Target = new("file") { Description = "The backup to write; must not be there yet." };

    private static readonly Option<bool> Pause = new("--pause")
    {
        Description = "Pause all sending first and leave it paused: nothing is sent after the backup, and the copy may go on where this "
            + "node ended ('restore --open send').",
    };

    private static readonly Option<bool> WithoutKeys = new("--without-keys")
    {
        Description = "Leave the master keys out; the backup cannot be opened without a copy of them ('keys export').",
    };

    public static Command Create() => Verb.OnFiles("backup", "Writes the store, the master keys under a passphrase and the configuration "
        + "of a data directory into one file, while its node runs and sends.",
        "backup smswiser.backup --passphrase-file passphrase --data ./smswiser-data",
        [Target, CommonOptions.Data, PassphraseOption.File, Pause, WithoutKeys], RunAsync);

    private static async Task RunAsync(ParseResult parsed, ResultScreen screen, CancellationToken cancellation)
    {
        var directory = parsed.GetValue(CommonOptions.Data)!;
        var target = Path.GetFullPath(parsed.GetValue(Target)!);
        var passphrase = parsed.GetValue(WithoutKeys) ? null : PassphraseOption.Read(parsed);
        if (File.Exists(target))
            throw new UsageException($"{target} is there already; give another file");
        if (!File.Exists(Path.Combine(directory, Snapshot.Files[0])))
            throw new UsageException($"there are no data in {Path.GetFullPath(directory)}; give another --data");
        var work = Directory.CreateDirectory(target + ".unfinished");
        try
        {
            if (parsed.GetValue(Pause))
                await PauseAsync(directory, screen, cancellation);
            var began = TimeProvider.System.GetTimestamp();
            var manifest = Copy(directory, work.FullName, screen, cancellation);
            await AddOthersAsync(directory, work.FullName, passphrase, cancellation);
            var whole = Path.Combine(work.FullName, "whole");
            manifest = await BackupFile.WriteAsync(whole, manifest, work.FullName, cancellation);
            File.Move(whole, target, overwrite: false);
            screen.Show(new BackupView(target, new FileInfo(target).Length, TimeProvider.System.GetElapsedTime(began).TotalSeconds,
                manifest.TakenAt, manifest.IsPaused, manifest.UnfinishedSendouts, manifest.OpenLeads, manifest.ClaimedChunks));
        }
        finally
        {
            work.Delete(recursive: true);
        }
        if (parsed.GetValue(Pause))
            screen.Say("All sending stays paused here. Either go on elsewhere ('smswiser restore FILE --data DIR --open send'), or here "
                + "('smswiser sending resume --all'), never both.");
    }

    /// <summary>The files as they are now.</summary>
    private static BackupManifest Copy(string directory, string work, ResultScreen screen, CancellationToken cancellation)
    {
        using var snapshot = Snapshot.Take(directory);
        var manifest = new BackupManifest
        {
            Version = BackupManifest.Layout,
            TakenAt = TimeProvider.System.GetUtcNow(),
            IsPaused = snapshot.IsPaused,
            ClaimedChunks = snapshot.Claimed,
            UnfinishedSendouts = snapshot.UnfinishedSendouts,
            OpenLeads = snapshot.OpenLeads,
            Entries = [],
        };
        var said = TimeProvider.System.GetTimestamp();
        snapshot.CopyTo(work, progress =>
        {
            if (TimeProvider.System.GetElapsedTime(said) < BetweenLines)
                return;
            said = TimeProvider.System.GetTimestamp();
            screen.Say($"  {progress.File}: {progress.Done:N0} of {progress.Total:N0} octets");
        }, cancellation);
        return manifest;
    }

    private static async Task AddOthersAsync(string directory, string work, string? passphrase, CancellationToken cancellation)
    {
        if (passphrase is not null)
        {
            var pem = MasterKeyFile.Export(Path.Combine(directory, MasterKeyFile.Name), passphrase, new SystemRandom());
            await File.WriteAllTextAsync(Path.Combine(work, BackupFile.Keys), pem, cancellation);
        }
        var configuration = Path.Combine(directory, BackupFile.Configuration);
        if (File.Exists(configuration))
            File.Copy(configuration, Path.Combine(work, BackupFile.Configuration));
    }

    /// <summary>Pauses all and waits until the node has nothing in hand.</summary>
    private static async Task PauseAsync(string directory, ResultScreen screen, CancellationToken cancellation)
    {
        await using var node = await NodeAccess.FindAsync(directory, cancellation)
            ?? throw new UsageException($"no node runs on {Path.GetFullPath(directory)}, so that nothing is sent; leave --pause out");
        await node.Grains.GetGrain<ISendingGrain>("all").PauseAsync(new(), "backup");
        var began = TimeProvider.System.GetTimestamp();
        while (Claimed(directory) is > 0 and var claimed)
        {
            if (TimeProvider.System.GetElapsedTime(began) > DrainTime)
            {
                screen.Say($"{claimed:N0} chunks are still unanswered; what of them has no answer will be unknown in the copy.");
                return;
            }
            await Task.Delay(Look, cancellation);
        }
    }

    private static long Claimed(string directory)
    {
        using var snapshot = Snapshot.Take(directory);
        return snapshot.Claimed;
    }
}

/// <summary>What a backup holds.</summary>
/// <param name="File">Where it is.</param>
/// <param name="Octets">Its length.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="TakenAt">The moment it shows.</param>
/// <param name="IsPaused">Whether all sending was paused.</param>
/// <param name="UnfinishedSendouts">Sendouts that were not over.</param>
/// <param name="OpenLeads">Leads of theirs without an outcome.</param>
/// <param name="ClaimedChunks">Chunks that the node had in hand.</param>
internal sealed record BackupView(string File, long Octets, double Seconds, DateTimeOffset TakenAt, bool IsPaused, long UnfinishedSendouts,
    long OpenLeads, long ClaimedChunks);

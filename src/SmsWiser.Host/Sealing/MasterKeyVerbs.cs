using System.CommandLine;
using SmsWiser.Core.Sealing;
using SmsWiser.Host.Chance;
using SmsWiser.Host.Commands;
using SmsWiser.Host.Time;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Host.Sealing;

/// <summary>Verbs of <c>smswiser keys</c> for the master keys of a data directory.</summary>
internal static class MasterKeyVerbs
{
    private static readonly SystemRandom Random = new();

    public static Command[] Create()
    {
        var file = new Argument<string>("file") { Description = "The file, a PEM block under a passphrase." };
        return
        [
            Verb.OnFiles("rotate-master", "Makes a new master key and wraps the data keys of lists and the passwords of carriers with it. "
                + "The node is stopped meanwhile, for seconds. Older keys stay in the file: messages of people and proofs of erasure are "
                + "sealed with them.",
                "keys rotate-master --data ./smswiser-data", [CommonOptions.Data], RotateAsync),
            Verb.OnFiles("export", "Writes the master keys under a passphrase: without them no backup can be opened.",
                "keys export keys.pem --passphrase-file passphrase --data ./smswiser-data",
                [file, PassphraseOption.File, CommonOptions.Data], (parsed, screen, cancellation) =>
                    ExportAsync(parsed, parsed.GetValue(file)!, screen, cancellation)),
            Verb.OnFiles("import", "Puts exported master keys into a data directory that has none.",
                "keys import keys.pem --passphrase-file passphrase --data ./smswiser-data",
                [file, PassphraseOption.File, CommonOptions.Data], (parsed, screen, cancellation) =>
                    ImportAsync(parsed, parsed.GetValue(file)!, screen, cancellation)),
        ];
    }

    private static async Task RotateAsync(ParseResult parsed, ResultScreen screen, CancellationToken cancellation)
    {
        var directory = Existing(parsed);
        await using var store = await SqliteStore.OpenAsync(directory, new ThreadLoops(), new LoopTime(), new(), cancellation);
        var ring = MasterKeyFile.Add(Path.Combine(directory, MasterKeyFile.Name), Random);
        var wrapped = await store.Keys.RewrapAsync(ring, cancellation);
        screen.Show(new RotatedKeys(ring.CurrentKeyId, wrapped));
    }

    private static async Task ExportAsync(ParseResult parsed, string file, ResultScreen screen, CancellationToken cancellation)
    {
        var pem = MasterKeyFile.Export(Path.Combine(Existing(parsed), MasterKeyFile.Name), PassphraseOption.Read(parsed), Random);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var writer = new StreamWriter(file, options);
        await writer.WriteAsync(pem.AsMemory(), cancellation);
        screen.Say($"The master keys are in {file}. Keep it and its passphrase apart from the backups.");
    }

    private static async Task ImportAsync(ParseResult parsed, string file, ResultScreen screen, CancellationToken cancellation)
    {
        var directory = Existing(parsed);
        var path = Path.Combine(directory, MasterKeyFile.Name);
        if (File.Exists(path))
            throw new UsageException($"{path} is there already; move it away first if it is not the right one");
        var passphrase = PassphraseOption.Read(parsed);
        await using var store = await SqliteStore.OpenAsync(directory, new ThreadLoops(), new LoopTime(), new(), cancellation);
        var ring = MasterKeyFile.Import(path, await File.ReadAllTextAsync(file, cancellation), passphrase, Random);
        try
        {
            ring.Require(await store.Keys.ListIdsAsync(cancellation));
        }
        catch (UnknownKeyException)
        {
            File.Delete(path);
            throw;
        }
        screen.Say($"{path} holds the keys; {ring.CurrentKeyId} is the current one.");
    }

    private static string Existing(ParseResult parsed) => parsed.GetValue(CommonOptions.Data) is var directory
        && File.Exists(Path.Combine(directory!, "main.db")) ? directory!
        : throw new UsageException($"there are no data in {Path.GetFullPath(directory!)}; give another --data");
}

/// <summary>What a rotation did.</summary>
/// <param name="CurrentKey">Id of the new key.</param>
/// <param name="Rewrapped">Data keys and passwords that it wraps now.</param>
internal sealed record RotatedKeys(int CurrentKey, int Rewrapped);

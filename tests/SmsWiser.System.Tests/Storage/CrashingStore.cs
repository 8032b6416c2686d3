using System.Diagnostics;
using System.Globalization;
using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Host.Time;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.System.Tests.Storage;

/// <summary>A process that opens a store and flushes without end, telling the number of each flush that was answered: made to be killed.
/// It is this test program itself, running the one test that never ends.</summary>
internal sealed class CrashingStore : IDisposable
{
    public static readonly SendoutId Sendout = new(4);

    private const string Variable = "SMSWISER_TEST_CRASHING_STORE";

    private readonly Process process;

    private CrashingStore(Process process) => this.process = process;

    public int ProcessId => process.Id;

    public long LastAnswered { get; private set; }

    /// <summary>Types of the errors that two flushes in a row met, in order; empty while all goes well.</summary>
    public List<string> Errors { get; } = [];

    /// <param name="directory">Where its store lies.</param>
    /// <param name="maxFileKib">No file may grow larger: a write beyond that fails with an I/O error. Null: no bound.</param>
    public static CrashingStore Start(string directory, int? maxFileKib = null)
    {
        var start = new ProcessStartInfo(maxFileKib is null ? Environment.ProcessPath! : "/bin/sh") { RedirectStandardOutput = true };
        if (maxFileKib is { } kib)
        {
            // The signal that goes with it is ignored, so that the write itself fails.
            var blocks512 = kib * 2;
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add($"trap '' XFSZ; ulimit -f {blocks512}; exec \"$0\" \"$@\"");
            start.ArgumentList.Add(Environment.ProcessPath!);
            // The runtime's own mapping file would be over the bound.
            start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        }
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
            start.ArgumentList.Add(typeof(CrashingStore).Assembly.Location);
        foreach (var argument in new[] { "-explicit", "only", "-noColor", "-class", typeof(CrashingStoreTests).FullName! })
            start.ArgumentList.Add(argument);
        start.Environment[Variable] = directory;
        return new(Process.Start(start)!);
    }

    public async Task WaitForFlushAsync(long no, CancellationToken cancellation)
    {
        while (LastAnswered < no)
            Read(await process.StandardOutput.ReadLineAsync(cancellation)
                ?? throw new InvalidOperationException("the process ended by itself"));
    }

    /// <summary>Reads what the process says until it ends by itself.</summary>
    public async Task WaitForEndAsync(CancellationToken cancellation)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
            Read(line);
        await process.WaitForExitAsync(cancellation);
    }

    /// <summary>Ends the process in the middle of its work (SIGKILL) and reads what it had still said.</summary>
    public async Task KillAsync(CancellationToken cancellation)
    {
        process.Kill();
        await WaitForEndAsync(cancellation);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    public static byte[] Body(long no)
    {
        var body = new byte[10_000 + (no % 1_000)];
        body.AsSpan().Fill((byte)no);
        return body;
    }

    // A line that was cut by the kill does not count.
    private void Read(string line)
    {
        if (line.StartsWith("flush ", StringComparison.Ordinal) && line.EndsWith('.'))
            LastAnswered = long.Parse(line.AsSpan(6, line.Length - 7), CultureInfo.InvariantCulture);
        if (line.StartsWith("error ", StringComparison.Ordinal))
            Errors.Add(line[6..]);
    }

    /// <summary>Runs until killed, or until two flushes have failed.</summary>
    public static async Task RunAsync(CancellationToken none)
    {
        var directory = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipUnless(directory is { Length: > 0 }, "runs only in a process that another test starts and kills");
        var now = DateTimeOffset.UnixEpoch;
        var store = await SqliteStore.OpenAsync(directory!, new ThreadLoops(), TimeProvider.System, new SqliteStoreOptions(), none);
        await store.Accounts.AddAsync(new(new(1), "AAAAAAAA", "Sender", now), none);
        await store.Campaigns.AddAsync(
            new(new(3), "c", new(1), "C", "SHOP", "Hi", TrafficClass.Marketing, [new(new(2), new(0), null)], now), none);
        await store.Sendouts.BeginAsync(
            new(Sendout, new(3), new(1), TrafficClass.Marketing, SendoutState.Planning, 0, 0, 0, null, now, null), none);
        await store.Sendouts.AppendAsync([new(new(Sendout, 0), new(1), new(2), new(0), 0, 0, 256, null, new byte[256 * 8])], none);
        await store.Sendouts.FinishPlanAsync(Sendout, [new(new(0), 256, 0)], now, none);
        using var output = Console.OpenStandardOutput();
        var errors = 0;
        for (var no = 1L; errors < 2; no++)
        {
            var delta = new SendoutCounter(Sendout, new(0), 0, new OutcomeCounts(), 1);
            try
            {
                await store.Dispatch.CommitFlushAsync(new(new(5), no, now, 1, Body(no), [delta], []), none);
                Say($"flush {no}.");
            }
            catch (StoreException error)
            {
                errors++;
                Say($"error {error.GetType().Name}");
            }
        }

        void Say(string line) => output.Write(global::System.Text.Encoding.ASCII.GetBytes($"\n{line}\n"));
    }
}

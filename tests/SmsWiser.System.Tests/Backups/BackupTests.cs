using System.Text.Json;
using SmsWiser.Smsc;
using SmsWiser.System.Tests.Commands;
using SmsWiser.System.Tests.Demo;
using SmsWiser.System.Tests.Dispatch;

namespace SmsWiser.System.Tests.Backups;

/// <summary>A data directory in one file, from a running node, and what becomes of a sendout on either side of it.</summary>
public sealed class BackupTests : CommandSite
{
    private const int Leads = 1_000;
    private static readonly string[] Slow = ["--rate", "100"];

    private string Copy => Path.Combine(Files, "copy.backup");

    private string Restored => Path.Combine(Files, "restored");

    private string Passphrase => Path.Combine(Files, "passphrase");

    [Fact]
    public async Task A_sendout_that_went_on_after_the_backup_is_not_sent_again_but_reported_unknown()
    {
        await using var carrier = SendingSite.StartCarrier();
        using var node = await OpenAsync(carrier);
        var campaign = await SendAsync();
        await ReceivedAsync(carrier, 50);

        var backup = await BackupAsync();
        await ReceivedAsync(carrier, carrier.Snapshot().DistinctParts + 50);
        await node.KillAsync();
        var restored = await RestoreAsync();
        using var second = DemoProcess.StartCommand(["serve", "--listen", "127.0.0.1:0", "--data", Restored]);
        await second.UntilAsync("1 binds are up");
        var paused = await AskAsync("sending", "show");
        await AskAsync("sending", "resume", "--all");
        var report = await AskAsync("campaigns", "watch", campaign, "--account", Owner);
        second.Terminate();
        await second.EndAsync();

        Assert.False(backup.GetProperty("is_paused").GetBoolean());
        Assert.InRange(Number(backup, "open_leads"), 1, Leads - 50);
        Assert.Equal(Number(backup, "open_leads"), Number(restored, "open_leads"));
        Assert.StartsWith(
            "restored from a backup of", paused.GetProperty("items")[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("sent", report.GetProperty("campaign").GetProperty("state").GetString());
        var own = report.GetProperty("own");
        Assert.Equal(Number(backup, "open_leads"), Number(own, "unknown"));
        Assert.Equal(0, Number(own, "open"));
        Assert.Equal(0, carrier.Snapshot().Duplicates);
    }

    [Fact]
    public async Task A_node_moves_in_the_middle_of_a_sendout_and_everybody_is_written_to_once()
    {
        await using var carrier = SendingSite.StartCarrier();
        using var node = await OpenAsync(carrier);
        var campaign = await SendAsync();
        await ReceivedAsync(carrier, 50);

        var backup = await BackupAsync("--pause");
        var before = carrier.Snapshot().DistinctParts;
        node.Terminate();
        await node.EndAsync();
        await RestoreAsync("--open", "send");
        using var second = DemoProcess.StartCommand(["serve", "--listen", "127.0.0.1:0", "--data", Restored]);
        await second.UntilAsync("1 binds are up");
        await AskAsync("sending", "resume", "--all");
        await DoRestoredAsync("carriers", "set", "alpha", "rate=2000");
        var report = await AskAsync("campaigns", "watch", campaign, "--account", Owner);
        second.Terminate();
        await second.EndAsync();

        Assert.True(backup.GetProperty("is_paused").GetBoolean());
        Assert.Equal(0, Number(backup, "claimed_chunks"));
        Assert.InRange(before, 50, Leads - 1);
        Assert.Equal("sent", report.GetProperty("campaign").GetProperty("state").GetString());
        Assert.Equal((0, 0), (Number(report.GetProperty("own"), "unknown"), Number(report.GetProperty("own"), "open")));
        Assert.Equal((Leads, 0), (carrier.Snapshot().DistinctParts, carrier.Snapshot().Duplicates));
    }

    [Fact]
    public async Task Master_keys_are_rotated_exported_and_put_back()
    {
        await using var carrier = SendingSite.StartCarrier();
        await RunAsync("accounts", "open", "Nordic Leads", "--client-id", Owner);
        await ConfigureAsync(carrier);
        await File.WriteAllTextAsync(Passphrase, "correct horse battery\n", Token);
        var list = Id(await RunAsync("lists", "create", "Leads", "--account", Owner));
        await RunAsync("lists", "import", list, await FileAsync(10), "--account", Owner);
        var keys = Path.Combine(Files, "keys.pem");
        var key = Path.Combine(Data, "master.key");
        await DoAsync("keys", "export", Path.Combine(Files, "old.pem"), "--passphrase-file", Passphrase);

        var rotated = await RunAsync("keys", "rotate-master");
        await DoAsync("keys", "export", keys, "--passphrase-file", Passphrase);
        File.Delete(key);
        var old = await CommandAsync("keys", "import", Path.Combine(Files, "old.pem"), "--passphrase-file", Passphrase);
        File.WriteAllText(Path.Combine(Files, "wrong"), "incorrect horse battery");
        var wrong = await CommandAsync("keys", "import", keys, "--passphrase-file", Path.Combine(Files, "wrong"));
        var isThere = File.Exists(key);
        await DoAsync("keys", "import", keys, "--passphrase-file", Passphrase);
        var campaign = Id(await RunAsync("campaigns", "create", "Sale", "--sender", "Shop", "--text", "Sale, {first_name|there}", "--list",
            list, "--account", Owner));
        var report = await RunAsync("campaigns", "start", campaign, "--account", Owner);

        Assert.Equal((2, 2), (Number(rotated, "current_key"), Number(rotated, "rewrapped")));
        Assert.Equal((1, "smswiser keys import: master key 2 is needed and not there; the key ring holds 1."), old);
        Assert.Equal((1, "smswiser keys import: the passphrase is wrong, or what it sealed is damaged."), wrong);
        Assert.False(isThere);
        Assert.Equal("sent", report.GetProperty("campaign").GetProperty("state").GetString());
        Assert.Equal(10, carrier.Snapshot().DistinctParts);
    }

    [Fact]
    public async Task What_cannot_be_backed_up_or_restored_is_refused()
    {
        await RunAsync("accounts", "open", "Nordic Leads", "--client-id", Owner);
        await File.WriteAllTextAsync(Passphrase, "correct horse battery\n", Token);
        await File.WriteAllTextAsync(Path.Combine(Files, "short"), "short\n", Token);
        await BackupAsync();
        var damaged = Path.Combine(Files, "damaged");
        var octets = await File.ReadAllBytesAsync(Copy, Token);
        octets[octets.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(damaged, octets, Token);
        var cut = Path.Combine(Files, "cut");
        await File.WriteAllBytesAsync(cut, octets.AsMemory(0, octets.Length / 2), Token);

        Assert.Equal((2, $"smswiser backup: {Copy} is there already; give another file."),
            await CommandAsync("backup", Copy, "--passphrase-file", Passphrase));
        Assert.Equal((2, "smswiser backup: the passphrase has 5 characters; use 12 at least."),
            await CommandAsync("backup", Copy + "2", "--passphrase-file", Path.Combine(Files, "short")));
        Assert.Equal((2, "smswiser backup: the master keys need a passphrase: give --passphrase-file FILE, or set SMSWISER_PASSPHRASE."),
            await CommandAsync("backup", Copy + "2"));
        Assert.Equal((2, $"smswiser backup: no node runs on {Data}, so that nothing is sent; leave --pause out."),
            await CommandAsync("backup", Copy + "2", "--passphrase-file", Passphrase, "--pause"));
        Assert.Equal((2, $"smswiser restore: {Data} is not empty; give another --data."),
            await CommandAsync("restore", Copy, "--passphrase-file", Passphrase));
        Assert.Equal(1, (await CommandAsync("restore", damaged, "--check")).Code);
        Assert.Equal(1, (await CommandAsync("restore", cut, "--check")).Code);
        Assert.Equal(1, (await CommandAsync("restore", Passphrase, "--check")).Code);
        Assert.Equal((0, ""), await CommandAsync("restore", Copy, "--check"));
        Assert.Equal((1, "smswiser restore: the passphrase is wrong, or what it sealed is damaged."),
            await CommandAsync("restore", Copy, "--passphrase-file", damaged, "--data", Restored));
        Assert.False(Directory.Exists(Restored));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(Files), path => path.EndsWith(".unfinished", StringComparison.Ordinal));
    }

    private static long Number(JsonElement answer, string name) => answer.GetProperty(name).GetInt64();

    private static async Task ReceivedAsync(SmscSimulator carrier, long messages)
    {
        while (carrier.Snapshot().DistinctParts < messages)
            await Task.Delay(20, Token);
    }

    private async Task<DemoProcess> OpenAsync(SmscSimulator carrier)
    {
        await RunAsync("accounts", "open", "Nordic Leads", "--client-id", Owner);
        await ConfigureAsync(carrier, Slow);
        await File.WriteAllTextAsync(Passphrase, "correct horse battery\n", Token);
        var node = DemoProcess.StartCommand(["serve", "--listen", "127.0.0.1:0", "--data", Data]);
        await node.UntilAsync("1 binds are up");
        return node;
    }

    private async Task<string> SendAsync()
    {
        var list = Id(await RunAsync("lists", "create", "Leads", "--account", Owner));
        await RunAsync("lists", "import", list, await FileAsync(Leads), "--account", Owner);
        var campaign = Id(await RunAsync("campaigns", "create", "Sale", "--sender", "Shop", "--text", "Sale today", "--list", list,
            "--account", Owner));
        await RunAsync("campaigns", "start", campaign, "--detach", "--account", Owner);
        return campaign;
    }

    private async Task<JsonElement> BackupAsync(params string[] more) =>
        await RunAsync(["backup", Copy, "--passphrase-file", Passphrase, .. more]);

    private async Task<JsonElement> RestoreAsync(params string[] more)
    {
        var end = await DemoProcess.RunCommandAsync(
            ["restore", Copy, "--passphrase-file", Passphrase, "--data", Restored, "--json", .. more]);
        Assert.Equal((0, ""), (end.Code, end.Error));
        return end.Json;
    }

    /// <summary>Runs a verb on the restored directory.</summary>
    private async Task<JsonElement> AskAsync(params string[] arguments)
    {
        var end = await DemoProcess.RunCommandAsync([.. arguments, "--json", "--data", Restored]);
        Assert.Equal((0, ""), (end.Code, end.Error));
        return end.Json;
    }

    private async Task DoRestoredAsync(params string[] arguments) =>
        Assert.Equal(0, (await DemoProcess.RunCommandAsync([.. arguments, "--data", Restored])).Code);

    private async Task<(int Code, string Error)> CommandAsync(params string[] arguments)
    {
        var end = await DemoProcess.RunCommandAsync(arguments.Contains("--data") ? arguments : [.. arguments, "--data", Data]);
        return (end.Code, end.Error);
    }
}

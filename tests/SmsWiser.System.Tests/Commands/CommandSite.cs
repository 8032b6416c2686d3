using System.Text.Json;
using SmsWiser.Host.Demo;
using SmsWiser.Smsc;
using SmsWiser.System.Tests.Demo;
using SmsWiser.System.Tests.Storage;

namespace SmsWiser.System.Tests.Commands;

/// <summary>A data directory that the verbs of <c>smswiser</c> work on, each in a process of its own.</summary>
public abstract class CommandSite : IDisposable
{
    protected const string Owner = "7GKT5V2A";
    protected const string Recipient = "B3X9M4QF";

    /// <summary>The first lead's number. The commands run by the system's clock: these people are awake.</summary>
    protected static readonly ulong First = LeadRegion.AwakeAt(TimeProvider.System.GetUtcNow()).Numbers[0];

    private readonly TemporaryDirectory files = new();

    /// <summary>Where files of the test lie.</summary>
    protected string Files => files.Path;

    /// <summary>The data directory.</summary>
    protected string Data => Path.Combine(Files, "data");

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        files.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static string Id(JsonElement answer) => answer.GetProperty("id").GetString()!;

    protected async Task<JsonElement> RunAsync(params string[] arguments)
    {
        var end = await DemoProcess.RunCommandAsync([.. arguments, "--json", "--data", Data]);
        Assert.Equal((0, ""), (end.Code, end.Error));
        return end.Json;
    }

    /// <summary>Runs a verb that answers nothing.</summary>
    protected async Task DoAsync(params string[] arguments)
    {
        var end = await DemoProcess.RunCommandAsync([.. arguments, "--data", Data]);
        Assert.Equal((0, ""), (end.Code, end.Error));
    }

    protected async Task ConfigureAsync(SmscSimulator carrier, params string[] more)
    {
        var password = Path.Combine(Files, "password");
        await File.WriteAllTextAsync(password, "secret\n", Token);
        await DemoProcess.RunCommandAsync(["carriers", "configure", "alpha", "--host", "127.0.0.1", "--port",
            $"{carrier.Port}", "--system-id", "shop", "--password-file", password, "--data", Data, .. more]);
    }

    /// <summary>Leads that have spent 0, 1, 2, ….</summary>
    protected async Task<string> FileAsync(int leads)
    {
        var path = Path.Combine(Files, "leads.csv");
        var rows = Enumerable.Range(0, leads).Select(i => $"+{First + (ulong)i},Anna,{i}");
        await File.WriteAllLinesAsync(path, rows.Prepend("phone,first_name,spent"), Token);
        return path;
    }
}

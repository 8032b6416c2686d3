using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Links;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Host;
using SmsWiser.Host.Demo;
using SmsWiser.Smsc;
using SmsWiser.System.Tests.Storage;

namespace SmsWiser.System.Tests.Dispatch;

/// <summary>A whole node on its store on disk, with a simulated carrier on loopback, an owner of lists and a recipient of shares.</summary>
internal sealed class SendingSite : IAsyncDisposable
{
    public const string Owner = DemoSite.Owner;
    public const string Recipient = DemoSite.Recipient;
    public const string Alpha = "alpha";
    public const string Beta = "beta";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ReceiptWait = TimeSpan.FromSeconds(20);

    private readonly TemporaryDirectory files;
    private readonly RecordingLog log;

    private SendingSite(DemoSite demo, TemporaryDirectory files, RecordingLog log) => (Demo, this.files, this.log) = (demo, files, log);

    public DemoSite Demo { get; }

    public EmbeddedHost Host => Demo.Host;

    /// <summary>Its data directory, when the site made it itself.</summary>
    public string Data => Path.Combine(files.Path, "data");

    /// <summary>The carrier that the site started itself.</summary>
    public SmscSimulator Carrier => Demo.Simulator!;

    /// <summary>Parts handed to sockets so far.</summary>
    public long Submitted => Host.Engine.Submitted;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Opens a site whose carrier follows a script and counts destinations.</summary>
    public static async Task<SendingSite> OpenAsync(
        SmscOptions? script = null, DispatchOptions? dispatch = null, TimeProvider? clock = null, LinkOptions? links = null)
    {
        var files = new TemporaryDirectory();
        var options = new DemoOptions
        {
            Data = Path.Combine(files.Path, "data"),
            Dispatch = dispatch ?? new(),
            Clock = clock ?? new DaytimeClock(),
            Links = links ?? new(),
        };
        var carrier = (script ?? new()) with { CountDestinations = true };
        var log = new RecordingLog();
        return new(await DemoSite.OpenAsync(options, carrier, log, Token), files, log);
    }

    /// <summary>Opens a site on a data directory that outlives it, towards a carrier that does too.</summary>
    public static async Task<SendingSite> ReopenAsync(
        string data, SmscSimulator carrier, DispatchOptions? dispatch = null, TimeProvider? clock = null)
    {
        var options = new DemoOptions
        {
            Data = data,
            Smsc = $"127.0.0.1:{carrier.Port}",
            Dispatch = dispatch ?? new(),
            Clock = clock ?? new DaytimeClock(),
        };
        var log = new RecordingLog();
        return new(await DemoSite.OpenAsync(options, new(), log, Token), new(), log);
    }

    /// <summary>Starts a further carrier that counts destinations.</summary>
    public static SmscSimulator StartCarrier(SmscOptions? script = null) =>
        SmscSimulator.Start((script ?? new()) with { CountDestinations = true }, TimeProvider.System);

    /// <summary>Brings up the binds of a carrier; rate 0 = unlimited.</summary>
    public Task ConnectAsync(
        string name = Alpha, SmscSimulator? at = null, int binds = 2, int window = 50, int rate = 0, params string[] prefixes) =>
        ConnectAsync(name, (at ?? Carrier).Port, binds, window, rate, prefixes);

    /// <summary>The same with whatever listens on a port of loopback.</summary>
    public Task ConnectAsync(string name, int port, int binds, int window, int rate = 0, params string[] prefixes)
    {
        var options = new DemoOptions { Window = window, Smsc = $"127.0.0.1:{port}" };
        return Demo.ConnectAsync(name, options, name, binds, rate, prefixes.Length == 0 ? [""] : prefixes);
    }

    /// <summary>Imports the numbers <paramref name="first"/> and on into a fresh list; every fourth lead has the first name Жанна, the
    /// others Anna.</summary>
    public Task<string> ImportAsync(string account, long first, int count) => ImportRowsAsync(account, "number,first_name",
        Enumerable.Range(0, count).Select(i => $"+{first + i},{(i % 4 == 3 ? "Жанна" : "Anna")}"));

    /// <summary>Imports rows of a CSV file, all good and different, into a fresh list.</summary>
    public async Task<string> ImportRowsAsync(string account, string header, IEnumerable<string> rows)
    {
        var lines = rows.Prepend(header).ToList();
        var list = (await Host.Grains.GetGrain<Contracts.Accounts.IAccountGrain>(account).CreateListAsync($"Leads of {account}")).Id;
        var file = Path.Combine(files.Path, $"{list}.csv");
        await File.WriteAllLinesAsync(file, lines, Token);
        var import = await Demo.List(list).ImportAsync(account, new() { Path = file, Mode = "both" });
        using var patience = new CancellationTokenSource(Patience);
        while ((await Demo.List(list).GetImportAsync(account, import)).State == "running")
            await Task.Delay(10, patience.Token);
        Assert.Equal(lines.Count - 1, (await Demo.List(list).GetAsync(account)).Leads);
        return list;
    }

    /// <summary>The owner offers a list to the recipient, who accepts.</summary>
    public async Task<string> ShareAsync(string list)
    {
        var invitation = await Demo.List(list).InviteAsync(Owner, Recipient, 5_000);
        await Demo.Share(invitation.Id).AcceptAsync(Recipient);
        return invitation.Id;
    }

    /// <summary>Makes a campaign that is not started.</summary>
    public Task<string> DraftAsync(string account, string sender, string template, params string[] lists) =>
        Host.Grains.GetGrain<Contracts.Accounts.IAccountGrain>(account).CreateCampaignAsync(new()
        {
            Name = sender,
            Sender = sender,
            Template = template,
            Class = "marketing",
            Targets = [.. lists.Select(list => new Contracts.Campaigns.TargetSpec { ListId = list })],
        });

    /// <summary>Makes and starts a campaign with a text of one part for every lead.</summary>
    public async Task<string> StartAsync(string account, string sender, params string[] lists)
    {
        var campaign = await DraftAsync(account, sender, "Sale today", lists);
        await Demo.Campaign(campaign).StartAsync(account);
        return campaign;
    }

    /// <summary>Follows a campaign to its last receipt, and holds the stored counters against the fold of the journal.</summary>
    public async Task<DemoTotals> FollowAsync(string campaign, Func<DemoTotals, Task>? onLook = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        var folded = (await Run(campaign, onLook ?? (static _ => Task.CompletedTask)).FollowAsync(patience.Token)).Totals;
        var counted = await DemoTotals.CountAsync(Host, campaign, Token);
        Assert.Equal(Line(folded), Line(counted));
        Assert.Equal(folded.Planned, folded.Outcomes[Outcome.Open] + folded.Outcomes.Answered);
        return folded;
    }

    /// <summary>Follows a campaign until a condition holds.</summary>
    public async Task FollowUntilAsync(string campaign, Func<DemoTotals, bool> condition)
    {
        using var reached = new CancellationTokenSource();
        var run = Run(campaign, totals => condition(totals) ? reached.CancelAsync() : Task.CompletedTask);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.FollowAsync(reached.Token));
    }

    /// <summary>Totals as one line: planned, parts, and each outcome that a lead had.</summary>
    public static string Line(DemoTotals totals)
    {
        var outcomes = Enum.GetValues<Outcome>().Where(outcome => totals.Outcomes[outcome] != 0);
        return $"planned {totals.Planned}, parts {totals.PartsSubmitted}: "
            + string.Join(", ", outcomes.Select(outcome => $"{outcome} {totals.Outcomes[outcome]}"));
    }

    private DemoRun Run(string campaign, Func<DemoTotals, Task> onLook) => new(Demo, campaign, ReceiptWait) { OnLook = onLook };

    /// <summary>Has an account pay in advance, with a price for all that its carriers send.</summary>
    public async Task BillAsync(string account, long paid, long price, params string[] carriers)
    {
        var grain = Host.Grains.GetGrain<Contracts.Accounts.IAccountGrain>(account);
        foreach (var carrier in carriers)
            await Demo.Carrier(carrier).SetPricesAsync([new() { Prefix = "", Micros = price }]);
        await grain.SetTermsAsync(new() { Kind = "prepaid" });
        if (paid > 0)
            await grain.TopUpAsync("first", paid);
    }

    /// <summary>Stops the node in order; an error that it logged fails the test, and so does a ledger that does not add up.</summary>
    public async ValueTask DisposeAsync()
    {
        Assert.Null(await Host.Store.Audit.RunAsync(CancellationToken.None));
        await Demo.DisposeAsync();
        files.Dispose();
        Assert.Empty(log.Errors);
    }
}

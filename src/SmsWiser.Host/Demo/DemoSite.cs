using Microsoft.Extensions.Logging;
using SmsWiser.Contracts;
using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Audience;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Contracts.Carriers;
using SmsWiser.Contracts.Shares;
using SmsWiser.Smsc;

namespace SmsWiser.Host.Demo;

/// <summary>What every demo stands on: a node on a data directory, a carrier (simulated unless one is given), an owner and a
/// recipient.</summary>
internal sealed class DemoSite : IAsyncDisposable
{
    public const string Owner = "7GKT5V2A";
    public const string Recipient = "B3X9M4QF";

    private readonly NodeListener? listener;
    private readonly string? temporary;

    private DemoSite(NodeHost host, NodeListener? listener, SmscSimulator? simulator, string? temporary, TimeProvider clock) =>
        (Host, this.listener, Simulator, this.temporary, Clock) = (host, listener, simulator, temporary, clock);

    public NodeHost Host { get; }

    /// <summary>The node's clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>The simulated carrier, or null with a foreign SMSC.</summary>
    public SmscSimulator? Simulator { get; }

    public IAccountGrain OwnerAccount => Host.Grains.GetGrain<IAccountGrain>(Owner);

    public IAccountGrain RecipientAccount => Host.Grains.GetGrain<IAccountGrain>(Recipient);

    /// <summary>Opens the data directory and starts node and simulator. Carriers are not connected yet.</summary>
    public static async Task<DemoSite> OpenAsync(DemoOptions options, SmscOptions simulation, ILoggerFactory logging,
        CancellationToken cancellation)
    {
        var temporary = options.Data is null ? Directory.CreateTempSubdirectory("smswiser-demo-").FullName : null;
        try
        {
            var simulator = options.Smsc is null ? SmscSimulator.Start(simulation, TimeProvider.System) : null;
            var directory = options.Data ?? temporary!;
            var host = await NodeHost.StartAsync(directory, options.Links, options.Dispatch, options.Clock, logging, cancellation);
            var listener = await NodeListener.StartAsync(host, directory, logging, cancellation);
            var site = new DemoSite(host, listener, simulator, temporary, options.Clock);
            await site.OwnerAccount.OpenAsync("Nordic Leads");
            await site.RecipientAccount.OpenAsync("Shoe Shop");
            return site;
        }
        catch when (temporary is not null)
        {
            Directory.Delete(temporary, recursive: true);
            throw;
        }
    }

    public ILeadListGrain List(string id) => Host.Grains.GetGrain<ILeadListGrain>(id);

    public IShareGrantGrain Share(string id) => Host.Grains.GetGrain<IShareGrantGrain>(id);

    public ICampaignGrain Campaign(string id) => Host.Grains.GetGrain<ICampaignGrain>(id);

    public ICarrierGrain Carrier(string name) => Host.Grains.GetGrain<ICarrierGrain>(name);

    /// <summary>Configures a carrier at the simulator or the foreign SMSC and brings its binds up.</summary>
    /// <exception cref="RefusedException"><c>carrier_unavailable</c>, with the reason of each bind.</exception>
    public async Task ConnectAsync(string name, DemoOptions options, string systemId, int binds, int rate, IReadOnlyList<string> prefixes)
    {
        var (hostName, port) = options.SmscAddress ?? ("127.0.0.1", Simulator!.Port);
        await Carrier(name).ConfigureAsync(new()
        {
            Host = hostName,
            Port = port,
            SystemId = systemId,
            Password = options.Password,
            SystemType = "",
            RatePerSecond = rate,
            Binds = binds,
            WindowSlots = options.Window,
            Prefixes = prefixes,
        });
        await Carrier(name).ConnectAsync();
    }

    /// <summary>Imports a file into a fresh list of the owner, telling how far it is.</summary>
    public async Task<(string List, ImportView Import)> ImportAsync(
        string listName, string path, string? country, Action<ImportView> progress, CancellationToken cancellation)
    {
        var list = await OwnerAccount.CreateListAsync(listName);
        var grain = List(list.Id);
        var id = await grain.ImportAsync(Owner, new() { Path = Path.GetFullPath(path), Mode = "both", DefaultCountry = country });
        while (true)
        {
            var import = await grain.GetImportAsync(Owner, id);
            progress(import);
            if (import.State == "failed")
                throw new UsageException($"{path} could not be imported: {import.Error}");
            if (import.State != "running")
                return (list.Id, import);
            await Task.Delay(100, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (listener is not null)
            await listener.DisposeAsync();
        await Host.DisposeAsync();
        if (Simulator is not null)
            await Simulator.DisposeAsync();
        if (temporary is not null)
            Directory.Delete(temporary, recursive: true);
    }
}

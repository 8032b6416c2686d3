using SmsWiser.Contracts;
using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Audience;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Contracts.Carriers;
using SmsWiser.Contracts.Shares;
using SmsWiser.Simulation.Chance;

namespace SmsWiser.Simulation.Campaigns;

/// <summary>An owner with a list, a recipient who shares it and has one of its own, two carriers, and campaigns of both.</summary>
internal sealed class Site(World world, Node node, Dice dice)
{
    public const string Owner = "7GKT5V2A";
    public const string Recipient = "B3X9M4QF";
    private const long French = 33_610_000_000;

    private static readonly HashSet<string> None = [];

    private readonly List<CampaignPlan> campaigns = [];
    private string sharedList = "";
    private string ownList = "";

    public IReadOnlyList<CampaignPlan> Campaigns => campaigns;

    /// <summary>Public id of the share.</summary>
    public string Share { get; private set; } = "";

    public ICampaignGrain Campaign(CampaignPlan campaign) => node.Grains.GetGrain<ICampaignGrain>(campaign.Id);

    public ICarrierGrain Carrier(string name) => node.Grains.GetGrain<ICarrierGrain>(name);

    public IShareGrantGrain Grant => node.Grains.GetGrain<IShareGrantGrain>(Share);

    /// <summary>Opens accounts, binds, lists and the share, and makes the campaigns.</summary>
    public async Task OpenAsync()
    {
        await node.Grains.GetGrain<IAccountGrain>(Owner).OpenAsync("Nordic Leads");
        await node.Grains.GetGrain<IAccountGrain>(Recipient).OpenAsync("Shoe Shop");
        foreach (var name in world.Carriers.Keys)
            await ConfigureAsync(name);
        var shared = Enumerable.Range(0, dice.Between(200, 600)).ToList();
        var own = Enumerable.Range(shared.Count - 20, dice.Between(80, 300)).ToList();
        sharedList = await ImportAsync(Owner, shared);
        ownList = await ImportAsync(Recipient, own);
        Share = (await node.Grains.GetGrain<ILeadListGrain>(sharedList).InviteAsync(Owner, Recipient, 5_000)).Id;
        await Grant.AcceptAsync(Recipient);

        var relying = shared.Except(own).Select(Number).ToHashSet();
        var long60 = new string('x', 60);
        await AddAsync(Owner, "OWNER", $"Hello {{first_name}}, {long60}", shared, None, sharedList);
        await AddAsync(Recipient, "BOTH", "Hello {first_name}, sale today", [.. shared.Union(own)], relying, sharedList, ownList);
        await AddAsync(Recipient, "OWN", "Sale today", own, None, ownList);
        await AddAsync(Recipient, "LATE", $"{{first_name}}: {long60}", shared, shared.Select(Number).ToHashSet(), sharedList);
    }

    public async Task StartAsync(CampaignPlan campaign)
    {
        await Campaign(campaign).StartAsync(campaign.Account);
        campaign.IsStarted = true;
    }

    private async Task ConfigureAsync(string name)
    {
        var (rate, binds) = (dice.Between(8, 50), dice.Between(1, 3));
        world.Judge.Limit(name, rate);
        await Carrier(name).ConfigureAsync(new()
        {
            Host = name,
            Port = 2775,
            SystemId = "smswiser",
            Password = "secret",
            SystemType = "",
            RatePerSecond = world.Mutant == Mutant.DoubleRate ? rate * 2 : rate,
            Binds = binds,
            WindowSlots = dice.Between(2, 20),
            Prefixes = [""],
        });
        await Carrier(name).ConnectAsync();
    }

    private async Task<string> ImportAsync(string account, List<int> leads)
    {
        var id = (await node.Grains.GetGrain<IAccountGrain>(account).CreateListAsync($"Leads of {account}")).Id;
        var list = node.Grains.GetGrain<ILeadListGrain>(id);
        node.Files[id] = string.Join('\n', leads.Select(lead => $"+{Number(lead)},{Name(lead)}").Prepend("number,first_name"));
        var import = await list.ImportAsync(account, new() { Path = id, Mode = "both" });
        while ((await list.GetImportAsync(account, import)).State == "running")
            await Task.Delay(TimeSpan.FromMilliseconds(50), world.Schedule.Time);
        if ((await list.GetImportAsync(account, import)) is not { State: "done" } done || done.Created != leads.Count)
            throw new InvalidOperationException($"the import of {leads.Count} leads did not end well");
        return id;
    }

    private async Task AddAsync(
        string account, string sender, string template, IReadOnlyList<int> leads, IReadOnlySet<string> relying, params string[] lists)
    {
        var texts = leads.ToDictionary(Number, lead => template.Replace("{first_name}", Name(lead), StringComparison.Ordinal));
        var plan = new CampaignPlan(account, sender, texts, relying);
        world.Judge.Add(plan);
        campaigns.Add(plan);
        plan.Id = await node.Grains.GetGrain<IAccountGrain>(account).CreateCampaignAsync(new()
        {
            Name = sender,
            Sender = sender,
            Template = template,
            Class = "marketing",
            Targets = [.. lists.Select(list => new TargetSpec { ListId = list })],
        });
    }

    private static string Number(int lead) => $"{French + lead}";

    private static string Name(int lead) => lead % 7 == 3 ? "Жанна" : $"Anna{lead % 10}";
}

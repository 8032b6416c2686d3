using System.Diagnostics;
using Microsoft.Extensions.Logging;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Smsc;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SmsWiser.Host.Demo;

/// <summary><c>demo</c>: the main job told in numbered acts, side by side for the owner of a list and the account it is shared
/// with.</summary>
internal sealed class DemoStory(DemoOptions options, DemoScreen screen, ILoggerFactory logging)
{
    private const string Wide = "alpha";
    private const string Narrow = "beta";
    private const string PacedSender = "SHOE SHOP";
    private const string FlatOutSender = "SHOE SALE";
    private const int PacedRate = 5_000;
    private const string Run = "dotnet run -c Release --project src/SmsWiser.Host --";

    private readonly LeadRegion region = options.Csv is null ? LeadRegion.AwakeAt(options.Clock.GetUtcNow()) : LeadRegion.Europe;
    private int act;

    private IAnsiConsole Out => screen.Console;

    public async Task RunAsync(CancellationToken cancellation)
    {
        var rate = options.Rate > 0 ? options.Rate : PacedRate;
        await using var site = await DemoSite.OpenAsync(options, Simulation(rate), logging, cancellation);
        if (await ResumeAsync(site, cancellation))
            return;
        var (list, leads) = await OpenListAsync(site, cancellation);
        var share = await ShareAsync(site, list, leads);
        await ConnectAsync(site, rate);
        var campaign = await StartAsync(site, list, PacedSender, "Autumn sale");
        var paced = await RunPacedAsync(site, campaign, share, leads, rate, cancellation);
        ProveStop(site, paced);
        share = await ShareAgainAsync(site, list);
        var flatOut = await RunFlatOutAsync(site, list, cancellation);
        await ReportAsync(site, campaign, flatOut.Campaign, list);
        LookAround();
    }

    /// <summary>Carrier beta takes half of what it is granted, so that its bind is throttled and slows.</summary>
    private static SmscOptions Simulation(int rate) => new()
    {
        CountDestinations = true,
        ResponseDelay = TimeSpan.FromMilliseconds(5),
        UndeliveredRatio = 0.03,
        BySystemId = new Dictionary<string, SmscOptions>
        {
            [Narrow] = new() { ResponseDelay = TimeSpan.FromMilliseconds(5), UndeliveredRatio = 0.03,
                ThrottleRate = Math.Max(1, rate / 8) },
        },
    };

    private async Task<bool> ResumeAsync(DemoSite site, CancellationToken cancellation)
    {
        foreach (var known in await site.RecipientAccount.CampaignsAsync())
        {
            if (known.State is not ("planning" or "sending"))
                continue;
            Act("Going on where the last run was cut off");
            await ConnectAsync(site, rate: 0);
            var run = new DemoRun(site, known.Id, options.ReceiptWait)
            {
                GoesOn = true,
                OnLook = totals => screen.ProgressAsync(totals, site.Host.Engine.Submitted),
            };
            var result = await run.FollowAsync(cancellation);
            screen.Result(result);
            screen.Left(result);
            return true;
        }
        return false;
    }

    private async Task<(string List, long Leads)> OpenListAsync(DemoSite site, CancellationToken cancellation)
    {
        Act("Nordic Leads imports a list");
        using var file = LeadFile.Take(options, region, screen);
        var started = Stopwatch.GetTimestamp();
        var (list, import) = await site.ImportAsync($"Newsletter {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm:ss}", file.Path,
            options.Country,
            screen.Import, cancellation);
        screen.Imported(import);
        await screen.RejectedAsync(site.List(list), import);
        Out.MarkupLine($"[grey]{import.Rows / Stopwatch.GetElapsedTime(started).TotalSeconds:N0} rows/s; "
            + "numbers and fields lie sealed on disk.[/]");
        return (list, import.Created);
    }

    private async Task<string> ShareAsync(DemoSite site, string list, long leads)
    {
        Act("Nordic Leads shares it with Shoe Shop for 50 % of the profit");
        var invitation = await site.List(list).InviteAsync(DemoSite.Owner, DemoSite.Recipient, 5_000);
        Out.MarkupLine($"Owner invites client [bold]{DemoSite.Recipient}[/] (state: {invitation.State}).");
        var accepted = await site.Share(invitation.Id).AcceptAsync(DemoSite.Recipient);
        Out.MarkupLine($"Recipient finds it under list management and accepts (state: {accepted.State}).");
        await ShowSidesAsync(site, list, leads);
        return invitation.Id;
    }

    private async Task ShowSidesAsync(DemoSite site, string list, long leads)
    {
        var rows = await site.List(list).LeadsAsync(DemoSite.Owner, 0, 3);
        var shared = await site.List(list).GetSharedAsync(DemoSite.Recipient);
        var owner = string.Join('\n', rows.Select(row =>
            $"+{row.Number.TrimStart('+')}, {string.Join(", ", row.Values.Where(value => value.Length > 0))}"));
        var recipient = $"{shared.RoundedSize} leads of {shared.Owner}\nfields: "
            + $"{string.Join(", ", shared.Fields.Select(field => field.Name))}\n{options.Template}";
        SideBySide(
            new Panel(Markup.Escape($"{leads:N0} leads\n{owner}")).Header("The owner sees").Border(BoxBorder.Rounded),
            new Panel(Markup.Escape(recipient)).Header("The recipient sees").Border(BoxBorder.Rounded));
    }

    private void SideBySide(IRenderable left, IRenderable right) =>
        Out.Write(new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn().AddRow(left, right));

    /// <summary>The second country goes over beta, with alpha behind it; everything else over alpha.</summary>
    private async Task ConnectAsync(DemoSite site, int rate)
    {
        var narrow = Math.Max(1, options.Binds / 4);
        var narrowRate = rate / 4;
        await site.ConnectAsync(Narrow, options, SystemId(Narrow), narrow, narrowRate, [region.SecondCode]);
        await site.ConnectAsync(
            Wide, options, SystemId(Wide), Math.Max(1, options.Binds - narrow), rate - narrowRate, ["", region.SecondCode]);
    }

    private string SystemId(string carrier) => options.Smsc is null ? carrier : options.SystemId;

    private async Task<string> StartAsync(DemoSite site, string list, string sender, string name)
    {
        var campaign = await site.RecipientAccount.CreateCampaignAsync(new CampaignSpec
        {
            Name = name,
            Sender = sender,
            Template = options.Template,
            Class = "marketing",
            Targets = [new() { ListId = list, Filter = options.Filter }],
        });
        await site.Campaign(campaign).StartAsync(DemoSite.Recipient);
        return campaign;
    }

    private async Task<DemoResult> RunPacedAsync(
        DemoSite site, string campaign, string share, long leads, int rate, CancellationToken cancellation)
    {
        var stopAfter = options.StopShareAfter ?? Math.Max(1, Math.Min(leads * 3 / 10, rate * 6L));
        Act($"Shoe Shop sends at {rate:N0}/s over {options.Binds} binds of two carriers; beta takes less than it promised");
        Out.MarkupLine($"[grey]The owner will stop the share after {stopAfter:N0} parts.[/]");
        var interval = screen.IsTerminal ? BindBars.Fast : BindBars.Slow;
        var bars = new BindBars([site.Carrier(Wide), site.Carrier(Narrow)], interval, Out.Profile.Width);
        if (!screen.IsTerminal)
            return await FollowAsync(site, campaign, share, stopAfter, async () => await bars.DrawAsync(table => Out.Write(table)),
                cancellation);
        DemoResult? result = null;
        await Out.Live(new Text("")).AutoClear(false).StartAsync(async context =>
            result = await FollowAsync(site, campaign, share, stopAfter, async () => await bars.DrawAsync(context.UpdateTarget),
                cancellation));
        return result!;
    }

    private Task<DemoResult> FollowAsync(
        DemoSite site, string campaign, string share, long stopAfter, Func<Task> draw, CancellationToken cancellation) =>
        new DemoRun(site, campaign, options.ReceiptWait)
        {
            StopShare = (share, stopAfter),
            OnLook = _ => draw(),
        }.FollowAsync(cancellation);

    private void ProveStop(DemoSite site, DemoResult paced)
    {
        Act("Nordic Leads stops sharing in mid-run");
        if (paced.Stop is not { } stop)
        {
            Out.MarkupLine("The run was over before the stop.");
            return;
        }
        Out.MarkupLine($"StopSharing returned after [bold]{(stop.ReturnedNs - stop.CalledNs) / 1e6:N1} ms[/], {stop.Receipt.Basis}; "
            + $"{stop.Receipt.OnWireBefore:N0} parts were on the wire before, {stop.Receipt.Withheld:N0} leads are withheld.");
        if (site.Simulator is null)
            return;
        var seen = site.Simulator.Source(PacedSender);
        var late = seen.LastAt > stop.ReturnedNs;
        Out.MarkupLine($"The carrier received {seen.Received:N0} parts of this sender; the last one "
            + (late ? "[red]after[/] the return."
                : $"{(stop.ReturnedNs - seen.LastAt) / 1e6:N1} ms before the return; after it: [bold green]0[/]."));
    }

    private async Task<string> ShareAgainAsync(DemoSite site, string list)
    {
        Act("They agree again, and Shoe Shop sends flat out");
        var again = await site.List(list).InviteAsync(DemoSite.Owner, DemoSite.Recipient, 5_000);
        await site.Share(again.Id).AcceptAsync(DemoSite.Recipient);
        await site.Carrier(Narrow).DisconnectAsync();
        await site.ConnectAsync(Wide, options, SystemId(Wide), options.Binds, rate: 0, ["", region.SecondCode]);
        Out.MarkupLine($"[grey]beta is taken down; {region.Second} goes over alpha, the next carrier of its route.[/]");
        return again.Id;
    }

    private async Task<(string Campaign, DemoResult Result)> RunFlatOutAsync(DemoSite site, string list, CancellationToken cancellation)
    {
        var campaign = await StartAsync(site, list, FlatOutSender, "Autumn sale, second run");
        var run = new DemoRun(site, campaign, options.ReceiptWait)
        {
            OnLook = totals => screen.ProgressAsync(totals, site.Host.Engine.Submitted),
        };
        var result = await run.FollowAsync(cancellation);
        var rate = result.Seconds < 0.1 ? "too few for a rate" : $"[bold]{result.MessagesPerSecond:N0}/s[/]";
        Out.MarkupLine($"{result.Totals.PartsSubmitted:N0} parts in {result.Seconds:N1} s: {rate}, journal and receipts included.");
        return (campaign, result);
    }

    private async Task ReportAsync(DemoSite site, string paced, string flatOut, string list)
    {
        Act("The reports");
        var recipient = new Table().Border(TableBorder.Rounded).Title("Shoe Shop")
            .AddColumn("").AddColumn("first run").AddColumn("second run");
        var first = (await site.Campaign(paced).ReportAsync(DemoSite.Recipient)).Shared!;
        var second = (await site.Campaign(flatOut).ReportAsync(DemoSite.Recipient)).Shared!;
        foreach (var (name, value) in first)
            recipient.AddRow(Markup.Escape(name), Markup.Escape(value), Markup.Escape(second[name]));
        var owner = new Table().Border(TableBorder.Rounded).Title("Nordic Leads")
            .AddColumn("share").AddColumn("targeted").AddColumn("delivered").AddColumn("revoked");
        foreach (var share in await site.List(list).SharesAsync(DemoSite.Owner))
            owner.AddRow(Markup.Escape(share.State), Markup.Escape(share.LeadsTargeted), Markup.Escape(share.LeadsDelivered),
                $"{share.LeadsRevoked:N0}");
        SideBySide(recipient, owner);
        Out.MarkupLine("[grey]The recipient's figures are rounded: no lead can be singled out. "
            + "The owner learns totals of the share, not who clicked or when.[/]");
    }

    private void LookAround()
    {
        Act("Look around");
        Out.MarkupLine(options.Data is null
            ? $"""
                [bold]smswiser[/] stands for [bold]{Run}[/]
                keep the data:        [bold]smswiser demo --data ./demo-data[/]
                a plain run:          [bold]smswiser demo --no-story --leads 1000000 --rate 20000[/]
                a carrier to send to: [bold]smswiser smsc[/]
                a node that stays:    [bold]smswiser serve --data ./demo-data[/]
                """
            : Markup.Escape($"""
                The data lie in {options.Data}: main.db holds what happened, leads.db the sealed leads, master.key opens them.
                a node that stays:    smswiser serve --data {options.Data}
                what became of it:    smswiser campaigns list --data {options.Data} --account {DemoSite.Recipient}
                """));
    }

    private void Act(string title) => Out.Write(new Rule($"[bold]{++act}. {Markup.Escape(title)}[/]").LeftJustified());
}

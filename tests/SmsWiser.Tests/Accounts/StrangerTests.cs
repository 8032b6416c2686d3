using System.Collections;
using System.Reflection;
using Orleans;
using SmsWiser.Contracts;
using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Audience;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Contracts.Shares;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Audience;
using SmsWiser.Tests.Campaigns;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Accounts;

/// <summary>Every operation of every grain, tried by an account that has no part in the object and by the recipient of a share.</summary>
public sealed class StrangerTests
{
    private const ulong FirstNumber = 33_698_700_000;
    private const int Leads = 1_111;

    private static readonly (Type Grain, string Method)[] OwnersOnly =
    [
        (typeof(ILeadListGrain), nameof(ILeadListGrain.GetAsync)),
        (typeof(ILeadListGrain), nameof(ILeadListGrain.LeadsAsync)),
        (typeof(ILeadListGrain), nameof(ILeadListGrain.ImportAsync)),
        (typeof(ILeadListGrain), nameof(ILeadListGrain.GetImportAsync)),
        (typeof(ILeadListGrain), nameof(ILeadListGrain.ImportErrorsAsync)),
        (typeof(ILeadListGrain), nameof(ILeadListGrain.InviteAsync)),
        (typeof(ILeadListGrain), nameof(ILeadListGrain.SharesAsync)),
        (typeof(ILeadListGrain), nameof(ILeadListGrain.ChangeAsync)),
        (typeof(ILeadListGrain), nameof(ILeadListGrain.ArchiveAsync)),
        (typeof(ILeadListGrain), nameof(ILeadListGrain.RestoreAsync)),
        (typeof(ILeadListGrain), nameof(ILeadListGrain.MergeAsync)),
        (typeof(ILeadListGrain), nameof(ILeadListGrain.EraseAsync)),
        (typeof(ILeadListGrain), nameof(ILeadListGrain.GrowthAsync)),
        (typeof(ILeadListGrain), nameof(ILeadListGrain.GetLeadAsync)),
        (typeof(ILeadListGrain), nameof(ILeadListGrain.AddLeadAsync)),
        (typeof(ILeadListGrain), nameof(ILeadListGrain.ChangeLeadAsync)),
        (typeof(ILeadListGrain), nameof(ILeadListGrain.RemoveLeadAsync)),
        (typeof(ILeadListGrain), nameof(ILeadListGrain.ExportAsync)),
        (typeof(ILeadListGrain), nameof(ILeadListGrain.GetExportAsync)),
        (typeof(ILeadListGrain), nameof(ILeadListGrain.CountAsync)),
        (typeof(ILeadListGrain), nameof(ILeadListGrain.GetCountAsync)),
        (typeof(ILeadListGrain), nameof(ILeadListGrain.GetErasureAsync)),
        (typeof(ILeadListGrain), nameof(ILeadListGrain.OptOutAsync)),
        (typeof(ILeadListGrain), nameof(ILeadListGrain.OptInAsync)),
        (typeof(ILeadListGrain), nameof(ILeadListGrain.OptOutCountsAsync)),
        (typeof(IShareGrantGrain), nameof(IShareGrantGrain.GetAsync)),
        (typeof(IShareGrantGrain), nameof(IShareGrantGrain.WithdrawAsync)),
        (typeof(IShareGrantGrain), nameof(IShareGrantGrain.StopAsync)),
    ];

    [Fact]
    public async Task A_stranger_is_told_that_nothing_of_it_exists()
    {
        await using var bench = await OpenAsync();
        var world = await WorldAsync(bench);

        foreach (var (operation, call) in Operations(world, Stranger))
        {
            var refused = await Assert.ThrowsAsync<RefusedException>(call);
            Assert.Equal((operation, "not_found"), (operation, refused.Code));
        }
    }

    [Fact]
    public async Task What_exists_for_others_is_refused_in_the_words_for_what_does_not_exist()
    {
        await using var bench = await OpenAsync();
        var world = await WorldAsync(bench);
        var nowhere = world with
        {
            List = bench.List("nowhere"),
            Share = bench.Share("nowhere"),
            Campaign = bench.Campaign("nowhere"),
        };

        foreach (var (there, absent) in Operations(world, Stranger).Zip(Operations(nowhere, Stranger)))
        {
            var (first, second) =
                (await Assert.ThrowsAsync<RefusedException>(there.Call), await Assert.ThrowsAsync<RefusedException>(absent.Call));
            Assert.Equal((there.Operation, first.Message), (absent.Operation, second.Message));
        }
    }

    [Fact]
    public async Task A_recipient_gets_no_number_no_value_no_text_and_no_exact_count_from_any_operation()
    {
        await using var bench = await OpenAsync();
        var world = await WorldAsync(bench);
        var answers = new List<(string Operation, object Answer)>();
        foreach (var (operation, call) in Operations(world, Recipient).Concat(AccountOperations(bench.Account(Recipient))))
        {
            try
            {
                answers.Add((operation, await ResultAsync(call)));
            }
            catch (RefusedException refused)
            {
                answers.Add((operation, refused.Message));
            }
        }

        foreach (var (grain, method) in OwnersOnly)
            Assert.Contains(
                "there is no such", Assert.IsType<string>(answers.Single(answer => answer.Operation == $"{grain.Name}.{method}").Answer));
        Assert.Contains(answers, answer => answer.Answer is RecipientListView);
        Assert.Contains(answers, answer => answer.Answer is RecipientCountView { RoundedLeads: "~1,100" });
        foreach (var (operation, answer) in answers)
        {
            foreach (var text in Texts(answer, operation))
            {
                // A preview is the recipient's own text with values of a lead that does not exist.
                foreach (var secret in operation.EndsWith(".PreviewAsync", StringComparison.Ordinal) ? Secrets.Except([Rendered]) : Secrets)
                    Assert.False(text.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{operation} shows {secret} in '{text}'");
            }
        }
    }

    [Fact]
    public void No_operation_of_a_list_share_or_campaign_is_missing_here()
    {
        var world = new World(null!, null!, null!);
        var tried = Operations(world, Stranger).Select(operation => operation.Operation).Order();
        var declared = new[] { typeof(ILeadListGrain), typeof(IShareGrantGrain), typeof(ICampaignGrain) }
            .SelectMany(grain => grain.GetMethods().Select(method => $"{grain.Name}.{method.Name}")).Order();

        Assert.Equal(declared, tried);
    }

    /// <summary>How the rendered texts begin.</summary>
    private const string Rendered = "Dear ";

    /// <summary>Texts that only the list's owner may read: each lead's number in any usual form, its name and city, its rendered text,
    /// and how
    /// many leads there are.</summary>
    private static IEnumerable<string> Secrets =>
    [
        "3369870", "06987", "Zephyrine", "Quimperle", Rendered, "1111", "1,111",
    ];

    private static LeadSpec NewLead => new() { Number = "+33611111111", Values = new Dictionary<string, string>() };

    private static async Task<World> WorldAsync(ControlBench bench)
    {
        var list = await bench.AddListAsync(
            Owner, "Customers", Enumerable.Range(0, Leads).Select(i => (FirstNumber + (ulong)i, $"Zephyrine{i}", $"Quimperle{i}", i)));
        bench.Files["leads.csv"] = "mobile,first_name\n+33698700000,Zephyrine\n";
        await bench.List(list).ImportAsync(Owner, new() { Path = "leads.csv", Mode = "update" });
        await bench.Service<Imports>().DrainedAsync();
        var share = await bench.ShareAsync(list);
        var (campaign, sendout) = await bench.RunAsync(Recipient, Spec(list) with { Template = "Dear {first_name} from {city}" });
        // One lead was sent to, one is withheld for its content: nothing of either may show.
        var journal = new EntryWriter();
        journal.Write(new(new(sendout.Id, 0), new(1), 0, 1, 1, 1, EntryState.Accepted, 0, 0, "id"u8));
        journal.Write(new(new(sendout.Id, 0), default, 1, 0, 0, 1, EntryState.Suppressed, (uint)SuppressionReason.Content, 0, default));
        await bench.Dispatch.CommitFlushAsync(new(new(1), 1, default, 2, journal.Packed, [], []), Token);
        return new(bench.List(list), bench.Share(share), bench.Campaign(campaign));
    }

    private static IEnumerable<(string Operation, Func<Task> Call)> Operations(World world, string actor) =>
    [
        ("ILeadListGrain.GetAsync", () => world.List.GetAsync(actor)),
        ("ILeadListGrain.GetSharedAsync", () => world.List.GetSharedAsync(actor)),
        ("ILeadListGrain.LeadsAsync", () => world.List.LeadsAsync(actor, 0, 100)),
        ("ILeadListGrain.ImportAsync", () => world.List.ImportAsync(actor, new() { Path = "leads.csv", Mode = "both" })),
        ("ILeadListGrain.GetImportAsync", () => world.List.GetImportAsync(actor, "any")),
        ("ILeadListGrain.ImportErrorsAsync", () => world.List.ImportErrorsAsync(actor, "any", 0, 10)),
        ("ILeadListGrain.SaveSegmentAsync", () => world.List.SaveSegmentAsync(actor, "All", "spent >= 0")),
        ("ILeadListGrain.SegmentsAsync", () => world.List.SegmentsAsync(actor)),
        ("ILeadListGrain.InviteAsync", () => world.List.InviteAsync(actor, "0THER000", 5_000)),
        ("ILeadListGrain.SharesAsync", () => world.List.SharesAsync(actor)),
        ("ILeadListGrain.ChangeAsync", () => world.List.ChangeAsync(actor, new() { Name = "Mine" })),
        ("ILeadListGrain.ArchiveAsync", () => world.List.ArchiveAsync(actor)),
        ("ILeadListGrain.RestoreAsync", () => world.List.RestoreAsync(actor)),
        ("ILeadListGrain.MergeAsync", () => world.List.MergeAsync(actor, new() { ListId = "any" })),
        ("ILeadListGrain.EraseAsync", () => world.List.EraseAsync(actor, stop: true)),
        ("ILeadListGrain.GetErasureAsync", () => world.List.GetErasureAsync(actor)),
        ("ILeadListGrain.GrowthAsync", () => world.List.GrowthAsync(actor, new(2000, 1, 1), new(2000, 1, 2))),
        ("ILeadListGrain.GetLeadAsync", () => world.List.GetLeadAsync(actor, $"+{FirstNumber}")),
        ("ILeadListGrain.AddLeadAsync", () => world.List.AddLeadAsync(actor, NewLead)),
        ("ILeadListGrain.ChangeLeadAsync", () => world.List.ChangeLeadAsync(actor, $"+{FirstNumber}", NewLead)),
        ("ILeadListGrain.RemoveLeadAsync", () => world.List.RemoveLeadAsync(actor, $"+{FirstNumber}")),
        ("ILeadListGrain.ExportAsync", () => world.List.ExportAsync(actor, new() { Path = "out.csv", Leads = new() })),
        ("ILeadListGrain.GetExportAsync", () => world.List.GetExportAsync(actor, "any")),
        ("ILeadListGrain.CountAsync", () => world.List.CountAsync(actor, new() { Filter = "spent >= 0" })),
        ("ILeadListGrain.GetCountAsync", () => world.List.GetCountAsync(actor, "any")),
        ("ILeadListGrain.CountSharedAsync", () => world.List.CountSharedAsync(actor, new() { Filter = "spent >= 0" })),
        ("ILeadListGrain.GetSharedCountAsync", () => world.List.GetSharedCountAsync(actor, "any")),
        ("ILeadListGrain.ChangeSegmentAsync", () => world.List.ChangeSegmentAsync(actor, "any", "All", "spent >= 0")),
        ("ILeadListGrain.RemoveSegmentAsync", () => world.List.RemoveSegmentAsync(actor, "any")),
        ("ILeadListGrain.OptOutAsync", () => world.List.OptOutAsync(actor, "+33698700000", null)),
        ("ILeadListGrain.OptInAsync", () => world.List.OptInAsync(actor, "+33698700000", null)),
        ("ILeadListGrain.OptOutCountsAsync", () => world.List.OptOutCountsAsync(actor)),
        ("IShareGrantGrain.GetAsync", () => world.Share.GetAsync(actor)),
        ("IShareGrantGrain.GetSharedAsync", () => world.Share.GetSharedAsync(actor)),
        ("IShareGrantGrain.AcceptAsync", () => world.Share.AcceptAsync(actor)),
        ("IShareGrantGrain.DeclineAsync", () => world.Share.DeclineAsync(actor)),
        ("IShareGrantGrain.WithdrawAsync", () => world.Share.WithdrawAsync(actor)),
        ("IShareGrantGrain.StopAsync", () => world.Share.StopAsync(actor, "op")),
        ("ICampaignGrain.GetAsync", () => world.Campaign.GetAsync(actor)),
        ("ICampaignGrain.ProgressAsync", () => world.Campaign.ProgressAsync(actor)),
        ("ICampaignGrain.ReportAsync", () => world.Campaign.ReportAsync(actor)),
        ("ICampaignGrain.PauseAsync", () => world.Campaign.PauseAsync(actor)),
        ("ICampaignGrain.ResumeAsync", () => world.Campaign.ResumeAsync(actor)),
        ("ICampaignGrain.CancelAsync", () => world.Campaign.CancelAsync(actor)),
        ("ICampaignGrain.StartAsync", () => world.Campaign.StartAsync(actor)),
        ("ICampaignGrain.SetPriorityAsync", () => world.Campaign.SetPriorityAsync(actor, "high")),
        ("ICampaignGrain.PreviewAsync", () => world.Campaign.PreviewAsync(actor, new Dictionary<string, string>())),
        ("ICampaignGrain.TestAsync", () => world.Campaign.TestAsync(actor, new() { Number = "+33600000000" })),
        ("ICampaignGrain.EstimateAsync", () => world.Campaign.EstimateAsync(actor)),
        ("ICampaignGrain.GetEstimateAsync", () => world.Campaign.GetEstimateAsync(actor)),
        ("ICampaignGrain.ContinueAsync", () => world.Campaign.ContinueAsync(actor)),
        ("ICampaignGrain.CopyAsync", () => world.Campaign.CopyAsync(actor, "Copy")),
        ("ICampaignGrain.ScheduleAsync", () => world.Campaign.ScheduleAsync(actor, new() { At = "2027-01-01T12:00", Zone = "UTC" })),
        ("ICampaignGrain.UnscheduleAsync", () => world.Campaign.UnscheduleAsync(actor)),
        ("ICampaignGrain.IneligibleAsync", () => world.Campaign.IneligibleAsync(actor)),
        ("ICampaignGrain.ExportIneligibleAsync", () => world.Campaign.ExportIneligibleAsync(actor, new() { Path = "rows.csv" })),
        ("ICampaignGrain.CleanIneligibleAsync", () => world.Campaign.CleanIneligibleAsync(actor, new() { Action = "remove" })),
        ("ICampaignGrain.GetIneligibleJobAsync", () => world.Campaign.GetIneligibleJobAsync(actor, "none")),
    ];

    private static IEnumerable<(string Operation, Func<Task> Call)> AccountOperations(IAccountGrain account) =>
    [
        ("IAccountGrain.GetAsync", account.GetAsync),
        ("IAccountGrain.OwnListsAsync", account.OwnListsAsync),
        ("IAccountGrain.SharedListsAsync", account.SharedListsAsync),
        ("IAccountGrain.InvitationsAsync", account.InvitationsAsync),
        ("IAccountGrain.CampaignsAsync", account.CampaignsAsync),
        ("IAccountGrain.OptOutCountsAsync", account.OptOutCountsAsync),
        ("IAccountGrain.InboundAsync", () => account.InboundAsync(null, 100)),
        ("IAccountGrain.InboundOverSharesAsync", account.InboundOverSharesAsync),
        ("IAccountGrain.KeywordsAsync", account.KeywordsAsync),
        ("IAccountGrain.OpenAsync", () => account.OpenAsync("Other")),
        ("IAccountGrain.CreateListAsync", () => account.CreateListAsync("Mine")),
        ("IAccountGrain.CreateCampaignAsync", () => account.CreateCampaignAsync(Spec("nowhere"))),
    ];

    private static async Task<object> ResultAsync(Func<Task> call)
    {
        var task = call();
        await task;
        return task.GetType().GetProperty("Result")!.GetValue(task)!;
    }

    /// <summary>Everything printable that can be reached from an answer.</summary>
    private static IEnumerable<string> Texts(object? value, string path)
    {
        if (value is null)
            return [];
        if (value is string or DateTimeOffset or bool || value.GetType().IsPrimitive)
            return [value.ToString()!];
        if (value is IEnumerable many)
            return many.Cast<object>().SelectMany(one => Texts(one, path));
        var properties = value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0);
        return properties.SelectMany(property => Texts(property.GetValue(value), $"{path}.{property.Name}"));
    }

    private sealed record World(ILeadListGrain List, IShareGrantGrain Share, ICampaignGrain Campaign);
}

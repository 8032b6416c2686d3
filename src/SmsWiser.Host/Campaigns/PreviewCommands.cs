using System.CommandLine;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Host.Commands;

namespace SmsWiser.Host.Campaigns;

/// <summary><c>smswiser campaigns preview</c>, <c>measure</c> and <c>test</c>: texts as people would get them.</summary>
internal static class PreviewCommands
{
    public static Command Preview(Argument<string> campaign)
    {
        var sample = SampleOption.Create();
        return Verb.Of("preview", "Shows the text of a campaign as one person would get it: length, encoding, parts.",
            "campaigns preview CAMPAIGN --sample first_name=Zoë --account 7GKT5V2A", [campaign, sample],
            async run => Show(run, await run.Campaign(run.Get(campaign)).PreviewAsync(run.Account, SampleOption.Read(run.Get(sample)))));
    }

    public static Command Measure()
    {
        var text = new Argument<string>("text") { Description = "Text with placeholders." };
        var lists = new Option<string[]>("--list") { Description = "Id of a list whose fields are meant; repeatable." };
        var parts = new Option<int?>("--max-parts") { Description = "Parts of one SMS at most." };
        var sample = SampleOption.Create();
        return Verb.Of("measure", "Shows a text that is not a campaign yet: length, encoding, parts.",
            "campaigns measure 'Hi {first_name|there}, new shoes' --account 7GKT5V2A", [text, lists, parts, sample],
            async run => Show(run, await run.AccountGrain.PreviewAsync(new()
            {
                Template = run.Get(text),
                ListIds = run.Get(lists) ?? [],
                MaxParts = run.Get(parts),
                Sample = SampleOption.Read(run.Get(sample)),
            })));
    }

    /// <summary>Sends a test message and follows it.</summary>
    /// <param name="campaign">The campaign's id.</param>
    /// <param name="watch">Follows the campaign with that id to its last answer.</param>
    public static Command Test(Argument<string> campaign, Func<CommandRun, string, Task> watch)
    {
        var to = new Option<string>("--to") { Description = "A verified number of the account: see 'accounts numbers'.", Required = true };
        var list = new Option<string?>("--list") { Description = "Id of the list whose fields are used (default: the first)." };
        var sample = SampleOption.Create();
        return Verb.Of("test", "Sends the text to a verified number of the account, and waits for the answer.",
            "campaigns test CAMPAIGN --to +33612345678 --sample first_name=Zoë --account 7GKT5V2A", [campaign, to, list, sample],
            async run =>
            {
                await run.Node.ConnectCarriersAsync(run.Cancellation);
                var test = await run.Campaign(run.Get(campaign)).TestAsync(run.Account, new()
                {
                    Number = run.Get(to)!,
                    ListId = run.Get(list),
                    Sample = SampleOption.Read(run.Get(sample)),
                });
                run.Screen.Say(test.Preview!.Text);
                await watch(run, test.CampaignId);
            });
    }

    private static void Show(CommandRun run, IReadOnlyList<PreviewView> previews)
    {
        if (previews.Count == 1)
            run.Screen.Show(previews[0]);
        else
            run.Screen.Show(previews);
    }
}

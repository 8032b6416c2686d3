using System.CommandLine;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Host.Commands;

namespace SmsWiser.Host.Campaigns;

/// <summary><c>smswiser campaigns ineligible</c>.</summary>
internal static class IneligibleCommand
{
    public static Command Create(Argument<string> campaign)
    {
        var file = new Option<string?>("--file") { Description = "CSV file to write, a row per lead of own lists; it must not exist." };
        var mark = new Option<bool>("--bom") { Description = "Begin the file with the mark by which spreadsheets know UTF-8." };
        var apply = new Option<string?>("--apply")
        {
            Description = "mark or remove: what becomes of leads of own lists whose number cannot receive SMS.",
        };
        var set = new Option<string?>("--working-file") { Description = "With --apply mark: name for those leads within their list." };
        var codes = new Option<long[]>("--receipt-code")
        {
            Description = "Error code of receipts that means a dead number at your carriers; repeatable (default: none does).",
        };
        return Verb.Of("ineligible", "Shows which numbers could not receive the SMS, and why; writes them to a file, or cleans the lists.",
            "campaigns ineligible CAMPAIGN --apply mark --working-file dead --receipt-code 1 --account 7GKT5V2A",
            [campaign, file, mark, apply, set, codes],
            async run =>
            {
                var grain = run.Campaign(run.Get(campaign));
                var named = run.Get(codes) ?? [];
                if (run.Get(file) is not null && run.Get(apply) is not null)
                    throw new UsageException("--file and --apply are given one at a time");
                if (run.Get(file) is { } path)
                    await run.UntilDoneAsync(await grain.ExportIneligibleAsync(run.Account, new()
                    {
                        Path = Path.GetFullPath(path),
                        ByteOrderMark = run.Get(mark),
                        ReceiptCodes = named,
                    }), grain.GetIneligibleJobAsync);
                else if (run.Get(apply) is { } action)
                    await run.UntilDoneAsync(await grain.CleanIneligibleAsync(run.Account, new()
                    {
                        Action = action,
                        WorkingSet = run.Get(set),
                        ReceiptCodes = named,
                    }), grain.GetIneligibleJobAsync);
                else
                    await run.ShowAsync(grain.IneligibleAsync(run.Account));
            });
    }
}

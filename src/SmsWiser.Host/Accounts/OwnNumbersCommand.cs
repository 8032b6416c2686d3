using System.CommandLine;
using SmsWiser.Host.Commands;

namespace SmsWiser.Host.Accounts;

/// <summary><c>smswiser accounts numbers</c>: where test messages may go.</summary>
internal static class OwnNumbersCommand
{
    public static Command Create()
    {
        var number = new Argument<string>("number") { Description = "In international form, as +33612345678." };
        var code = new Argument<string>("code") { Description = "The code that the number was sent." };
        var sender = new Option<string?>("--sender") { Description = "Sender ID of the code: up to 11 characters, or a number." };
        var verified = new Option<bool>("--verified") { Description = "The operator vouches for it: no code is sent." };
        return Verb.Noun("numbers", "Numbers of the account's own people, for test messages.",
            Verb.Of("list", "Shows them.", "accounts numbers list --account 7GKT5V2A", [],
                run => run.ShowAsync(run.AccountGrain.OwnNumbersAsync())),
            Verb.Of("add", "Adds a number and sends it a code, which counts for 10 minutes.",
                "accounts numbers add +33612345678 --sender ShoeShop --account 7GKT5V2A", [number, sender, verified],
                async run =>
                {
                    if (run.Get(verified))
                    {
                        await run.ShowAsync(run.AccountGrain.VouchOwnNumberAsync(run.Get(number)));
                        return;
                    }
                    var from = run.Get(sender) ?? throw new UsageException("a code needs a sender; give --sender, or --verified instead");
                    await run.Node.ConnectCarriersAsync(run.Cancellation);
                    var code = await run.AccountGrain.AddOwnNumberAsync(run.Get(number), from);
                    await run.FollowAsync(code.CampaignId, TimeSpan.FromSeconds(10));
                    run.Screen.Show(await run.AccountGrain.OwnNumbersAsync());
                }),
            Verb.Of("confirm", "Verifies a number by its code.", "accounts numbers confirm +33612345678 123456 --account 7GKT5V2A",
                [number, code], run => run.ShowAsync(run.AccountGrain.ConfirmOwnNumberAsync(run.Get(number), run.Get(code)))),
            Verb.Of("remove", "Removes a number.", "accounts numbers remove +33612345678 --account 7GKT5V2A", [number],
                run => run.AccountGrain.RemoveOwnNumberAsync(run.Get(number))));
    }
}

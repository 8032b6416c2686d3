using System.CommandLine;
using SmsWiser.Contracts.Accounts;
using SmsWiser.Core.Chance;
using SmsWiser.Host.Chance;
using SmsWiser.Host.Commands;

namespace SmsWiser.Host.Accounts;

/// <summary><c>smswiser accounts</c>.</summary>
internal static class AccountsCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "Name that other accounts see." };
        var clientId = new Option<string?>("--client-id") { Description = "Client id to use, 8 characters (default: a new one)." };
        return Verb.Noun("accounts", "Accounts: owners of lists and senders.",
            Verb.Of("open", "Opens an account and prints its client id.", "accounts open 'Nordic Leads'", [name, clientId],
                async run =>
                {
                    var id = run.Get(clientId) is { } typed
                        ? PublicId.NormalizeClientId(typed) ?? throw new UsageException(
                            $"'{typed}' is no client id; give 8 letters and digits, without I, L, O and U")
                        : PublicId.NewClientId(new SystemRandom());
                    await run.ShowAsync(run.Node.Grains.GetGrain<IAccountGrain>(id).OpenAsync(run.Get(name)));
                }, mayCreate: true),
            Verb.Of("show", "Shows the account.", "accounts show --account 7GKT5V2A", [],
                run => run.ShowAsync(run.AccountGrain.GetAsync())));
    }
}

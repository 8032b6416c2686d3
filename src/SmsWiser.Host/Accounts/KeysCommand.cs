using System.CommandLine;
using SmsWiser.Contracts.Accounts;
using SmsWiser.Core.Accounts;
using SmsWiser.Host.Commands;
using SmsWiser.Host.Sealing;

namespace SmsWiser.Host.Accounts;

/// <summary><c>smswiser keys</c>: keys to the HTTP API.</summary>
internal static class KeysCommand
{
    private static readonly Option<bool> OfOperator = new("--operator") { Description = "The operator's keys, of no account." };

    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "Name shown to people." };
        var scopes = new Option<string[]>("--scope")
        {
            Description = $"What it may do: {string.Join(", ", ApiScopeNames.All.Where(scope => scope != "operator"))}; may be repeated.",
            AllowMultipleArgumentsPerToken = true,
        };
        var days = new Option<int?>("--days") { Description = "Days until it ends (default: never)." };
        var from = new Option<string[]>("--from")
        {
            Description = "Network it may be used from, as 203.0.113.0/24; may be repeated (default: any).",
        };
        var key = new Argument<string>("key") { Description = "Id of the key: what stands behind sk_." };
        var overlap = new Option<int>("--overlap-minutes")
        {
            Description = "For how long the old key goes on.", DefaultValueFactory = _ => 24 * 60,
        };
        return Verb.Noun("keys", "Keys to the HTTP API, and the master keys of a data directory.",
        [
            Verb.Of("create", "Makes a key and shows it, once.", "keys create Shop --scope lists:read campaigns:send --account 7GKT5V2A",
                [name, scopes, days, from, OfOperator], run => run.ShowAsync(Keys(run).CreateAsync(new()
                {
                    Name = run.Get(name),
                    Scopes = run.Get(OfOperator) ? ["operator"] : run.Get(scopes) ?? [],
                    ExpiresAt = run.Get(days) is { } count ? TimeProvider.System.GetUtcNow().AddDays(count) : null,
                    Addresses = run.Get(from) ?? [],
                }))),
            Verb.Of("list", "Shows the keys, without their secrets.", "keys list --account 7GKT5V2A", [OfOperator],
                run => run.ShowAsync(Keys(run).ListAsync())),
            Verb.Of("rotate", "Makes a key in place of another, which goes on for a while.",
                "keys rotate 4f0m9c2k7q1x --overlap-minutes 60 --account 7GKT5V2A", [key, overlap, OfOperator],
                run => run.ShowAsync(Keys(run).RotateAsync(run.Get(key), run.Get(overlap)))),
            Verb.Of("revoke", "Ends a key at once and for good.", "keys revoke 4f0m9c2k7q1x --account 7GKT5V2A", [key, OfOperator],
                run => Keys(run).RevokeAsync(run.Get(key))),
            .. MasterKeyVerbs.Create(),
        ]);
    }

    private static IApiKeysGrain Keys(CommandRun run) =>
        run.Node.Grains.GetGrain<IApiKeysGrain>(run.Get(OfOperator) ? "operator" : run.Account);
}

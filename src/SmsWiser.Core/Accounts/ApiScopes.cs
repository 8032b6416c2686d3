namespace SmsWiser.Core.Accounts;

/// <summary>What an API key may do. Stored as numbers: members are never renamed, renumbered or removed.</summary>
[Flags]
public enum ApiScopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Reads lists, leads, segments, counts and imports.</summary>
    ListsRead = 1 << 0,

    /// <summary>Changes lists, leads and segments; imports.</summary>
    ListsWrite = 1 << 1,

    /// <summary>Invites, accepts, declines and stops shares.</summary>
    SharesManage = 1 << 2,

    /// <summary>Creates, starts and steers campaigns; sends messages.</summary>
    CampaignsSend = 1 << 3,

    /// <summary>Reads campaigns, their progress and reports.</summary>
    ReportsRead = 1 << 4,

    /// <summary>Reads balance, statement and holds.</summary>
    LedgerRead = 1 << 5,

    /// <summary>Reads messages of people.</summary>
    InboundRead = 1 << 6,

    /// <summary>Takes opt-outs and consents.</summary>
    OptOutsWrite = 1 << 7,

    /// <summary>Manages the account's keys, keywords and senders. Whoever has it can make a key with any scope of the account.</summary>
    Admin = 1 << 8,

    /// <summary>The operator of the platform: accounts, credits, carriers, routes, prices. Stands alone, and belongs to no
    /// account.</summary>
    Operator = 1 << 9,
}

/// <summary>Names of scopes as they are typed and shown.</summary>
public static class ApiScopeNames
{
    private static readonly (ApiScopes Scope, string Name)[] Names =
    [
        (ApiScopes.ListsRead, "lists:read"), (ApiScopes.ListsWrite, "lists:write"), (ApiScopes.SharesManage, "shares:manage"),
        (ApiScopes.CampaignsSend, "campaigns:send"), (ApiScopes.ReportsRead, "reports:read"), (ApiScopes.LedgerRead, "ledger:read"),
        (ApiScopes.InboundRead, "inbound:read"), (ApiScopes.OptOutsWrite, "optouts:write"), (ApiScopes.Admin, "admin"),
        (ApiScopes.Operator, "operator"),
    ];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Names.Select(one => one.Name)];

    /// <summary>Names of the scopes that are set.</summary>
    public static IReadOnlyList<string> Of(ApiScopes scopes) =>
        [.. Names.Where(one => scopes.HasFlag(one.Scope)).Select(one => one.Name)];

    /// <summary>The scopes of these names.</summary>
    /// <returns>Null, and the first name that is none, when one is unknown.</returns>
    public static ApiScopes? Read(IEnumerable<string> names, out string? unknown)
    {
        var scopes = ApiScopes.None;
        foreach (var name in names)
        {
            var at = Array.FindIndex(Names, one => one.Name == name);
            if (at < 0)
            {
                unknown = name;
                return null;
            }
            scopes |= Names[at].Scope;
        }
        unknown = null;
        return scopes;
    }
}

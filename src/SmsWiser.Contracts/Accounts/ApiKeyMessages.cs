namespace SmsWiser.Contracts.Accounts;

/// <summary>What a new API key is for.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.api_key_spec")]
public sealed record ApiKeySpec
{
    /// <summary>Name shown to people, 1 to 100 characters.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>What it may do, at least one of <c>lists:read</c>, <c>lists:write</c>, <c>shares:manage</c>, <c>campaigns:send</c>,
    /// <c>reports:read</c>, <c>ledger:read</c>, <c>inbound:read</c>, <c>optouts:write</c> and <c>admin</c>, which can make keys of any
    /// scope. An operator's key has <c>operator</c> alone.</summary>
    [Id(1)]
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>When it ends, UTC; null = never.</summary>
    [Id(2)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Networks that it may be used from, at most 20, as <c>203.0.113.0/24</c>; empty = any.</summary>
    [Id(3)]
    public IReadOnlyList<string> Addresses { get; init; } = [];
}

/// <summary>An API key without its secret.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.api_key_view")]
public sealed record ApiKeyView
{
    /// <summary>Its id: what stands behind <c>sk_</c>.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>What it may do.</summary>
    [Id(2)]
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Networks that it may be used from; empty = any.</summary>
    [Id(3)]
    public required IReadOnlyList<string> Addresses { get; init; }

    /// <summary><c>live</c>, <c>expired</c> or <c>revoked</c>.</summary>
    [Id(4)]
    public required string State { get; init; }

    /// <summary>When it was made, UTC.</summary>
    [Id(5)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends, UTC, or null.</summary>
    [Id(6)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last used, UTC, to the minute; null = never.</summary>
    [Id(7)]
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Id of the key that takes its place, or null.</summary>
    [Id(8)]
    public string? ReplacedBy { get; init; }
}

/// <summary>A new API key.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.new_api_key")]
public sealed record NewApiKey
{
    /// <summary>The key itself; it is not shown again.</summary>
    [Id(0)]
    public required string Key { get; init; }

    /// <summary>Its id.</summary>
    [Id(1)]
    public required string Id { get; init; }

    /// <summary>What it may do.</summary>
    [Id(2)]
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>When it ends, UTC, or null.</summary>
    [Id(3)]
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>Who asks.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.api_key_holder")]
public sealed record ApiKeyHolder
{
    /// <summary>Id of the key.</summary>
    [Id(0)]
    public required string KeyId { get; init; }

    /// <summary>Client id of its account; null for the operator.</summary>
    [Id(1)]
    public string? ClientId { get; init; }

    /// <summary>What it may do.</summary>
    [Id(2)]
    public required IReadOnlyList<string> Scopes { get; init; }
}

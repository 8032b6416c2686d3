namespace SmsWiser.Contracts.Ledger;

/// <summary>What the operator agrees with an account about money. All amounts are micro-units of the platform's currency.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.terms_spec")]
public sealed record TermsSpec
{
    /// <summary><c>unbilled</c>, <c>prepaid</c> or <c>invoiced</c>.</summary>
    [Id(0)]
    public required string Kind { get; init; }

    /// <summary>Client id of the account that answers for this one, or null. Suspending it suspends this account too.</summary>
    [Id(1)]
    public string? ParentClientId { get; init; }

    /// <summary>How far an invoiced account may go into debt, 0 or more; 0 for the other kinds.</summary>
    [Id(2)]
    public long CreditLimitMicros { get; init; }

    /// <summary>When an invoiced account's debt must be paid, UTC: from then on a debt suspends it until it is paid. Paying the
    /// debt clears the date. Null = no date.</summary>
    [Id(3)]
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Available balance below which the account is given notice; 0 = never.</summary>
    [Id(4)]
    public long LowBalanceMicros { get; init; }
}

/// <summary>Where an account stands.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.balance_view")]
public sealed record BalanceView
{
    /// <summary><c>unbilled</c>, <c>prepaid</c> or <c>invoiced</c>.</summary>
    [Id(0)]
    public required string Kind { get; init; }

    /// <summary>Free to use, micro-units; negative for an invoiced account in debt.</summary>
    [Id(1)]
    public required long AvailableMicros { get; init; }

    /// <summary>Set aside for sendouts under way: the most they may still cost.</summary>
    [Id(2)]
    public required long HeldMicros { get; init; }

    /// <summary>For parts that a carrier never answered; charged when evidence comes that they were sent, else given back.</summary>
    [Id(3)]
    public required long UnknownMicros { get; init; }

    /// <summary>How far the account may go into debt.</summary>
    [Id(4)]
    public required long CreditLimitMicros { get; init; }

    /// <summary>When a debt must be paid, UTC, or null.</summary>
    [Id(5)]
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Notice of a low balance: since when it has been below the agreed threshold, or null.</summary>
    [Id(6)]
    public DateTimeOffset? LowSince { get; init; }

    /// <summary>Why nothing can be sent: <c>unpaid</c>, <c>spam</c>, <c>unlawful</c>, <c>operator</c>; null when it can.</summary>
    [Id(7)]
    public string? Suspended { get; init; }

    /// <summary>True when it is an account above this one that is suspended.</summary>
    [Id(8)]
    public required bool SuspendedAbove { get; init; }
}

/// <summary>What a sendout was charged at one price.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.charge_line")]
public sealed record ChargeLine
{
    /// <summary><c>charge</c> (accepted), <c>unknown</c>, <c>late_charge</c> (unknown at first, then accepted), <c>late_release</c>
    /// (unknown at first, then refused) or <c>write_off</c> (accepted, not charged to the account).</summary>
    [Id(0)]
    public required string Kind { get; init; }

    /// <summary>Parts.</summary>
    [Id(1)]
    public required long Parts { get; init; }

    /// <summary>Micro-units per part.</summary>
    [Id(2)]
    public required long PriceMicros { get; init; }

    /// <summary>Parts at that price.</summary>
    [Id(3)]
    public required long AmountMicros { get; init; }
}

/// <summary>One change of the available balance.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.statement_line")]
public sealed record StatementLine
{
    /// <summary>When, UTC.</summary>
    [Id(0)]
    public required DateTimeOffset At { get; init; }

    /// <summary><c>top_up</c>, <c>adjust</c>, <c>hold</c>, <c>release</c>, <c>return</c> or <c>late_release</c>.</summary>
    [Id(1)]
    public required string Kind { get; init; }

    /// <summary>Change of the available balance, micro-units, with its sign.</summary>
    [Id(2)]
    public required long ChangeMicros { get; init; }

    /// <summary>What it was, in a sentence.</summary>
    [Id(3)]
    public required string Text { get; init; }

    /// <summary>Public id of the campaign it belongs to, or null.</summary>
    [Id(4)]
    public string? CampaignId { get; init; }

    /// <summary>For a release: what the sendout was charged.</summary>
    [Id(5)]
    public required IReadOnlyList<ChargeLine> Charges { get; init; }
}

/// <summary>Credits set aside for a sendout. <c>Amount = Settled + Unknown + Released + Open</c>.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.hold_view")]
public sealed record HoldView
{
    /// <summary>Public id of the campaign.</summary>
    [Id(0)]
    public required string CampaignId { get; init; }

    /// <summary>Its name.</summary>
    [Id(1)]
    public required string Campaign { get; init; }

    /// <summary>When it was taken, UTC.</summary>
    [Id(2)]
    public required DateTimeOffset At { get; init; }

    /// <summary>The most the sendout could cost.</summary>
    [Id(3)]
    public required long AmountMicros { get; init; }

    /// <summary>Charged for accepted parts.</summary>
    [Id(4)]
    public required long SettledMicros { get; init; }

    /// <summary>For parts that were never answered.</summary>
    [Id(5)]
    public required long UnknownMicros { get; init; }

    /// <summary>Given back.</summary>
    [Id(6)]
    public required long ReleasedMicros { get; init; }

    /// <summary>Still set aside.</summary>
    [Id(7)]
    public required long OpenMicros { get; init; }

    /// <summary>Charges by kind and price.</summary>
    [Id(8)]
    public required IReadOnlyList<ChargeLine> Charges { get; init; }
}

/// <summary>What one part over a carrier costs paying accounts.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.price_spec")]
public sealed record PriceSpec
{
    /// <summary>Leading digits of the number without '+'; empty matches all. The longest prefix wins.</summary>
    [Id(0)]
    public required string Prefix { get; init; }

    /// <summary>Micro-units per part, 1 to 1,000,000,000.</summary>
    [Id(1)]
    public required long Micros { get; init; }

    /// <summary>From when on, UTC; null = from now on. Sendouts keep the price they were planned with.</summary>
    [Id(2)]
    public DateTimeOffset? ValidFrom { get; init; }
}

namespace SmsWiser.Contracts.Campaigns;

/// <summary>A text that is not a campaign yet, to be measured.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.preview_spec")]
public sealed record PreviewSpec
{
    /// <summary>Text with placeholders, for example <c>Hi {first_name|there}</c>.</summary>
    [Id(0)]
    public required string Template { get; init; }

    /// <summary>Lists whose fields the placeholders mean; without any, every name counts as a text field.</summary>
    [Id(1)]
    public IReadOnlyList<string> ListIds { get; init; } = [];

    /// <summary>Parts of one SMS at most; null for the node's bound, 10.</summary>
    [Id(2)]
    public int? MaxParts { get; init; }

    /// <summary>Values by field name in place of the likely ones; an empty value stands for a lead without it.</summary>
    [Id(3)]
    public IReadOnlyDictionary<string, string> Sample { get; init; } = new Dictionary<string, string>();
}

/// <summary>A text as one person would get it, made with values that somebody gave or that are merely likely, never a lead's.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.preview_view")]
public sealed record PreviewView
{
    /// <summary>The list whose fields were used, or null.</summary>
    [Id(0)]
    public string? ListId { get; init; }

    /// <summary>The text.</summary>
    [Id(1)]
    public required string Text { get; init; }

    /// <summary><c>gsm7</c> or <c>ucs2</c>.</summary>
    [Id(2)]
    public required string Encoding { get; init; }

    /// <summary>Length in septets or UTF-16 units.</summary>
    [Id(3)]
    public required int Units { get; init; }

    /// <summary>Parts; 0 when the text cannot be sent.</summary>
    [Id(4)]
    public required int Parts { get; init; }

    /// <summary>Septets or units that still fit into the last part.</summary>
    [Id(5)]
    public required int UnitsLeft { get; init; }

    /// <summary>Why it cannot be sent: <c>too_long</c>, <c>empty</c> or <c>content</c> (a value forms a link on a shared list);
    /// null when it can.</summary>
    [Id(6)]
    public string? Problem { get; init; }

    /// <summary>What makes the text UCS-2, in its order.</summary>
    [Id(7)]
    public required IReadOnlyList<OutsideGsmView> OutsideGsm { get; init; }

    /// <summary>The values that were used.</summary>
    [Id(8)]
    public required IReadOnlyDictionary<string, string> Sample { get; init; }
}

/// <summary>A character that is not in the GSM alphabet, so that the whole text is sent as UCS-2.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.outside_gsm")]
public sealed record OutsideGsmView
{
    /// <summary>Where it stands in the text, from 1.</summary>
    [Id(0)]
    public required int Position { get; init; }

    /// <summary>The character.</summary>
    [Id(1)]
    public required string Character { get; init; }

    /// <summary>What says the same in GSM; empty to leave it out, null when nothing does.</summary>
    [Id(2)]
    public string? Substitute { get; init; }

    /// <summary><c>'ж' at 14</c>, as tables show it.</summary>
    public string Name => $"'{Character}' at {Position}" + (Substitute is null ? "" : $" (or '{Substitute}')");
}

/// <summary>A test message of a campaign.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.test_send_spec")]
public sealed record TestSendSpec
{
    /// <summary>A verified number of the account, in international form.</summary>
    [Id(0)]
    public required string Number { get; init; }

    /// <summary>The list whose fields are used; null for the campaign's first.</summary>
    [Id(1)]
    public string? ListId { get; init; }

    /// <summary>Values by field name in place of the likely ones.</summary>
    [Id(2)]
    public IReadOnlyDictionary<string, string> Sample { get; init; } = new Dictionary<string, string>();
}

/// <summary>A test message under way.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.test_send_view")]
public sealed record TestSendView
{
    /// <summary>Id of the hidden campaign that carries it: its progress and report tell what became of it.</summary>
    [Id(0)]
    public required string CampaignId { get; init; }

    /// <summary>What is sent; null for a code, which only its receiver may know.</summary>
    [Id(1)]
    public PreviewView? Preview { get; init; }
}

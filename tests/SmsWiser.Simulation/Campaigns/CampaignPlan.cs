namespace SmsWiser.Simulation.Campaigns;

/// <summary>What the workload knows of one campaign: the judge's word against the product's.</summary>
/// <param name="account">Who sends.</param>
/// <param name="sender">Its sender, unlike that of any other.</param>
/// <param name="texts">Number of each lead, and the text that it is to get.</param>
/// <param name="shared">Numbers that rely on the share.</param>
internal sealed class CampaignPlan(string account, string sender, IReadOnlyDictionary<string, string> texts, IReadOnlySet<string> shared)
{
    public string Account { get; } = account;

    public string Sender { get; } = sender;

    public IReadOnlyDictionary<string, string> Texts { get; } = texts;

    /// <summary>Public id, once it is made.</summary>
    public string Id { get; set; } = "";

    public bool IsStarted { get; set; }

    /// <summary>A pause or cancel of it has returned, and no resume was called since.</summary>
    public bool IsHeld { get; set; }

    /// <summary>The stop of the share it relies on has returned.</summary>
    public bool IsStopped { get; set; }

    public bool UsesShare => shared.Count > 0;

    public bool Relies(string number) => shared.Contains(number);
}

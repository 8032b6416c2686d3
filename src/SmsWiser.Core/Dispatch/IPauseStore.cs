namespace SmsWiser.Core.Dispatch;

/// <summary>What an operator's pause holds. Stored; members are never renumbered.</summary>
public enum PauseScope : byte
{
    /// <summary>All that all accounts send, but answers to people.</summary>
    All = 1,

    /// <summary>All that one account sends, but answers to people.</summary>
    Account = 2,

    /// <summary>All that would go over one carrier, answers to people included.</summary>
    Carrier = 3,
}

/// <summary>A pause of the operator. It has nothing to do with the state of a sendout: what a person paused stays paused when it
/// ends.</summary>
/// <param name="Scope">What it holds.</param>
/// <param name="Subject">Inside id of the account or carrier; 0 for all.</param>
/// <param name="Since">When it began, UTC.</param>
/// <param name="Reason">Why, in the operator's words.</param>
public sealed record SendingPause(PauseScope Scope, long Subject, DateTimeOffset Since, string Reason)
{
    /// <summary>Whether it holds what an account sends of a class.</summary>
    public bool Holds(AccountId account, Campaigns.TrafficClass traffic) =>
        traffic != Campaigns.TrafficClass.Reply && (Scope == PauseScope.All || (Scope == PauseScope.Account && Subject == account.Value));
}

/// <summary>Pauses of the operator in the store. Every method is one transaction. Any thread.</summary>
public interface IPauseStore
{
    /// <summary>Begins a pause, with an entry of the gate log. Where there is one already it goes on, and has the new reason.</summary>
    /// <returns>The pause as it is now.</returns>
    Task<SendingPause> PauseAsync(SendingPause pause, CancellationToken cancellation);

    /// <summary>Ends a pause, with an entry of the gate log.</summary>
    /// <returns>False when there was none.</returns>
    Task<bool> ResumeAsync(PauseScope scope, long subject, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>All pauses, the earliest first.</summary>
    Task<IReadOnlyList<SendingPause>> ListAsync(CancellationToken cancellation);

    /// <summary>Since when a sendout has unclaimed leads on a route of which every carrier is paused; null when it has none.</summary>
    Task<DateTimeOffset?> FindCarriersPausedAsync(SendoutId sendout, CancellationToken cancellation);
}

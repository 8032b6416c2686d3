using SmsWiser.Core;

namespace SmsWiser.Engine.Campaigns;

/// <summary>What campaigns tell the dispatch of this node once the store has decided. Each is idempotent, and harmless for a sendout that
/// the dispatch does not hold; each returns when it has taken effect.</summary>
/// <param name="StartAsync">Claims may begin, the plan is complete; or go on by what the store says of the campaign now.</param>
/// <param name="PauseAsync">Once it returns nothing of the sendout goes on the wire.</param>
/// <param name="ResumeAsync">Claims go on.</param>
/// <param name="CancelAsync">Once it returns nothing of the sendout goes on the wire, for good.</param>
internal sealed record SendoutCommands(
    Func<SendoutId, Task> StartAsync,
    Func<SendoutId, Task> PauseAsync,
    Func<SendoutId, Task> ResumeAsync,
    Func<SendoutId, Task> CancelAsync);

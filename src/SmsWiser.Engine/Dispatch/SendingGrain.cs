using SmsWiser.Contracts.Dispatch;

namespace SmsWiser.Engine.Dispatch;

/// <summary>Pauses of the operator: a shell over <see cref="SendingPauses"/>.</summary>
internal sealed class SendingGrain(SendingPauses pauses) : Grain, ISendingGrain
{
    public Task<PauseView> PauseAsync(PauseTarget target, string reason) => pauses.PauseAsync(target, reason);

    public Task<IReadOnlyList<PauseView>> ResumeAsync(PauseTarget target) => pauses.ResumeAsync(target);

    public Task<IReadOnlyList<PauseView>> ListAsync() => pauses.ListAsync();
}

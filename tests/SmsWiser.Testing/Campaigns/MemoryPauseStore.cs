using SmsWiser.Core;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Testing.Compliance;

namespace SmsWiser.Testing.Campaigns;

/// <summary>Pauses of the operator in memory, by the contract of the port.</summary>
/// <param name="log">Holds the gate log.</param>
public sealed class MemoryPauseStore(MemoryOptOutStore log) : IPauseStore
{
    private readonly Lock guard = new();
    private readonly List<SendingPause> pauses = [];

    /// <summary>Since when the open leads of a sendout wait for paused carriers, as the test has it.</summary>
    public Dictionary<SendoutId, DateTimeOffset> CarriersPaused { get; } = [];

    public Task<SendingPause> PauseAsync(SendingPause pause, CancellationToken cancellation)
    {
        lock (guard)
        {
            var index = pauses.FindIndex(known => (known.Scope, known.Subject) == (pause.Scope, pause.Subject));
            if (index >= 0)
                return Task.FromResult(pauses[index] = pauses[index] with { Reason = pause.Reason });
            pauses.Add(pause);
            log.AddEntry(GateKind.SendingPaused, pause.Subject, (int)pause.Scope);
            return Task.FromResult(pause);
        }
    }

    public Task<bool> ResumeAsync(PauseScope scope, long subject, DateTimeOffset at, CancellationToken cancellation)
    {
        lock (guard)
        {
            if (pauses.RemoveAll(known => (known.Scope, known.Subject) == (scope, subject)) == 0)
                return Task.FromResult(false);
            log.AddEntry(GateKind.SendingResumed, subject, (int)scope);
            return Task.FromResult(true);
        }
    }

    public Task<IReadOnlyList<SendingPause>> ListAsync(CancellationToken cancellation)
    {
        lock (guard)
            return Task.FromResult<IReadOnlyList<SendingPause>>([.. pauses.OrderBy(pause => pause.Since)]);
    }

    public Task<DateTimeOffset?> FindCarriersPausedAsync(SendoutId sendout, CancellationToken cancellation) =>
        Task.FromResult(CarriersPaused.TryGetValue(sendout, out var since) ? since : (DateTimeOffset?)null);
}

using SmsWiser.Contracts.Compliance;

namespace SmsWiser.Engine.Compliance;

/// <summary>Platform opt-outs, for operators.</summary>
internal sealed class OptOutsGrain(PlatformOptOuts platform) : Grain, IOptOutsGrain
{
    public Task AddAsync(string number) => platform.AddAsync(number);

    public Task RemoveAsync(string number, string reason) => platform.RemoveAsync(number, reason);

    public Task<IReadOnlyList<OptOutFault>> ImportAsync(IReadOnlyList<OptOutRow> rows, string? country) =>
        platform.ImportAsync(rows, country);
}

using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Compliance;
using SmsWiser.Engine.Compliance;

namespace SmsWiser.Engine.Accounts;

/// <summary>What binds all accounts together, for operators.</summary>
internal sealed class PlatformGrain(FrequencyCaps caps) : Grain, IPlatformGrain
{
    public Task<CapsView> CapsAsync() => caps.ViewAsync(FrequencyBook.Platform);

    public Task<CapsView> SetCapsAsync(CapsSpec spec) => caps.SetAsync(FrequencyBook.Platform, spec);
}

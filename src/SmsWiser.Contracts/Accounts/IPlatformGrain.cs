using SmsWiser.Contracts.Compliance;

namespace SmsWiser.Contracts.Accounts;

/// <summary>What binds all accounts together; the key is <c>all</c>. For operators.</summary>
[Alias("smswiser.platform")]
public interface IPlatformGrain : IGrainWithStringKey
{
    /// <summary>How many marketing messages a person gets at most from all accounts together.</summary>
    [Alias("caps")]
    Task<CapsView> CapsAsync();

    /// <summary>Sets it. Messages count from the moment a cap of the platform or of their account is set; nobody is told which other
    /// account has written to a person.</summary>
    /// <exception cref="RefusedException"><c>invalid_value</c>.</exception>
    [Alias("set_caps")]
    Task<CapsView> SetCapsAsync(CapsSpec caps);
}

using System.CommandLine;
using SmsWiser.Core.Links;

namespace SmsWiser.Host.Links;

/// <summary>Where the platform's short links lead, as an option of <c>serve</c> and from the environment.</summary>
internal static class LinksOption
{
    public static readonly Option<string?> BaseUrl = new("--links-base-url")
    {
        Description = $"Address of short links, https://DOMAIN; needed for texts with {{optout_link}} ({Variable}).",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(Variable),
    };

    private const string Variable = "SMSWISER_LINKS_BASE_URL";

    /// <summary>For nodes that verbs run in their own process.</summary>
    /// <exception cref="UsageException">It is no address that can serve.</exception>
    public static LinkOptions FromEnvironment() => Read(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Reads what was given; nothing means no links.</summary>
    /// <exception cref="UsageException">It is no address that can serve.</exception>
    public static LinkOptions Read(string? text) => string.IsNullOrWhiteSpace(text) ? new()
        : LinkOptions.TryRead(text, out var options) ? options
        : throw new UsageException(
            $"'{text}' cannot be the address of links; give --links-base-url or {Variable} as https://DOMAIN, without a path, 60 "
            + "characters at most");
}

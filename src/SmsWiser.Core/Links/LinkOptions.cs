using System.Diagnostics.CodeAnalysis;

namespace SmsWiser.Core.Links;

/// <summary>Where the platform's short links lead.</summary>
public sealed record LinkOptions
{
    /// <summary>What is missing, and what to do, where a text has a link and <see cref="BaseUrl"/> is null.</summary>
    public const string Missing =
        "it has {optout_link}, but this platform has no address for links; its operator starts the node with "
        + "--links-base-url https://DOMAIN or sets SMSWISER_LINKS_BASE_URL";

    private const int MaxChars = 60;

    /// <summary>The platform's own domain as <c>https://go.example.com</c>, without a path; links are this, a slash and a code. Default
    /// null: texts with links are refused.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>Reads an address: https, a host in ASCII, perhaps a port, nothing else; 60 characters at most, since every message carries
    /// it.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="options">The options with it.</param>
    /// <returns>False for an address that cannot serve.</returns>
    public static bool TryRead(string text, [NotNullWhen(true)] out LinkOptions? options)
    {
        options = null;
        var trimmed = text.Trim().TrimEnd('/');
        if (trimmed.Length > MaxChars || !Uri.TryCreate(trimmed, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps)
            return false;
        var origin = uri.GetLeftPart(UriPartial.Authority);
        if (uri.UserInfo.Length > 0 || origin.Contains('_') || !string.Equals(origin, trimmed, StringComparison.OrdinalIgnoreCase)
            || !origin.All(char.IsAscii) || !uri.Host.Contains('.'))
            return false;
        options = new() { BaseUrl = origin };
        return true;
    }
}

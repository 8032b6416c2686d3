using System.Net;

namespace SmsWiser.Core.Accounts;

/// <summary>Networks that something may be used from, as text: CIDR blocks or single addresses, divided by blanks.</summary>
public static class AddressList
{
    /// <summary>The list in canonical form.</summary>
    /// <returns>Null, and the first entry that is no network, when one cannot be read.</returns>
    public static string? Read(IEnumerable<string> entries, out string? wrong)
    {
        wrong = null;
        var networks = new List<string>();
        foreach (var entry in entries)
        {
            if (Parse(entry.Trim()) is not { } network)
            {
                wrong = entry;
                return null;
            }
            networks.Add(network.ToString());
        }
        return string.Join(' ', networks);
    }

    /// <summary>Whether the address is in one of the networks; an empty list has all.</summary>
    public static bool Holds(string list, string address)
    {
        if (list.Length == 0)
            return true;
        if (!IPAddress.TryParse(address, out var asked))
            return false;
        asked = asked.IsIPv4MappedToIPv6 ? asked.MapToIPv4() : asked;
        return list.Split(' ').Any(entry => Parse(entry) is { } network && network.Contains(asked));
    }

    private static IPNetwork? Parse(string text) => IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var one) ? new IPNetwork(one, one.GetAddressBytes().Length * 8)
        : null;
}

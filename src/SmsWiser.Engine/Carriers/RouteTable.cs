using System.Globalization;
using SmsWiser.Core;
using SmsWiser.Core.Carriers;

namespace SmsWiser.Engine.Carriers;

/// <summary>Finds the route of a number: the longest prefix wins. A trie over decimal digits, built once; immutable, any thread. Looking up
/// allocates nothing.</summary>
internal sealed class RouteTable
{
    private const int Digits = 10;
    private const int MaxNumberDigits = 20;

    private readonly List<int> next = [];
    private readonly List<RouteId> routes = [];

    /// <summary>A table of these routes. Prefixes are unique.</summary>
    public RouteTable(IEnumerable<Route> routes)
    {
        AddNode();
        foreach (var route in routes)
            Add(route);
    }

    /// <summary>The route of a number, or 0 when none leads there.</summary>
    /// <param name="number">E.164 digits as an integer.</param>
    public RouteId Find(ulong number)
    {
        Span<byte> digits = stackalloc byte[MaxNumberDigits];
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        var node = 0;
        var found = routes[0];
        for (var i = 0; i < length; i++)
        {
            node = next[(node * Digits) + digits[i] - '0'];
            if (node == 0)
                break;
            if (routes[node].Value != 0)
                found = routes[node];
        }
        return found;
    }

    private void Add(Route route)
    {
        var node = 0;
        foreach (var character in route.Prefix)
        {
            if (!char.IsAsciiDigit(character))
                throw new ArgumentException(
                    $"prefix '{route.Prefix}' of route {route.Id.Value} holds '{character}'; only digits are allowed");
            var slot = (node * Digits) + character - '0';
            if (next[slot] == 0)
                next[slot] = AddNode();
            node = next[slot];
        }
        if (routes[node].Value != 0)
            throw new ArgumentException($"prefix '{route.Prefix}' has two routes, {routes[node].Value} and {route.Id.Value}");
        routes[node] = route.Id;
    }

    private int AddNode()
    {
        routes.Add(default);
        next.AddRange(new int[Digits]);
        return routes.Count - 1;
    }
}

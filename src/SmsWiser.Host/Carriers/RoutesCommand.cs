using System.CommandLine;
using System.Globalization;
using SmsWiser.Contracts.Carriers;
using SmsWiser.Host.Commands;

namespace SmsWiser.Host.Carriers;

/// <summary><c>smswiser routes</c>.</summary>
internal static class RoutesCommand
{
    /// <summary>Key of the grain.</summary>
    public const string Key = "all";

    private const string AllNumbers = "all";

    public static Command Create()
    {
        var prefix = new Argument<string>("prefix") { Description = $"Leading digits of the numbers, or '{AllNumbers}'." };
        var carriers = new Argument<string[]>("carriers")
        {
            Description = "CARRIER[:PRIORITY[:WEIGHT]] …; priority 1 goes first, weights share among equals.",
            Arity = ArgumentArity.OneOrMore,
        };
        return Verb.Noun("routes", "Routes: which carriers serve which destinations.",
            Verb.Of("list", "Lists all routes.", "routes list", [],
                async run => run.Screen.Show((await Grain(run).ListAsync()).SelectMany(Rows).ToList())),
            Verb.Of("set", "Sets the carriers of a prefix in place of those it had.", "routes set 33 alpha:1:70 beta:1:30 gamma:2",
                [prefix, carriers],
                run => Grain(run).SetAsync(Prefix(run.Get(prefix)), [.. run.Get(carriers).Select(Member)])),
            Verb.Of("remove", "Removes the route of a prefix, unless messages wait for it.", "routes remove 33", [prefix],
                run => Grain(run).RemoveAsync(Prefix(run.Get(prefix)))));
    }

    private static IRoutesGrain Grain(CommandRun run) => run.Node.Grains.GetGrain<IRoutesGrain>(Key);

    private static string Prefix(string text) => text == AllNumbers ? "" : text;

    private static IEnumerable<RouteRow> Rows(RouteView route) => route.Carriers.Select(member => new RouteRow(
        route.Prefix.Length == 0 ? AllNumbers : route.Prefix, member.Carrier, member.Priority, member.Weight));

    private static RouteMember Member(string text)
    {
        var parts = text.Split(':');
        return parts.Length <= 3 && parts[0].Length > 0
            ? new() { Carrier = parts[0], Priority = Number(parts, 1, text), Weight = Number(parts, 2, text) }
            : throw Wrong(text);
    }

    private static int Number(string[] parts, int at, string text)
    {
        if (parts.Length <= at)
            return 1;
        return int.TryParse(parts[at], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(text);
    }

    private static UsageException Wrong(string text) => new($"'{text}' is no CARRIER[:PRIORITY[:WEIGHT]], as alpha:1:70");
}

/// <summary>A carrier's place on a route, in a table.</summary>
internal sealed record RouteRow(string Prefix, string Carrier, int Priority, int Weight);

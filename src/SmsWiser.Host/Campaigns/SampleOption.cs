using System.CommandLine;
using SmsWiser.Host.Commands;

namespace SmsWiser.Host.Campaigns;

/// <summary>Values of a lead that does not exist: <c>--sample first_name=Zoë</c>, repeatable.</summary>
internal static class SampleOption
{
    public static Option<string[]> Create() => new("--sample")
    {
        Description = "A value in place of a likely one, as first_name=Zoë; empty for a lead without it; repeatable.",
    };

    /// <summary>The values by name.</summary>
    /// <exception cref="UsageException">One has no '=' or comes twice.</exception>
    public static Dictionary<string, string> Read(string[]? given)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var one in given ?? [])
        {
            var at = one.IndexOf('=', StringComparison.Ordinal);
            if (at < 1)
                throw new UsageException($"--sample {one} is not name=value");
            if (!values.TryAdd(one[..at], one[(at + 1)..]))
                throw new UsageException($"--sample {one[..at]} is given twice");
        }
        return values;
    }
}

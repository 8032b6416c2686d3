namespace SmsWiser.Core.Audience;

/// <summary>What <c>countries.txt</c> says, by country and by calling code.</summary>
internal static class CountryTable
{
    private const string NoCountry = "001";
    private static readonly Plan[] Plans = new Plan[1000];

    /// <summary>How the national numbers behind one calling code look, over all countries that share it.</summary>
    /// <param name="Lengths">Bit n is set when numbers of n digits exist; 0 when the code is not in use.</param>
    /// <param name="TrunkZero">True when a 0 in front of a national number is never part of it.</param>
    /// <param name="Trunk">Trunk prefix of the first country.</param>
    public readonly record struct Plan(uint Lengths, bool TrunkZero, byte[]? Trunk);

    /// <summary>The plan behind a calling code below 1,000.</summary>
    public static Plan Of(int callingCode) => Plans[callingCode];

    /// <summary>Reads the table. Called once, by the type initializer of <see cref="Country"/>, which anyone who asks for a plan runs
    /// first.</summary>
    public static Dictionary<string, Country> Read()
    {
        using var stream = typeof(CountryTable).Assembly.GetManifestResourceStream("countries.txt")
            ?? throw new InvalidOperationException("countries.txt is not in the assembly");
        using var reader = new StreamReader(stream);
        var countries = new Dictionary<string, Country>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var country = Parse(line);
            Add(country);
            if (country.Code != NoCountry)
                countries.Add(country.Code, country);
        }
        return countries;
    }

    private static Country Parse(string line)
    {
        var parts = line.Split(' ');
        var lengths = 0U;
        foreach (var length in parts[4].Split(','))
            lengths |= 1U << int.Parse(length);
        return new(parts[0], int.Parse(parts[1]), parts[2].Trim('-'), parts[3].Trim('-'), lengths);
    }

    private static void Add(Country country)
    {
        ref var plan = ref Plans[country.CallingCode];
        var trunkZero = country.TrunkPrefix.AsSpan().SequenceEqual("0"u8);
        plan = plan.Lengths == 0
            ? new(country.Lengths, trunkZero, country.TrunkPrefix)
            : plan with { Lengths = plan.Lengths | country.Lengths, TrunkZero = plan.TrunkZero && trunkZero };
    }
}

using System.Diagnostics.CodeAnalysis;

namespace SmsWiser.Core.Audience;

/// <summary>A country's way of writing phone numbers: ITU-T E.164 and its national numbering plan, from <c>countries.txt</c>.</summary>
public sealed class Country
{
    private static readonly Dictionary<string, Country> ByCode = CountryTable.Read();

    internal Country(string code, int callingCode, string internationalPrefix, string trunkPrefix, uint lengths)
    {
        Code = code;
        CallingCode = callingCode;
        InternationalPrefix = System.Text.Encoding.ASCII.GetBytes(internationalPrefix);
        TrunkPrefix = System.Text.Encoding.ASCII.GetBytes(trunkPrefix);
        CallingCodeText = System.Text.Encoding.ASCII.GetBytes(callingCode.ToString());
        Lengths = lengths;
    }

    /// <summary>ISO 3166-1 alpha-2 code, upper case.</summary>
    public string Code { get; }

    /// <summary>Calling code, 1 to 3 digits; several countries may share one.</summary>
    public int CallingCode { get; }

    /// <summary>Digits dialled before a foreign number, empty when there are several.</summary>
    internal byte[] InternationalPrefix { get; }

    /// <summary>Digits dialled before a national number, which are no part of it; often empty or 0.</summary>
    internal byte[] TrunkPrefix { get; }

    internal byte[] CallingCodeText { get; }

    /// <summary>Bit n is set when national numbers of n digits exist.</summary>
    internal uint Lengths { get; }

    /// <summary>All countries, by code.</summary>
    internal static IReadOnlyDictionary<string, Country> All => ByCode;

    /// <summary>Finds a country by its ISO 3166-1 alpha-2 code, in any case.</summary>
    public static bool TryFind(string code, [NotNullWhen(true)] out Country? country) =>
        ByCode.TryGetValue(code.ToUpperInvariant(), out country);

    /// <summary>The code.</summary>
    public override string ToString() => Code;
}

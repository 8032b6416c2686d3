using System.Buffers.Text;
using System.Text;

namespace SmsWiser.Host.Demo;

/// <summary>
/// Writes made-up leads as CSV, the same for the same seed and region: unique mobile numbers of two countries in no order, first and last
/// names, city, what was spent in 2020, and the day of joining. About one value in twenty is missing.
/// </summary>
/// <param name="seed">Which leads.</param>
/// <param name="region">Where they live.</param>
internal sealed class LeadGenerator(uint seed, LeadRegion region)
{
    /// <summary>The first row.</summary>
    public const string Header = "number,first_name,last_name,city,spent_2020,joined\n";

    /// <summary>Most leads that have unique numbers.</summary>
    public const int MaxLeads = 100_000_000;

    private const int BufferBytes = 64 * 1024;
    private const int MaxRowBytes = 128;
    private static readonly byte[][] FirstNames = Words(
        "Ana Léa Emma Jade Louise Alice Chloé Lina Mila Rose Anna Mia Hannah Emilia Sofia Clara Marie Lea Lena Ida Gabriel Louis Raphaël Jules "
        + "Adam Lucas Léo Hugo Arthur Nathan Noah Ben Paul Finn Leon Elias Jonas Luis Henry Felix");

    private static readonly byte[][] LastNames = Words(
        "Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefèvre Leroy Roux David Bertrand Morel Fournier "
        + "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann");

    private readonly byte[][] firstCities = Words(region.FirstCities);
    private readonly byte[][] secondCities = Words(region.SecondCities);
    private readonly byte[] buffer = new byte[BufferBytes];
    private int used;
    private ulong state;

    /// <summary>Writes the header and so many leads; the stream stays open.</summary>
    public void Write(Stream stream, int leads)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(leads, MaxLeads);
        state = seed;
        used = 0;
        Add(Encoding.ASCII.GetBytes(Header));
        for (var lead = 0; lead < leads; lead++)
        {
            if (BufferBytes - used < MaxRowBytes)
            {
                stream.Write(buffer, 0, used);
                used = 0;
            }
            AddRow((uint)lead);
        }
        stream.Write(buffer, 0, used);
    }

    private void AddRow(uint lead)
    {
        var chance = Next();
        Add("+"u8);
        Add(Number(lead));
        AddWord(FirstNames, chance);
        AddWord(LastNames, chance >> 8);
        AddWord(lead % 3 != 2 ? firstCities : secondCities, chance >> 16);
        Add(","u8);
        if ((chance >> 24) % 20 != 0)
        {
            Add((uint)(chance >> 29) % 2_000);
            Add("."u8);
            Add(10 + (uint)(chance >> 40) % 90);
        }
        Add(","u8);
        Add(2015 + (uint)(chance >> 44) % 11);
        Add("-"u8);
        Add(10 + (uint)(chance >> 48) % 3);
        Add("-"u8);
        Add(10 + (uint)(chance >> 52) % 19);
        Add("\n"u8);
    }

    // Multiplying by a number that has no factor in common with the modulus visits every subscriber number once, in no visible order.
    private ulong Number(uint lead) => region.Numbers[(int)(lead % 3)] + (lead * 7_368_787UL + seed) % MaxLeads;

    private void AddWord(byte[][] words, ulong chance)
    {
        Add(","u8);
        if (chance % 20 != 0)
            Add(words[(chance >> 3) % (ulong)words.Length]);
    }

    private void Add(ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(buffer.AsSpan(used));
        used += octets.Length;
    }

    private void Add(ulong number)
    {
        Utf8Formatter.TryFormat(number, buffer.AsSpan(used), out var length);
        used += length;
    }

    // SplitMix64, by Sebastiano Vigna, public domain.
    private ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }

    private static byte[][] Words(string words) => [.. words.Split(' ').Select(Encoding.UTF8.GetBytes)];
}

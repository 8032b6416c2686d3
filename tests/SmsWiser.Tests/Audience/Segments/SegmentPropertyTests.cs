using System.Globalization;
using System.Text;
using SmsWiser.Core.Audience;
using SmsWiser.Testing.Chance;

namespace SmsWiser.Tests.Audience.Segments;

/// <summary>Random conditions on random leads, held against an evaluator that works on plain objects.</summary>
public sealed class SegmentPropertyTests
{
    private static readonly FieldDefinition[] Fields =
        [new(0, "city", FieldType.Text), new(1, "spent", FieldType.Number), new(2, "born", FieldType.Date)];
    private static readonly string[] Cities = ["Lyon", "lyon", "Paris", "Łódź", "ŁÓDŹ", "Ly", "São Paulo", "a'b"];
    private static readonly DateOnly Today = new(2024, 3, 1);

    private delegate bool Naive(Lead lead);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Conditions_mean_what_a_plain_evaluator_says(int seed)
    {
        var chance = new Chance(seed);
        for (var round = 0; round < 400; round++)
        {
            var (text, naive) = Condition(chance, depth: 0);
            var parse = SegmentFilter.Parse(text, new SegmentScope(Fields) { Today = Today });
            Assert.True(parse.Error is null, $"{text}: {parse.Error}");
            for (var i = 0; i < 20; i++)
            {
                var lead = NewLead(chance);
                Assert.True(parse.Filter!.Matches(new LeadView(33612345678, lead.Record())) == naive(lead), $"{text} on {lead}");
            }
        }
    }

    private static (string Text, Naive Holds) Condition(Chance chance, int depth)
    {
        if (depth < 5 && chance.Next(3) > 0)
        {
            var (left, leftHolds) = Condition(chance, depth + 1);
            if (chance.Next(4) == 0) return ($"not ({left})", lead => !leftHolds(lead));
            var (right, rightHolds) = Condition(chance, depth + 1);
            return chance.Next(2) == 0
                ? ($"({left}) and ({right})", lead => leftHolds(lead) && rightHolds(lead))
                : ($"({left}) or ({right})", lead => leftHolds(lead) || rightHolds(lead));
        }
        return chance.Next(3) switch { 0 => OnCity(chance), 1 => OnSpent(chance), _ => OnBorn(chance) };
    }

    private static (string, Naive) OnCity(Chance chance)
    {
        var value = chance.Of(Cities);
        var quoted = $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
        const StringComparison Fold = StringComparison.OrdinalIgnoreCase;
        return chance.Next(6) switch
        {
            0 => ($"city = {quoted}", lead => lead.City is { } city && city.Equals(value, Fold)),
            1 => ($"city != {quoted}", lead => lead.City is not { } city || !city.Equals(value, Fold)),
            2 => ($"city starts_with {quoted}", lead => lead.City is { } city && city.StartsWith(value, Fold)),
            3 => ($"city not contains {quoted}", lead => lead.City is not { } city || !city.Contains(value, Fold)),
            4 => ($"city in ({quoted}, 'x')", lead => lead.City is { } city && city.Equals(value, Fold)),
            _ => ("city is not empty", lead => lead.City is not null),
        };
    }

    private static (string, Naive) OnSpent(Chance chance)
    {
        var (low, high) = (chance.Next(200) - 100, chance.Next(200) + 100);
        return chance.Next(5) switch
        {
            0 => ($"spent > {low}", lead => lead.Spent > low),
            1 => ($"spent <= {low}.5", lead => lead.Spent <= (low < 0 ? low - 0.5m : low + 0.5m)),
            2 => ($"spent between {low} and {high}", lead => lead.Spent >= low && lead.Spent <= high),
            3 => ($"spent not in ({low}, {high})", lead => lead.Spent != low && lead.Spent != high),
            _ => ("spent is empty", lead => lead.Spent is null),
        };
    }

    private static (string, Naive) OnBorn(Chance chance)
    {
        var days = chance.Next(800);
        var (first, last) = (Today.AddDays(-days), Today.AddDays(chance.Next(60)));
        return chance.Next(5) switch
        {
            0 => ($"born > today - {days} days", lead => lead.Born > first),
            1 => ($"born between today - {days} days and {last:yyyy-MM-dd}", lead => lead.Born >= first && lead.Born <= last),
            2 => ($"born is today - {days} days", lead => lead.Born is { } born && IsDay(born, first)),
            3 => ("born is between today and today + 30 days", lead => lead.Born is { } born
                && Enumerable.Range(0, 31).Any(day => IsDay(born, Today.AddDays(day)))),
            _ => ($"born != {last:yyyy-MM-dd}", lead => lead.Born != last),
        };
    }

    private static bool IsDay(DateOnly born, DateOnly day) => born.Month == day.Month && born.Day == day.Day
        || (born is { Month: 2, Day: 29 } && day is { Month: 2, Day: 28 } && !DateTime.IsLeapYear(day.Year));

    private static Lead NewLead(Chance chance) => new(
        chance.Next(5) == 0 ? null : chance.Of(Cities), chance.Next(5) == 0 ? null : (chance.Next(4_000) - 2_000) / 10m,
        chance.Next(5) == 0 ? null : chance.Next(20) == 0 ? new DateOnly(2000, 2, 29) : Today.AddDays(chance.Next(900) - 800));

    private sealed record Lead(string? City, decimal? Spent, DateOnly? Born)
    {
        public byte[] Record()
        {
            var octets = new byte[256];
            var record = new LeadRecord(octets);
            record.Add(0, Encoding.UTF8.GetBytes(City ?? ""));
            record.Add(1, Encoding.UTF8.GetBytes(Spent?.ToString("0.#", CultureInfo.InvariantCulture) ?? ""));
            record.Add(2, Encoding.UTF8.GetBytes(Born?.ToString("O", CultureInfo.InvariantCulture) ?? ""));
            return octets[..record.Length];
        }
    }

    private sealed class Chance(int seed)
    {
        private readonly SeededRandom random = new(seed);

        public int Next(int below)
        {
            Span<byte> octets = stackalloc byte[4];
            random.Fill(octets);
            return (int)(BitConverter.ToUInt32(octets) % (uint)below);
        }

        public string Of(string[] choices) => choices[Next(choices.Length)];
    }
}

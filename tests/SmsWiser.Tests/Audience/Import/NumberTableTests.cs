using SmsWiser.Core.Audience;
using SmsWiser.Testing.Chance;

namespace SmsWiser.Tests.Audience.Import;

public sealed class NumberTableTests
{
    [Fact]
    public void Table_says_what_a_dictionary_would_through_all_its_growth()
    {
        var table = new NumberTable(new SeededRandom(1), expected: 0);
        var model = new Dictionary<ulong, (NumberOrigin Origin, uint Value)>();
        var random = new Random(2);
        for (var i = 0; i < 100_000; i++)
        {
            var number = 33600000000UL + (ulong)random.Next(50_000);
            if (random.Next(2) == 0)
            {
                table.AddLead(number, (uint)i);
                model.TryAdd(number, (NumberOrigin.List, (uint)i));
            }
            else
            {
                table.MarkInFile(number, i);
                model[number] = (NumberOrigin.File, (uint)i);
            }
        }

        Assert.Equal(model.Count, table.Count);
        for (var number = 33600000000UL; number < 33600050000UL; number++)
        {
            var origin = table.Look(number, out var value);
            Assert.Equal(model.GetValueOrDefault(number), (origin, value));
        }
    }
}

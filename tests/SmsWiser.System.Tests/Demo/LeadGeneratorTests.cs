using System.Text;
using SmsWiser.Core.Audience;
using SmsWiser.Host.Demo;

namespace SmsWiser.System.Tests.Demo;

public sealed class LeadGeneratorTests
{
    [Fact]
    public void Numbers_are_valid_and_unique()
    {
        var numbers = new HashSet<ulong>();
        foreach (var row in Rows(seed: 1, 30_000).Skip(1))
        {
            var values = row.Split(',');
            Assert.Equal(6, values.Length);
            Assert.True(PhoneNumbers.TryNormalize(Encoding.ASCII.GetBytes(values[0]), null, out var number, out _), row);
            Assert.True(numbers.Add(number), row);
        }

        Assert.Equal(30_000, numbers.Count);
        Assert.Equal(10_000, numbers.Count(number => number / 100_000_000 == 336));
        Assert.Equal(10_000, numbers.Count(number => number / 100_000_000 == 337));
        Assert.Equal(10_000, numbers.Count(number => number / 100_000_000 == 49151));
    }

    [Fact]
    public void Same_seed_gives_the_same_file_and_another_seed_another()
    {
        Assert.Equal(Rows(seed: 1, 100), Rows(seed: 1, 100));
        Assert.NotEqual(Rows(seed: 1, 100), Rows(seed: 2, 100));
    }

    private static string[] Rows(uint seed, int leads, LeadRegion? region = null)
    {
        using var stream = new MemoryStream();
        new LeadGenerator(seed, region ?? LeadRegion.Europe).Write(stream, leads);
        return Encoding.UTF8.GetString(stream.ToArray()).TrimEnd('\n').Split('\n');
    }
}

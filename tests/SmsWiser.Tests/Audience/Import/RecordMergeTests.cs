using SmsWiser.Core.Audience;

namespace SmsWiser.Tests.Audience.Import;

public sealed class RecordMergeTests
{
    [Theory]
    [InlineData("", "", "00")]
    [InlineData("0:A 2:B", "", "02000100410201004 2")]
    [InlineData("", "1:X", "0101010058")]
    [InlineData("0:A 2:B 5:C", "2:X 3:Y", "04000100410201005803010059050100 43")]
    public void Values_of_the_update_win_and_others_stay(string record, string update, string expected)
    {
        var destination = new byte[64];

        var length = RecordMerge.Merge(Record(record), Record(update), destination);

        Assert.Equal(expected.Replace(" ", ""), Convert.ToHexString(destination.AsSpan(0, length)));
    }

    private static byte[] Record(string values)
    {
        var octets = new byte[64];
        var record = new LeadRecord(octets);
        foreach (var value in values.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            record.Add(value[0] - '0', new byte[] { (byte)value[2] });
        return octets[..record.Length];
    }
}

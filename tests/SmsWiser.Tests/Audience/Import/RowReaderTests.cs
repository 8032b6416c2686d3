using System.Text;
using SmsWiser.Core.Audience;
using SmsWiser.Testing;

namespace SmsWiser.Tests.Audience.Import;

public sealed class RowReaderTests
{
    [Fact]
    public async Task Warm_reader_allocates_nothing_per_row()
    {
        var file = new StringBuilder("number,name,spent,joined\n");
        for (var i = 0; i < 4_000; i++)
            file.Append($"+33 6 00 {i:0000} 01,\"Ana \"\"A\"\"\",{i}.50,31.12.2020\n");
        var reader = new CsvReader(new MemoryStream(Encoding.UTF8.GetBytes(file.ToString())));
        await reader.FillAsync(TestContext.Current.CancellationToken);
        Assert.Equal(CsvRow.Row, reader.Read());
        var row = new RowReader(reader, new ImportPlan(4, 0, "number", false,
        [
            new(1, "name", "name", FieldType.Text, DateOrder.DayFirst, 0),
            new(2, "spent", "spent", FieldType.Number, DateOrder.DayFirst, 1),
            new(3, "joined", "joined", FieldType.Date, DateOrder.DayFirst, 2),
        ]), home: null, workingSet: 0, now: 0);
        Assert.Equal(10, ReadRows(10));

        var read = 0;
        Assert.Equal(0, Allocations.Least(() => read += ReadRows(600)));
        Assert.Equal(3_000, read);
        Assert.Equal(33600300901UL, row.Number);

        int ReadRows(int count)
        {
            var good = 0;
            while (count-- > 0 && reader.Read() == CsvRow.Row && row.TryRead(out _, out _))
                good++;
            return good;
        }
    }
}

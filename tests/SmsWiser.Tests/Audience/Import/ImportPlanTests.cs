using System.Text;
using SmsWiser.Core;
using SmsWiser.Core.Audience;

namespace SmsWiser.Tests.Audience.Import;

public sealed class ImportPlanTests
{
    private static readonly LeadList Empty = new(new(1), "list", new(1), "List", [], 0, new(1, default), 1, default);

    [Theory]
    [InlineData("Vorname;Handy;PLZ\nEva;+4915112345678;01067\n", 1, "first_name:Text postcode:Text")]
    [InlineData("id,telephone number,first\n1,+33612345678,Ana\n", 1, "id:Number first_name:Text")]
    [InlineData("who,where\nAna,+33612345678\nBea,+33612345679\n", 1, "who:Text")]
    [InlineData("+33612345678,Ana\n+33612345679,Bea\n", 0, "column_2:Text")]
    [InlineData("2020 spent,Numéro,!!\n5,+33612345678,x\n", 1, "f_2020_spent:Number")]
    public async Task Columns_are_found_by_name_and_content(string file, int numberColumn, string fields)
    {
        var plan = await PlanAsync(file);

        Assert.Equal(numberColumn, plan.NumberColumn);
        Assert.Equal(fields, string.Join(" ", plan.Columns.Select(column => $"{column.Field}:{column.Type}")));
    }

    [Fact]
    public async Task Mapping_wins_over_names_and_numbers_stand_for_columns()
    {
        var plan = await PlanAsync("a,b,c,number\n1,+33612345678,x,5\n", "b=number", "1=score:text", "c=-", "number=order_no");

        Assert.Equal(1, plan.NumberColumn);
        Assert.Equal("score:Text order_no:Number", string.Join(" ", plan.Columns.Select(column => $"{column.Field}:{column.Type}")));
    }

    [Fact]
    public async Task Fields_of_the_list_keep_their_type_and_come_in_their_order()
    {
        var list = Empty with { Fields = [new(0, "city", FieldType.Text), new(1, "Score", FieldType.Text)] };

        var plan = await PlanAsync(list, "new,score,city,number\n1,2,3,+33612345678\n");

        Assert.Equal(
            ["0 city Text", "1 score Text", "-1 new Number"],
            plan.Columns.Select(column => $"{column.FieldNo} {column.Field} {column.Type}"));
        Assert.Equal([new FieldDefinition(2, "new", FieldType.Number)], plan.NewFields(list));
    }

    [Fact]
    public async Task Field_named_by_a_person_is_found_under_the_header_it_came_from()
    {
        var list = Empty with { Fields = [new(0, "First Name", FieldType.Text)] };

        var plan = await PlanAsync(list, "First name,number\nAna,+33612345678\n");

        Assert.Equal([0], plan.Columns.Select(column => column.FieldNo));
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "", "no column holds phone numbers; name it with column=number. The file has a, b")]
    [InlineData("", "", "the file has no rows")]
    [InlineData("number,x\n+33612345678,1\n", "y=z", "the file has no column \"y\"; it has number, x")]
    [InlineData("number,x\n+33612345678,1\n", "x=a x=b", "column \"x\" is mapped twice")]
    [InlineData("number,x,X\n+33612345678,1,2\n", "", "columns \"x\" and \"X\" both mean field x; map one with 3=-")]
    [InlineData(
        "number,x\n+33612345678,1\n", "x",
        "mapping \"x\" cannot be read: expected column=field, column=field:type or column=- (leave out)")]
    [InlineData(
        "number,x\n+33612345678,1\n", "x=a:money",
        "mapping \"x=a:money\" cannot be read: the type after the colon is text, number or date")]
    [InlineData(
        "number,x\n+33612345678,1\n", "x=My-Field",
        "mapping \"x=My-Field\" cannot be read: a field name has lower-case letters, digits and _, for example my_field")]
    public async Task What_cannot_be_mapped_is_said(string file, string mapping, string message)
    {
        var entries = mapping.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var error = await Assert.ThrowsAsync<ImportException>(() => PlanAsync(file, entries));

        Assert.Equal((ErrorCode.InvalidValue, message), (error.Code, error.Message));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x6E, 0 }, "row 1 is UTF-16; save the file as UTF-8 and import it again")]
    [InlineData(new byte[] { 0x50, 0x4B, 3, 4 }, "the file is a spreadsheet or an archive; save it as CSV in UTF-8 and import that")]
    [InlineData(
        new byte[] { 0x61, 0x0A, 0x50, 0xE9, 0x0A },
        "row 2 is not UTF-8; the file seems to be in a legacy encoding such as Latin-1 or Windows-1252: "
        + "save it as UTF-8 and import it again")]
    public async Task Other_encodings_are_refused_by_name(byte[] file, string message)
    {
        var reader = new CsvReader(new MemoryStream(file));
        await reader.FillAsync(TestContext.Current.CancellationToken);

        Assert.Equal(message, Assert.Throws<ImportException>(() => ImportSample.Read(reader)).Message);
    }

    private static Task<ImportPlan> PlanAsync(string file, params string[] mapping) => PlanAsync(Empty, file, mapping);

    private static async Task<ImportPlan> PlanAsync(LeadList list, string file, params string[] mapping)
    {
        var options = new ImportOptions { Source = "x", Mapping = ImportMapping.Parse(mapping) };
        var reader = new CsvReader(new MemoryStream(Encoding.UTF8.GetBytes(file)));
        await reader.FillAsync(TestContext.Current.CancellationToken);
        reader.Delimiter = CsvDelimiter.Detect(reader.Ahead);
        return ImportPlan.Make(list, ImportSample.Read(reader), options, commaIsPoint: false);
    }
}

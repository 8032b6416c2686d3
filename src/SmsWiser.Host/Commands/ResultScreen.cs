using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Spectre.Console;

namespace SmsWiser.Host.Commands;

/// <summary>Shows what a verb answers: a table for people, one JSON object for machines. Columns are the members of the answer, so what an
/// answer's type lacks cannot be shown.</summary>
internal sealed class ResultScreen(bool isJson)
{
    private static readonly JsonSerializerOptions Snake = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    private readonly IAnsiConsole console = Terminal.Open(isSilent: isJson);

    /// <summary>True where lines may be drawn over each other.</summary>
    public bool IsTerminal => console.Profile.Capabilities.Ansi;

    /// <summary>A line for people.</summary>
    public void Say(string text) => console.WriteLine(text);

    /// <summary>Shows a record as rows of name and value, or records as a table with a row each.</summary>
    public void Show<T>(T answer)
    {
        if (isJson)
        {
            // A list is wrapped: the last line is always one object.
            Console.WriteLine(answer is IEnumerable and not string ? JsonSerializer.Serialize(new { items = answer }, Snake)
                : JsonSerializer.Serialize(answer is string text ? new { id = text } : (object?)answer, Snake));
            return;
        }
        switch (answer)
        {
            case string text:
                Say(text);
                break;
            case IEnumerable rows:
                ShowRows([.. rows.Cast<object>()]);
                break;
            default:
                ShowOne(answer!);
                break;
        }
    }

    private void ShowRows(IReadOnlyList<object> rows)
    {
        if (rows.Count == 0)
        {
            Say("Nothing there.");
            return;
        }
        var members = rows[0].GetType().GetProperties();
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var member in members)
        {
            var column = new TableColumn(Title(member));
            table.AddColumn(IsNumber(member) ? column.RightAligned() : column);
        }
        foreach (var row in rows)
            table.AddRow([.. members.Select(member => Markup.Escape(Text(member.GetValue(row))))]);
        console.Write(table);
    }

    private void ShowOne(object answer)
    {
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("").AddColumn("");
        AddMembers(table, answer, "");
        console.Write(table);
    }

    private static void AddMembers(Table table, object answer, string before)
    {
        foreach (var member in answer.GetType().GetProperties())
        {
            var value = member.GetValue(answer);
            if (value is not null && value.GetType() is { IsClass: true } type && type.Assembly == answer.GetType().Assembly)
                AddMembers(table, value, $"{before}{Title(member)} ");
            else if (value is IDictionary entries)
            {
                foreach (DictionaryEntry entry in entries)
                    table.AddRow(Markup.Escape($"{before}{Title(member)} {entry.Key}"), Markup.Escape(Text(entry.Value)));
            }
            else
                table.AddRow(Markup.Escape($"{before}{Title(member)}"), Markup.Escape(Text(value)));
        }
    }

    private static string Title(PropertyInfo member)
    {
        var text = new StringBuilder();
        foreach (var letter in member.Name)
            text.Append(char.IsUpper(letter) && text.Length > 0 ? " " : "").Append(char.ToLowerInvariant(letter));
        return text.ToString();
    }

    private static bool IsNumber(PropertyInfo member) =>
        member.PropertyType == typeof(int) || member.PropertyType == typeof(long) || member.PropertyType == typeof(double);

    private static string Text(object? value) => value switch
    {
        null => "",
        int number => number.ToString("N0", CultureInfo.InvariantCulture),
        long number => number.ToString("N0", CultureInfo.InvariantCulture),
        DateTimeOffset at => at.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        TimeSpan time => $"{time.TotalMilliseconds.ToString("N1", CultureInfo.InvariantCulture)} ms",
        bool yes => yes ? "yes" : "no",
        string text => text,
        IEnumerable many => string.Join(", ", many.Cast<object>().Select(Short)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>One member of a list inside a row: its name, or itself.</summary>
    private static string Short(object one) =>
        one is string text ? text : one.GetType().GetProperty("Name")?.GetValue(one) as string ?? one.ToString() ?? "";
}

using System.Globalization;
using SmsWiser.Core.Compliance;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Accounts;

/// <summary>An account's own hours as columns: seven windows, Sunday first, and single days, both as words between blanks.</summary>
internal static class HoursRow
{
    private const string Day = "yyyy-MM-dd";

    public static Statement Bind(Statement statement, QuietPolicy hours) => statement
        .Bind(Text(hours.Date)).Bind(string.Join(' ', hours.Hours)).Bind(hours.RestOnHolidays ? 1 : 0)
        .Bind(string.Join(' ', hours.ClosedDays.Order().Select(Text)));

    public static QuietPolicy Map(Statement row) => new(
        Date(row.Text(0)), [.. row.Text(1).Split(' ').Select(Window)], row.Long(2) != 0,
        [.. row.Text(3).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Date)]);

    private static string Text(DateOnly day) => day.ToString(Day, CultureInfo.InvariantCulture);

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, Day, CultureInfo.InvariantCulture);

    private static DayWindow Window(string text) => DayWindow.TryParse(text, out var window)
        ? window
        : throw new InvalidDataException($"hours '{text}' of an account cannot be read");
}

using System.Globalization;
using System.Text;

namespace SmsWiser.Core.Audience;

/// <summary>Reads values: numbers, texts, dates and days counted from today.</summary>
internal sealed class SegmentValueReader(SegmentWords words, SegmentScope scope)
{
    private const int LeapDay = 229, DayBefore = 228;

    /// <summary>True when a day of the year follows: <c>today</c>, <c>12-24</c> or <c>between</c> of two.</summary>
    public bool IsYearDay => words.Token.Is("today") || words.Token.Is("between") || words.Token.Kind == SegmentTokenKind.YearDay;

    /// <summary>A value of the field's type.</summary>
    public SegmentValue? Read(FieldDefinition field)
    {
        if (field.Type == FieldType.Text) return ReadText(field) is { } text ? new TextValue(text) : null;
        if (field.Type == FieldType.Date && words.Token.Is("today"))
            return ReadFromToday() is { } day ? new DateValue(day.ToString("O", CultureInfo.InvariantCulture)) : null;
        var token = words.Token;
        SegmentValue? value = (field.Type, token.Kind) switch
        {
            (FieldType.Number, SegmentTokenKind.Number) => new NumberValue(decimal.Parse(token.Value, CultureInfo.InvariantCulture)),
            (FieldType.Date, SegmentTokenKind.Date) => new DateValue(token.Value),
            _ => null,
        };
        if (value is null)
            return words.Expected<SegmentValue>(field.Type == FieldType.Number
                ? $"a number such as 12.5, as {field.Name} is a number"
                : $"a date such as 2020-05-01, as {field.Name} is a date");
        words.Advance();
        return value;
    }

    /// <summary>A text that is not empty, in the form in which texts are stored.</summary>
    public string? ReadText(FieldDefinition field)
    {
        var token = words.Token;
        if (token.Kind != SegmentTokenKind.Text) return words.Expected<string>($"a text in quotes, as {field.Name} is a text");
        if (token.Value.Length == 0)
            return words.Fail<string>(token.Column, $"an empty text; expected '{field.Name} is empty' or 'is not empty'");
        words.Advance();
        var octets = Encoding.UTF8.GetBytes(token.Value);
        if (!TextComposer.MayCompose(octets)) return token.Value;
        var composed = new byte[octets.Length];
        return Encoding.UTF8.GetString(composed, 0, TextComposer.Compose(octets, composed));
    }

    /// <summary>Days of the year: one, or <c>between</c> two.</summary>
    public SegmentNode? ReadYearDays(FieldDefinition field)
    {
        var isRange = words.TryTake("between");
        if (ReadYearDay() is not { } first) return null;
        if (!isRange) return new YearDayNode(field.No, first.Day, first.Last);
        if (!words.TryTake("and")) return words.Expected("'and' and the last day");
        return ReadYearDay() is { } last ? new YearDayNode(field.No, first.Day, last.Last) : null;
    }

    // Who was born on 29 February celebrates on the 28th of a year that has no 29th.
    private (int Day, int Last)? ReadYearDay()
    {
        var token = words.Token;
        if (token.Kind == SegmentTokenKind.YearDay)
        {
            words.Advance();
            var day = int.Parse(token.Value.Replace("-", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
            return (day, day);
        }
        if (!token.Is("today"))
        {
            words.Expected("'today' or a day such as 12-24");
            return null;
        }
        if (ReadFromToday() is not { } date) return null;
        var monthDay = DateKey.MonthDay(date);
        return (monthDay, monthDay == DayBefore && !DateTime.IsLeapYear(date.Year) ? LeapDay : monthDay);
    }

    private DateOnly? ReadFromToday()
    {
        var column = words.Token.Column;
        words.Advance();
        if (scope.Today is not { } today)
        {
            words.Fail(column, "'today' has no meaning here; give a date such as 2020-05-01");
            return null;
        }
        var token = words.Token;
        var isJoined = token.Kind == SegmentTokenKind.Number && token.Value[0] == '-';
        if (!isJoined && !token.Is("+") && !token.Is("-")) return today;
        if (!isJoined) words.Advance();
        var sign = isJoined || token.Is("-") ? -1 : 1;
        var count = words.Token;
        if (count.Kind != SegmentTokenKind.Number
            || !int.TryParse(count.Value.AsSpan(isJoined ? 1 : 0), NumberStyles.None, CultureInfo.InvariantCulture, out var amount))
        {
            words.Expected("a whole number of days, weeks, months or years");
            return null;
        }
        words.Advance();
        return Move(today, sign * amount, count.Column);
    }

    private DateOnly? Move(DateOnly today, int amount, int column)
    {
        var unit = words.Token;
        try
        {
            DateOnly? moved = unit.Value.ToUpperInvariant() switch
            {
                "DAY" or "DAYS" => today.AddDays(amount),
                "WEEK" or "WEEKS" => today.AddDays(checked(amount * 7)),
                "MONTH" or "MONTHS" => today.AddMonths(amount),
                "YEAR" or "YEARS" => today.AddYears(amount),
                _ => null,
            };
            if (moved is null || unit.Kind != SegmentTokenKind.Name)
            {
                words.Expected("days, weeks, months or years");
                return null;
            }
            words.Advance();
            return moved;
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or OverflowException)
        {
            words.Fail(column, "that day lies beyond the years 1 to 9999");
            return null;
        }
    }
}

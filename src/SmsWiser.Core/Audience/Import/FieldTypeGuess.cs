using System.Text;

namespace SmsWiser.Core.Audience;

/// <summary>Guesses from the first rows of a file what a new field holds.</summary>
internal static class FieldTypeGuess
{
    // More digits than an amount has: customer and card numbers, which are names and not figures.
    private const int LongestFigure = 15;

    /// <summary>Number when every value is one and none looks like a code (leading zero, sign +, many digits), date when every value is
    /// one and day and month cannot be taken for each other, else text; text also when there is no value.</summary>
    public static (FieldType Type, DateOrder Order) Guess(IEnumerable<string> values, bool commaIsPoint)
    {
        var (any, numbers, dates, slashed, dayFirst, monthFirst) = (false, true, true, false, false, false);
        Span<byte> scratch = stackalloc byte[64];
        foreach (var text in values)
        {
            if (text.Length == 0)
                continue;
            any = true;
            var value = Encoding.UTF8.GetBytes(text);
            numbers &= value.Length < scratch.Length && IsFigure(value, commaIsPoint, scratch);
            dates &= DateParts.TryRead(value, out var parts);
            slashed |= parts is { Mark: (byte)'/', YearFirst: false };
            dates &= slashed || FieldValues.Date(value, DateOrder.DayFirst, scratch) > 0;
            dayFirst |= parts is { Mark: (byte)'/', YearFirst: false, First: > 12 };
            monthFirst |= parts is { Mark: (byte)'/', YearFirst: false, Second: > 12 };
            if (!numbers && !dates)
                break;
        }
        var order = monthFirst && !dayFirst ? DateOrder.MonthFirst : DateOrder.DayFirst;
        if (any && numbers)
            return (FieldType.Number, order);
        return any && dates && slashed == (dayFirst != monthFirst) ? (FieldType.Date, order) : (FieldType.Text, order);
    }

    private static bool IsFigure(ReadOnlySpan<byte> value, bool commaIsPoint, Span<byte> scratch)
    {
        var digits = value[0] == '-' ? value[1..] : value;
        var looksLikeCode = digits.Length > 1 && digits[0] == '0' && digits[1] is >= (byte)'0' and <= (byte)'9'
            || value[0] == '+' || digits.Length > LongestFigure;
        return !looksLikeCode && FieldValues.Number(value, commaIsPoint, scratch) > 0;
    }
}

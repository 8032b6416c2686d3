namespace SmsWiser.Core.Compliance;

/// <summary>Reads rules in the form that <c>quiet-hours.txt</c> describes.</summary>
internal sealed class QuietRuleReader
{
    private const int Days = 7;
    private static readonly string[] Weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    private readonly DayWindow?[] hours = new DayWindow?[Days];
    private readonly List<Holiday> holidays = [];
    private readonly List<QuietRule> rules = [];
    private string name = "", source = "";
    private DateOnly date;
    private DayWindow onHolidays = DayWindow.AllDay;

    /// <summary>All rules, in order.</summary>
    /// <exception cref="FormatException">A line cannot be read, or a rule is not complete; the message says which.</exception>
    public static IReadOnlyList<QuietRule> Read(IEnumerable<(int No, string Text)> lines)
    {
        var reader = new QuietRuleReader();
        foreach (var (no, text) in lines)
        {
            var blank = text.IndexOf(' ', StringComparison.Ordinal);
            if (blank < 0 || !reader.Take(text[..blank], text[(blank + 1)..].Trim()))
                throw new FormatException($"line {no} of the quiet hours cannot be read: '{text}'");
        }
        reader.Complete();
        return reader.rules;
    }

    private bool Take(string word, string value)
    {
        switch (word)
        {
            case "rule":
                Complete();
                name = value;
                return true;
            case "date":
                return DateOnly.TryParseExact(value, "yyyy-MM-dd", out date);
            case "source":
                source = value;
                return true;
            case "holidays":
                return DayWindow.TryParse(value, out onHolidays);
            case "on":
                return value.Split(' ').All(AddHoliday);
            default:
                return DayWindow.TryParse(value, out var window) && TakeDays(word.Split('-'), window);
        }
    }

    private bool AddHoliday(string text)
    {
        if (!Holiday.TryParse(text, out var holiday))
            return false;
        holidays.Add(holiday);
        return true;
    }

    private bool TakeDays(string[] range, DayWindow window)
    {
        var first = Array.IndexOf(Weekdays, range[0]);
        var last = Array.IndexOf(Weekdays, range[^1]);
        if (first < 0 || last < first || range.Length > 2)
            return false;
        // Monday is the first day of the text's week; Sunday is the first of DayOfWeek.
        for (var day = first; day <= last; day++)
            hours[(day + 1) % Days] = window;
        return true;
    }

    private void Complete()
    {
        if (name.Length > 0)
        {
            if (source.Length == 0 || date == default || hours.Any(day => day is null))
                throw new FormatException($"the quiet hours rule '{name}' lacks its date, its source or the hours of a weekday");
            if (rules.Any(rule => rule.Name == name))
                throw new FormatException($"the quiet hours rule '{name}' is there twice");
            rules.Add(new(name, date, source, [.. hours.Select(day => day.GetValueOrDefault())], onHolidays, [.. holidays]));
        }
        (name, source, date, onHolidays) = ("", "", default, DayWindow.AllDay);
        Array.Clear(hours);
        holidays.Clear();
    }
}

using System.Globalization;
using SmsWiser.Contracts.Compliance;
using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Compliance;

namespace SmsWiser.Engine.Compliance;

/// <summary>Tells the dispatch of this node that an account's hours were changed in the store. Returns when they hold.</summary>
internal delegate Task ReloadHours(AccountId account);

/// <summary>The hours in which an account lets its marketing go out. They narrow the law's and never widen them. Any thread.</summary>
internal sealed class AccountHours(IAccountStore accounts, ReloadHours reload, TimeProvider time)
{
    private const int MaxClosedDays = 100;
    private const string Day = "yyyy-MM-dd";

    /// <summary>The hours as they are.</summary>
    public async Task<HoursView> ViewAsync(Account account) =>
        View(await accounts.HoursAsync(account.Id, CancellationToken.None));

    /// <summary>Sets them, or removes them with null.</summary>
    /// <exception cref="Contracts.RefusedException"><c>invalid_value</c>.</exception>
    public async Task<HoursView> SetAsync(Account account, HoursSpec? spec)
    {
        var hours = spec is null ? null : Check(spec, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        await accounts.SetHoursAsync(account.Id, hours, CancellationToken.None);
        await reload(account.Id);
        return View(hours);
    }

    private static QuietPolicy Check(HoursSpec spec, DateOnly today)
    {
        var weekdays = Window(spec.Weekdays, "weekdays");
        var days = Enumerable.Repeat(weekdays, 7).ToArray();
        days[(int)DayOfWeek.Saturday] = spec.Saturday is null ? weekdays : Window(spec.Saturday, "Saturday");
        days[(int)DayOfWeek.Sunday] = spec.Sunday is null ? weekdays : Window(spec.Sunday, "Sunday");
        if (spec.ClosedDays.Count > MaxClosedDays)
            throw Refusal.Invalid($"{spec.ClosedDays.Count} closed days were given; give up to {MaxClosedDays}");
        var hours = new QuietPolicy(today, days, spec.RestOnHolidays, [.. spec.ClosedDays.Select(Date).Distinct()]);
        return hours.FindFault() is { } fault ? throw Refusal.Invalid(fault) : hours;
    }

    private static DayWindow Window(string text, string day) => DayWindow.TryParse(text, out var window)
        ? window
        : throw Refusal.Invalid($"the hours of {day} are '{text}'; give them as 09:00-19:00 by the recipients' clocks, or 'closed'");

    private static DateOnly Date(string text) =>
        DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Refusal.Invalid($"the closed day is '{text}'; give it as 2026-12-24");

    private static HoursView View(QuietPolicy? hours) => new()
    {
        Days = hours is null
            ? null
            : Enum.GetValues<DayOfWeek>().ToDictionary(
                day => day.ToString().ToLowerInvariant(), day => hours.Hours[(int)day].ToString(), StringComparer.Ordinal),
        RestOnHolidays = hours is { RestOnHolidays: true },
        ClosedDays = hours is null ? [] : [.. hours.ClosedDays.Order().Select(day => day.ToString(Day, CultureInfo.InvariantCulture))],
        SetOn = hours?.Date.ToString(Day, CultureInfo.InvariantCulture),
    };
}

using System.CommandLine;
using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Compliance;
using SmsWiser.Core.Chance;
using SmsWiser.Host.Chance;
using SmsWiser.Host.Commands;

namespace SmsWiser.Host.Accounts;

/// <summary><c>smswiser accounts</c>.</summary>
internal static class AccountsCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "Name that other accounts see." };
        var clientId = new Option<string?>("--client-id") { Description = "Client id to use, 8 characters (default: a new one)." };
        return Verb.Noun("accounts", "Accounts: owners of lists and senders.",
            Verb.Of("open", "Opens an account and prints its client id.", "accounts open 'Nordic Leads'", [name, clientId],
                async run =>
                {
                    var id = run.Get(clientId) is { } typed
                        ? PublicId.NormalizeClientId(typed) ?? throw new UsageException(
                            $"'{typed}' is no client id; give 8 letters and digits, without I, L, O and U")
                        : PublicId.NewClientId(new SystemRandom());
                    await run.ShowAsync(run.Node.Grains.GetGrain<IAccountGrain>(id).OpenAsync(run.Get(name)));
                }, mayCreate: true),
            Verb.Of("show", "Shows the account.", "accounts show --account 7GKT5V2A", [],
                run => run.ShowAsync(run.AccountGrain.GetAsync())),
            Hours(),
            OwnNumbersCommand.Create(),
            Caps(),
            PlatformCaps());
    }

    private static Command Caps() => Caps(
        "caps", "Shows or sets how many marketing messages a person gets at most from the account; counted from then on.",
        "accounts caps --per-day 1 --per-week 5 --account 7GKT5V2A",
        run => run.AccountGrain.CapsAsync(), (run, caps) => run.AccountGrain.SetCapsAsync(caps));

    private static Command PlatformCaps() => Caps(
        "platform-caps", "For the operator: shows or sets how many marketing messages a person gets at most from all accounts together.",
        "accounts platform-caps --per-day 1 --per-week 5",
        run => Platform(run).CapsAsync(), (run, caps) => Platform(run).SetCapsAsync(caps));

    private static Command Caps(
        string name, string what, string example, Func<CommandRun, Task<CapsView>> show, Func<CommandRun, CapsSpec, Task<CapsView>> set)
    {
        var perDay = new Option<int?>("--per-day") { Description = "Messages in a day of UTC, 0 (no cap) to 100." };
        var perWeek = new Option<int?>("--per-week") { Description = "Messages in seven such days on end, 0 (no cap) to 100." };
        return Verb.Of(name, what, example, [perDay, perWeek], run =>
        {
            var (day, week) = (run.Get(perDay), run.Get(perWeek));
            return run.ShowAsync(day is null && week is null ? show(run) : set(run, new() { PerDay = day ?? 0, PerWeek = week ?? 0 }));
        });
    }

    private static IPlatformGrain Platform(CommandRun run) => run.Node.Grains.GetGrain<IPlatformGrain>("all");

    private static Command Hours()
    {
        var weekdays = new Option<string?>("--weekdays") { Description = "Hours of Monday to Friday, as 09:00-19:00." };
        var saturday = new Option<string?>("--saturday") { Description = "Hours of Saturday, or closed (default: as weekdays)." };
        var sunday = new Option<string?>("--sunday") { Description = "Hours of Sunday, or closed (default: as weekdays)." };
        var holidays = new Option<bool>("--rest-on-holidays") { Description = "Nothing on holidays of the recipient's country or state." };
        var days = new Option<string[]>("--closed-day") { Description = "A day on which nothing goes out, as 2026-12-24; repeatable." };
        var clear = new Option<bool>("--clear") { Description = "Back to the law's hours alone." };
        return Verb.Of("hours", "Shows or sets the hours in which marketing goes out, by the recipients' clocks, within the law's.",
            "accounts hours --weekdays 09:00-19:00 --saturday closed --sunday closed --rest-on-holidays",
            [weekdays, saturday, sunday, holidays, days, clear],
            async run =>
            {
                var isChange = run.Get(saturday) is not null || run.Get(sunday) is not null || run.Get(holidays)
                    || run.Get(days) is { Length: > 0 };
                if (run.Get(weekdays) is not { } hours)
                {
                    if (isChange)
                        throw new UsageException("hours are set all at once; give --weekdays too");
                    await run.ShowAsync(run.Get(clear) ? run.AccountGrain.SetHoursAsync(null) : run.AccountGrain.HoursAsync());
                    return;
                }
                if (run.Get(clear))
                    throw new UsageException("--clear goes alone");
                await run.ShowAsync(run.AccountGrain.SetHoursAsync(new()
                {
                    Weekdays = hours,
                    Saturday = run.Get(saturday),
                    Sunday = run.Get(sunday),
                    RestOnHolidays = run.Get(holidays),
                    ClosedDays = run.Get(days) ?? [],
                }));
            });
    }
}

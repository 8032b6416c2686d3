using System.CommandLine;
using SmsWiser.Contracts.Accounts;
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
            Hours());
    }

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

using System.CommandLine;
using SmsWiser.Contracts.Audience;
using SmsWiser.Host.Commands;

namespace SmsWiser.Host.Audience;

/// <summary><c>smswiser leads</c>: single leads of own lists, also while sendouts run.</summary>
internal static class LeadsCommand
{
    public static Command Create()
    {
        var list = new Argument<string>("list") { Description = "Id of the list." };
        var number = new Argument<string>("number") { Description = "Phone number." };
        var values = new Option<string[]>("--set") { Description = "field=value; may be repeated. An empty value takes it away." };
        var newNumber = new Option<string?>("--number") { Description = "New number of the lead." };
        var country = new Option<string?>("--country") { Description = "Country of a number without a country code." };
        return Verb.Noun("leads", "Single leads of own lists.",
            Verb.Of("get", "Shows the lead with a number.", "leads get LIST +33612345678 --account 7GKT5V2A", [list, number],
                run => run.ShowAsync(run.List(run.Get(list)).GetLeadAsync(run.Account, run.Get(number)))),
            Verb.Of("add", "Adds a lead.", "leads add LIST +33612345678 --set first_name=Anna --account 7GKT5V2A",
                [list, number, values, country],
                run => run.ShowAsync(run.List(run.Get(list)).AddLeadAsync(run.Account,
                    Spec(run.Get(number), run.Get(values), run.Get(country))))),
            Verb.Of("change", "Changes a lead; with another number, what is planned for the old one is not sent.",
                "leads change LIST +33612345678 --set city=Lyon --account 7GKT5V2A", [list, number, values, newNumber, country],
                run => run.ShowAsync(run.List(run.Get(list)).ChangeLeadAsync(run.Account, run.Get(number),
                    Spec(run.Get(newNumber), run.Get(values), run.Get(country))))),
            Verb.Of("remove", "Removes a lead; what is planned for it is not sent.",
                "leads remove LIST +33612345678 --account 7GKT5V2A", [list, number],
                run => run.List(run.Get(list)).RemoveLeadAsync(run.Account, run.Get(number))));
    }

    private static LeadSpec Spec(string? number, string[]? values, string? country) => new()
    {
        Number = number,
        DefaultCountry = country,
        Values = (values ?? []).Select(pair => pair.Split('=', 2)).ToDictionary(
            pair => pair[0], pair => pair.Length == 2 ? pair[1] : throw new UsageException($"--set {pair[0]} lacks '=value'")),
    };
}

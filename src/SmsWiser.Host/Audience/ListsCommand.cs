using System.CommandLine;
using SmsWiser.Contracts.Audience;
using SmsWiser.Host.Commands;

namespace SmsWiser.Host.Audience;

/// <summary><c>smswiser lists</c>.</summary>
internal static class ListsCommand
{
    private const int ShownErrors = 20;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly Argument<string> List = new("list") { Description = "Id of the list." };

    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "Name of the list." };
        var skip = new Option<int>("--skip") { Description = "Leads to pass over." };
        var take = new Option<int>("--take") { Description = "Leads to show, 1 to 100.", DefaultValueFactory = _ => 20 };
        return Verb.Noun("lists", "Lists of leads, own and shared.",
            Verb.Of("create", "Creates an empty list and prints its id.", "lists create 'Autumn leads' --account 7GKT5V2A", [name],
                run => run.ShowAsync(run.AccountGrain.CreateListAsync(run.Get(name)))),
            Verb.Of("own", "Shows the lists of the account.", "lists own --account 7GKT5V2A", [],
                run => run.ShowAsync(run.AccountGrain.OwnListsAsync())),
            Verb.Of("shared", "Shows the lists that others share with the account.", "lists shared --account B3X9M4QF", [],
                run => run.ShowAsync(run.AccountGrain.SharedListsAsync())),
            Verb.Of("show", "Shows one list of the account.", "lists show LIST --account 7GKT5V2A", [List],
                run => run.ShowAsync(run.List(run.Get(List)).GetAsync(run.Account))),
            Verb.Of("leads", "Shows leads of an own list.", "lists leads LIST --take 50 --account 7GKT5V2A", [List, skip, take],
                run => run.ShowAsync(run.List(run.Get(List)).LeadsAsync(run.Account, run.Get(skip), run.Get(take)))),
            Import());
    }

    private static Command Import()
    {
        var file = new Argument<string>("file") { Description = "CSV file with a header, such as phone,first_name,city." };
        var mode = new Option<string>("--mode")
        {
            Description = "add, update or both: what becomes of numbers that are new, or known.",
            DefaultValueFactory = _ => "both",
        };
        var country = new Option<string?>("--country") { Description = "Country (FR, DE, …) of numbers without a country code." };
        var mapping = new Option<string?>("--mapping")
        {
            Description = "Columns to fields, as 'column=field:type, …' (default: by header).",
        };
        return Verb.Of("import", "Imports a CSV file into an own list and names the rows that could not be used.",
            "lists import LIST leads.csv --country FR --account 7GKT5V2A", [List, file, mode, country, mapping],
            run => ImportAsync(run, run.Get(List), new()
            {
                Path = Path.GetFullPath(run.Get(file)),
                Mode = run.Get(mode)!,
                DefaultCountry = run.Get(country),
                Mapping = run.Get(mapping),
            }));
    }

    private static async Task ImportAsync(CommandRun run, string id, ImportSpec spec)
    {
        var list = run.List(id);
        var import = await list.ImportAsync(run.Account, spec);
        ImportView view;
        var shown = 0L;
        while ((view = await list.GetImportAsync(run.Account, import)).State == "running")
        {
            if (view.Rows > shown)
                run.Screen.Say($"  {shown = view.Rows:N0} rows read");
            await Task.Delay(Look, run.Cancellation);
        }
        if (view.State == "failed")
            throw new UsageException($"{spec.Path} could not be imported: {view.Error}");
        if (view.Rejected > 0)
        {
            foreach (var error in await list.ImportErrorsAsync(run.Account, import, 0, ShownErrors))
                run.Screen.Say($"  row {error.Row}, {error.Column}: {error.Reason}");
        }
        run.Screen.Show(view);
    }
}

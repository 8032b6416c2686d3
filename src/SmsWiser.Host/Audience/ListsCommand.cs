using System.CommandLine;
using System.Globalization;
using SmsWiser.Contracts.Audience;
using SmsWiser.Host.Commands;

namespace SmsWiser.Host.Audience;

/// <summary><c>smswiser lists</c>.</summary>
internal static class ListsCommand
{
    private const int ShownErrors = 20;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly Argument<string> List = new("list") { Description = "Id of the list." };
    private static readonly Option<string?> Segment = new("--segment") { Description = "Id of a saved segment." };
    private static readonly Option<string?> Filter = new("--filter") { Description = "Which leads, for example 'spent > 100'." };
    private static readonly Option<string?> WorkingSet = new("--working-file") { Description = "Only the leads of that working file." };
    private static readonly Option<bool> Shared = new("--shared") { Description = "The list is another account's, shared with this one." };

    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "Name of the list." };
        var skip = new Option<int>("--skip") { Description = "Leads to pass over." };
        var take = new Option<int>("--take") { Description = "Leads to show, 1 to 100.", DefaultValueFactory = _ => 20 };
        var newName = new Option<string?>("--name") { Description = "Name." };
        var publicName = new Option<string?>("--public-name") { Description = "What subscribers read and leave." };
        var description = new Option<string?>("--description") { Description = "What the topic is about." };
        var consent = new Option<bool?>("--require-consent") { Description = "true: marketing only to leads with consent on record." };
        var stop = new Option<bool>("--stop") { Description = "Cancel sendouts over the list first." };
        var yes = new Option<bool>("--yes") { Description = "Yes, erase it." };
        var from = new Option<DateOnly>("--from") { Description = "First day, such as 2026-11-01.", Required = true };
        var to = new Option<DateOnly?>("--to") { Description = "Last day (default: today, UTC)." };
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
            Verb.Of("change", "Changes names, description and rules of an own list.",
                "lists change LIST --public-name 'Shoe news' --require-consent true --account 7GKT5V2A",
                [List, newName, publicName, description, consent],
                run => run.ShowAsync(run.List(run.Get(List)).ChangeAsync(run.Account, new()
                {
                    Name = run.Get(newName),
                    PublicName = run.Get(publicName),
                    Description = run.Get(description),
                    RequiresConsent = run.Get(consent),
                }))),
            Verb.Of("archive", "Takes an own list out of use; its data are kept.", "lists archive LIST --account 7GKT5V2A", [List],
                run => run.ShowAsync(run.List(run.Get(List)).ArchiveAsync(run.Account))),
            Verb.Of("restore", "Brings an archived list back into use.", "lists restore LIST --account 7GKT5V2A", [List],
                run => run.ShowAsync(run.List(run.Get(List)).RestoreAsync(run.Account))),
            Verb.Of("erase", "Erases an own list for good: its shares end and its key is shredded. Shows the proof.",
                "lists erase LIST --yes --account 7GKT5V2A", [List, stop, yes], EraseAsync(stop, yes)),
            Verb.Of("growth", "Shows how an own list grew, day by day.",
                "lists growth LIST --from 2026-11-01 --account 7GKT5V2A", [List, from, to],
                run => run.ShowAsync(GrowthAsync(run, run.Get(from), run.Get(to)))),
            Import(), Merge(), Export(), Count());
    }

    private static Func<CommandRun, Task> EraseAsync(Option<bool> stop, Option<bool> yes) => run =>
    {
        if (!run.Get(yes))
            throw new UsageException("what is erased cannot be brought back; add --yes to erase the list");
        return run.ShowAsync(run.List(run.Get(List)).EraseAsync(run.Account, run.Get(stop)));
    };

    private static async Task<IReadOnlyList<GrowthDayView>> GrowthAsync(CommandRun run, DateOnly from, DateOnly? to)
    {
        var growth = await run.List(run.Get(List)).GrowthAsync(run.Account, from,
            to ?? DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        var rate = growth.Rate?.ToString("P1", CultureInfo.InvariantCulture) ?? "none";
        run.Screen.Say($"{growth.SizeAtStart:N0} leads at the start; rate of growth: {rate}");
        return growth.Days;
    }

    private static Command Import()
    {
        var file = new Argument<string>("file") { Description = "CSV file with a header, such as phone,first_name,city." };
        var set = new Option<string?>("--working-file") { Description = "Name for the file's leads within the list: in_file(\"name\")." };
        var mode = new Option<string>("--mode")
        {
            Description = "add, update, both, or remove: what becomes of numbers that are new, or known.",
            DefaultValueFactory = _ => "both",
        };
        var country = new Option<string?>("--country") { Description = "Country (FR, DE, …) of numbers without a country code." };
        var mapping = new Option<string?>("--mapping")
        {
            Description = "Columns to fields, as 'column=field:type, …' (default: by header).",
        };
        var consent = new Option<string?>("--consent-column") { Description = "Column of yes, no, pending or left; empty = not recorded." };
        var time = new Option<string?>("--consent-time-column") { Description = "Column of when; named, a consent without it is none." };
        var text = new Option<string?>("--consent-text-column") { Description = "Column of to what or where; as for the time." };
        return Verb.Of("import", "Imports a CSV file into an own list and names the rows that could not be used.",
            "lists import LIST leads.csv --country FR --account 7GKT5V2A", [List, file, mode, country, mapping, set, consent, time, text],
            async run => await FollowAsync(run, run.Get(file), await run.List(run.Get(List)).ImportAsync(run.Account, new()
            {
                Path = Path.GetFullPath(run.Get(file)),
                Mode = run.Get(mode)!,
                DefaultCountry = run.Get(country),
                Mapping = run.Get(mapping),
                WorkingSet = run.Get(set),
                ConsentColumn = run.Get(consent),
                ConsentTimeColumn = run.Get(time),
                ConsentTextColumn = run.Get(text),
            })));
    }

    private static Command Merge()
    {
        var other = new Argument<string>("other") { Description = "Id of the own list to merge in; it is archived then." };
        var theirs = new Option<bool>("--theirs") { Description = "Values of the other list win (default: those of this one)." };
        return Verb.Of("merge", "Merges another own list into this one: numbers once, fields by name.",
            "lists merge LIST OTHER --account 7GKT5V2A", [List, other, theirs],
            async run => await FollowAsync(run, run.Get(other), await run.List(run.Get(List)).MergeAsync(run.Account,
                new() { ListId = run.Get(other), Theirs = run.Get(theirs) })));
    }

    private static Command Export()
    {
        var file = new Argument<string>("file") { Description = "CSV file to write; it must not exist." };
        var mark = new Option<bool>("--bom") { Description = "Begin with the mark by which spreadsheets know UTF-8." };
        return Verb.Of("export", "Writes leads of an own list into a CSV file.", "lists export LIST leads.csv --account 7GKT5V2A",
            [List, file, Segment, Filter, WorkingSet, mark],
            async run => await run.UntilDoneAsync(await run.List(run.Get(List)).ExportAsync(run.Account, new()
            {
                Path = Path.GetFullPath(run.Get(file)),
                Leads = Selection(run),
                ByteOrderMark = run.Get(mark),
            }), run.List(run.Get(List)).GetExportAsync));
    }

    private static Command Count() => Verb.Of("count", "Counts leads of an own list, or roughly those of a shared one (--shared).",
        "lists count LIST --filter 'spent > 100' --account 7GKT5V2A", [List, Segment, Filter, WorkingSet, Shared],
        async run =>
        {
            var list = run.List(run.Get(List));
            if (!run.Get(Shared))
                await run.UntilDoneAsync(await list.CountAsync(run.Account, Selection(run)), list.GetCountAsync);
            else
                await UntilDoneAsync(run, await list.CountSharedAsync(run.Account, Selection(run)), list.GetSharedCountAsync);
        });

    private static LeadSelection Selection(CommandRun run) =>
        new() { SegmentId = run.Get(Segment), Filter = run.Get(Filter), WorkingSet = run.Get(WorkingSet) };

    private static async Task UntilDoneAsync(CommandRun run, RecipientCountView count, Func<string, string, Task<RecipientCountView>> ask)
    {
        while (count.State == "running")
        {
            await Task.Delay(Look, run.Cancellation);
            count = await ask(run.Account, count.Id);
        }
        run.Screen.Show(count);
    }

    private static async Task FollowAsync(CommandRun run, string source, string import)
    {
        var list = run.List(run.Get(List));
        ImportView view;
        var shown = 0L;
        while ((view = await list.GetImportAsync(run.Account, import)).State == "running")
        {
            if (view.Rows > shown)
                run.Screen.Say($"  {shown = view.Rows:N0} rows read");
            await Task.Delay(Look, run.Cancellation);
        }
        if (view.State == "failed")
            throw new UsageException($"{source} could not be taken in: {view.Error}");
        if (view.Rejected > 0)
        {
            foreach (var error in await list.ImportErrorsAsync(run.Account, import, 0, ShownErrors))
                run.Screen.Say($"  row {error.Row}, {error.Column}: {error.Reason}");
        }
        run.Screen.Show(view);
    }
}

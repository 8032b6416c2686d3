using System.CommandLine;
using SmsWiser.Contracts.Compliance;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Compliance;
using SmsWiser.Host.Commands;

namespace SmsWiser.Host.Inbound;

/// <summary><c>smswiser optouts platform</c>: for operators.</summary>
internal static class PlatformOptOutsCommand
{
    private const string Key = "all";
    private const int ShownFaults = 20;
    private const int RowsPerLine = 100 * IOptOutsGrain.MaxRows;

    private static readonly Argument<string> Number = new("number") { Description = "The person's number, beginning with '+'." };
    private static readonly Option<string> Reason = new("--reason") { Description = "Why it is undone; kept.", Required = true };
    private static readonly Argument<string> File = new("file")
    {
        Description = "Numbers, one a line, or a CSV file whose header names their column.",
    };

    private static readonly Option<string?> Country = new("--country")
    {
        Description = "Country (FR, DE, …) of numbers without a country code.",
    };

    public static Command Create() => Verb.Noun("platform",
        "Opt-outs from the whole platform, whoever sends; for operators, not seen by accounts.",
        Verb.Of("add", "Takes a person's opt-out from everything; when this returns, nothing more to it goes on the wire.",
            "optouts platform add +33612345678", [Number], run => Grain(run).AddAsync(run.Get(Number))),
        Verb.Of("remove", "Undoes a platform opt-out; what the person said to senders and topics stands.",
            "optouts platform remove +33612345678 --reason 'entered by mistake'", [Number, Reason],
            run => Grain(run).RemoveAsync(run.Get(Number), run.Get(Reason)!)),
        Verb.Of("import", "Takes the opt-outs of a file and names the rows that could not be used. May be repeated.",
            "optouts platform import stops.csv --country FR", [File, Country], ImportAsync));

    private static IOptOutsGrain Grain(CommandRun run) => run.Node.Grains.GetGrain<IOptOutsGrain>(Key);

    private static async Task ImportAsync(CommandRun run)
    {
        await using var file = System.IO.File.OpenRead(run.Get(File));
        var (rows, taken, rejected) = (0L, 0L, 0L);
        var batch = new List<OptOutRow>(IOptOutsGrain.MaxRows);
        try
        {
            await foreach (var row in new OptOutFile(file).ReadAsync(run.Cancellation))
            {
                if (++rows % RowsPerLine == 0)
                    run.Screen.Say($"  {rows:N0} rows read");
                if (row.Number is null)
                    Reject([new() { Row = row.Row, Reason = row.Fault! }]);
                else
                    batch.Add(new() { Row = row.Row, Number = row.Number });
                if (batch.Count == IOptOutsGrain.MaxRows)
                    await TakeAsync();
            }
            await TakeAsync();
        }
        catch (ImportException error)
        {
            throw new UsageException($"{run.Get(File)} could not be read to its end ({taken:N0} opt-outs were taken): {error.Message}");
        }
        run.Screen.Show(new OptOutImportTotals(rows, taken, rejected));

        async Task TakeAsync()
        {
            var faults = await Grain(run).ImportAsync(batch, run.Get(Country));
            taken += batch.Count - faults.Count;
            Reject(faults);
            batch.Clear();
        }

        void Reject(IReadOnlyList<OptOutFault> faults)
        {
            foreach (var fault in faults)
            {
                if (++rejected <= ShownFaults)
                    run.Screen.Say($"  row {fault.Row}: {fault.Reason}");
            }
        }
    }
}

/// <summary>What became of a file of opt-outs: rows = taken + rejected.</summary>
internal sealed record OptOutImportTotals(long Rows, long Taken, long Rejected);

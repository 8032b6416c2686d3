using System.IO.Pipelines;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Shares;
using SmsWiser.Engine.Audience;

namespace SmsWiser.Engine.Campaigns;

/// <summary>Which numbers of a sendout could not receive its SMS: figures for the sender, rows and cleaning for its own lists. Owners of
/// shared lists learn nothing of it. Any thread.</summary>
internal sealed class IneligibleNumbers(
    IneligibleFold fold, IneligibleRows rows, ISendoutStore sendouts, IListStore lists, ICarrierStore carriers, Importer importer,
    ListJobs jobs, CreateExport create)
{
    /// <summary>Figures by reason.</summary>
    public async Task<IneligibleReport> ReportAsync(Campaign campaign, Sendout sendout)
    {
        var own = new Dictionary<(Outcome Outcome, uint Code, CarrierId Carrier), long>();
        var shared = new Dictionary<(Outcome Outcome, uint Code), long>();
        await fold.WalkAsync(sendout, Visit, progress: null, CancellationToken.None);
        var names = (await carriers.ListAsync(CancellationToken.None)).ToDictionary(carrier => carrier.Id, carrier => carrier.Name);
        return new()
        {
            Own =
            [
                .. own.OrderByDescending(one => one.Value).ThenBy(one => one.Key.Outcome).ThenBy(one => one.Key.Code)
                    .Select(one => Count(new(one.Key.Outcome, one.Key.Code, one.Key.Carrier, default), one.Value, names)),
            ],
            Shared = campaign.Targets.All(target => target.Grant.Value == 0)
                ? null
                : shared.Where(one => one.Value >= RoundedFigure.RecipientFloor).OrderByDescending(one => one.Value).ToDictionary(
                    one => Name(new(one.Key.Outcome, one.Key.Code, default, default)),
                    one => RoundedFigure.ForRecipient(one.Value)),
        };

        ValueTask Visit(ChunkHead head, IReadOnlyList<IneligibleCause?> causes)
        {
            foreach (var cause in causes)
            {
                if (cause is not { } one)
                    continue;
                if (head.Grant.Value == 0)
                    own[(one.Outcome, one.Code, one.Carrier)] = own.GetValueOrDefault((one.Outcome, one.Code, one.Carrier)) + 1;
                else
                    shared[(one.Outcome, one.Code)] = shared.GetValueOrDefault((one.Outcome, one.Code)) + 1;
            }
            return default;
        }
    }

    /// <summary>Creates the file and has the rows of own lists written.</summary>
    /// <exception cref="Contracts.RefusedException"><c>invalid_value</c>, <c>overloaded</c>.</exception>
    public async Task<ListJob> ExportAsync(Sendout sendout, IneligibleExport export)
    {
        var total = await CountOwnAsync(sendout);
        var file = Exports.Create(create, export.Path);
        try
        {
            return jobs.Start(ListJobKind.Ineligible, default, total, sendout.Account, WriteAsync);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }

        async Task WriteAsync(ListJob job, CancellationToken cancellation)
        {
            await using (file)
            {
                var output = PipeWriter.Create(file, new(leaveOpen: true));
                if (export.ByteOrderMark)
                    System.Buffers.BuffersExtensions.Write(output, "\uFEFF"u8);
                job.Result = await rows.WriteAsync(sendout, export.ReceiptCodes, output, walked => job.Walked = walked, cancellation);
                await output.CompleteAsync();
            }
        }
    }

    /// <summary>Has the leads whose numbers cannot receive SMS marked in, or removed from, the sender's own lists, as an import of their
    /// numbers would.</summary>
    /// <exception cref="Contracts.RefusedException"><c>invalid_value</c>, <c>overloaded</c>.</exception>
    public async Task<ListJob> CleanAsync(Campaign campaign, Sendout sendout, IneligibleCleaning cleaning)
    {
        var options = new ImportOptions
        {
            Source = $"ineligible numbers of '{campaign.Name}'",
            Mode = cleaning.Action switch
            {
                "mark" => ImportMode.Update,
                "remove" => ImportMode.Remove,
                _ => throw Refusal.Invalid($"the action is '{cleaning.Action}'; give 'mark' or 'remove'"),
            },
            WorkingSet = cleaning.WorkingSet is { } name ? Refusal.CheckName(name, "the working file") : null,
        };
        if (options.Mode == ImportMode.Update != options.WorkingSet is not null)
            throw Refusal.Invalid("marking needs the name of a working file, and removing takes none");
        var total = await CountOwnAsync(sendout);
        return jobs.Start(ListJobKind.Ineligible, default, total, sendout.Account, async (job, cancellation) =>
        {
            foreach (var target in campaign.Targets.Where(target => target.Grant.Value == 0).DistinctBy(target => target.List))
            {
                if (await lists.FindAsync(target.List, cancellation) is { } list && list.Owner == sendout.Account)
                    job.Result += await CleanAsync(sendout, list, options, cleaning.ReceiptCodes, job, cancellation);
            }
        });
    }

    private async Task<long> CleanAsync(
        Sendout sendout, LeadList list, ImportOptions options, IReadOnlyList<long> receiptCodes, ListJob job,
        CancellationToken cancellation)
    {
        // 15 octets a number: what is to be cleaned is the small part of a list.
        using var numbers = new MemoryStream();
        var output = PipeWriter.Create(numbers, new(leaveOpen: true));
        await rows.WriteNumbersAsync(sendout, list.Id, receiptCodes, output, walked => job.Walked = walked, cancellation);
        await output.CompleteAsync();
        numbers.Position = 0;
        var run = await importer.RunAsync(list, numbers, options, progress: null, cancellation);
        return run.State == ImportState.Done
            ? run.Counts.Updated + run.Counts.Removed
            : throw new ImportException(ErrorCode.Conflict, $"'{list.Name}': {run.Error}");
    }

    private async Task<long> CountOwnAsync(Sendout sendout) =>
        (await sendouts.CountersAsync(sendout.Id, CancellationToken.None)).Where(counter => counter.Grant.Value == 0)
            .Sum(counter => counter.Planned);

    private static string Name(in IneligibleCause cause) => $"{Refusal.NameOf(cause.Outcome)} {cause.Reason}".TrimEnd();

    private static IneligibleCount Count(in IneligibleCause cause, long leads, Dictionary<CarrierId, string> carriers) => new()
    {
        Outcome = Refusal.NameOf(cause.Outcome),
        Reason = cause.Reason,
        Carrier = carriers.GetValueOrDefault(cause.Carrier),
        Leads = leads,
        CannotReceive = cause.CannotReceive([]),
    };
}

using Microsoft.AspNetCore.Http;
using SmsWiser.Contracts.Audience;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Chance;
using SmsWiser.Web.Requests;

namespace SmsWiser.Web.Audience;

/// <summary>Exports: the file is read while the grain writes it, and has no name any more by then.</summary>
internal static class ExportRoutes
{
    private const int BufferBytes = 128 * 1024;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    public static void Add(ApiRoutes routes) => routes.Of<ILeadListGrain>()
        .Stream("/v1/lists/{list}/export", ApiScopes.ListsRead, nameof(ILeadListGrain.ExportAsync), ExportAsync)
        .Asks("segment_id", "A saved segment.").Asks("filter", "A filter, as spent > 100.").Asks("working_set", "A working file.")
        .Asks("byte_order_mark", "true for spreadsheets.").Writes("text/csv");

    private static async Task ExportAsync(ApiCall call)
    {
        var path = Path.Combine(call.Parts.SpoolDirectory, $"{PublicId.New(call.Parts.Random)}.out");
        var export = new ExportSpec
        {
            Path = path,
            Leads = new()
            {
                SegmentId = call.Query("segment_id"), Filter = call.Query("filter"), WorkingSet = call.Query("working_set"),
            },
            ByteOrderMark = call.IsOn("byte_order_mark"),
        };
        var job = await call.List.ExportAsync(call.Actor, export);
        FileStream file;
        try
        {
            file = new FileStream(path, new FileStreamOptions
            {
                Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.Asynchronous,
            });
        }
        finally
        {
            File.Delete(path);
        }
        await using (file)
        {
            call.Http.Response.ContentType = "text/csv; charset=utf-8";
            call.Http.Response.Headers.ContentDisposition = "attachment; filename=\"leads.csv\"";
            await CopyAsync(call, job, file);
        }
    }

    private static async Task CopyAsync(ApiCall call, ListJobView job, FileStream file)
    {
        var buffer = new byte[BufferBytes];
        while (true)
        {
            var state = job.State;
            for (int read; (read = await file.ReadAsync(buffer, call.Cancellation)) > 0; )
                await call.Http.Response.Body.WriteAsync(buffer.AsMemory(0, read), call.Cancellation);
            if (state == "failed")
                throw new InvalidOperationException($"the export failed: {job.Error}"); // The answer has begun: it is cut.
            if (state == "done")
                return;
            await Task.Delay(Poll, call.Parts.Time, call.Cancellation);
            job = await call.List.GetExportAsync(call.Actor, job.Id);
        }
    }
}

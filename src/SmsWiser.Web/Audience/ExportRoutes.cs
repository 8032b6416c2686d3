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

    private static Task ExportAsync(ApiCall call) => WriteAsync(
        call, "leads.csv",
        path => call.List.ExportAsync(call.Actor, new()
        {
            Path = path,
            Leads = new()
            {
                SegmentId = call.Query("segment_id"), Filter = call.Query("filter"), WorkingSet = call.Query("working_set"),
            },
            ByteOrderMark = call.IsOn("byte_order_mark"),
        }),
        job => call.List.GetExportAsync(call.Actor, job));

    /// <summary>Answers with the file that a job of a grain writes, while it is written.</summary>
    /// <param name="call">The request.</param>
    /// <param name="name">Name of the file for whoever keeps it.</param>
    /// <param name="begin">Begins the job, given the path.</param>
    /// <param name="find">The job by its id.</param>
    public static async Task WriteAsync(
        ApiCall call, string name, Func<string, Task<ListJobView>> begin, Func<string, Task<ListJobView>> find)
    {
        var path = Path.Combine(call.Parts.SpoolDirectory, $"{PublicId.New(call.Parts.Random)}.out");
        var job = await begin(path);
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
            call.Http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
            await CopyAsync(call, job, find, file);
        }
    }

    private static async Task CopyAsync(ApiCall call, ListJobView job, Func<string, Task<ListJobView>> find, FileStream file)
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
            job = await find(job.Id);
        }
    }
}

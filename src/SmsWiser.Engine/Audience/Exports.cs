using System.IO.Pipelines;
using SmsWiser.Core;
using SmsWiser.Core.Audience;

namespace SmsWiser.Engine.Audience;

/// <summary>Creates a file for an export; it must not be there yet.</summary>
internal delegate Stream CreateExport(string path);

/// <summary>Exports lists of an account into files of this node. There is no such thing for shared lists. Any thread.</summary>
internal sealed class Exports(ListExporter exporter, Conditions conditions, ListJobs jobs, CreateExport create)
{
    /// <summary>Creates the file and has it written.</summary>
    /// <exception cref="Contracts.RefusedException"><c>invalid_value</c>, <c>overloaded</c>.</exception>
    /// <exception cref="ConditionException">The condition cannot be used.</exception>
    public async Task<ListJob> StartAsync(LeadList list, AccountId owner, string path, string? condition, string seed, bool mark)
    {
        if (condition is not null)
            await conditions.CheckAsync(condition, list, owner, seed, CancellationToken.None);
        var file = Create(create, path);
        try
        {
            return jobs.Start(ListJobKind.Export, list, owner, WriteAsync);
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
                var filter = condition is null ? null : await conditions.PrepareAsync(condition, list, owner, seed, cancellation);
                var options = new ExportOptions { Filter = filter, ByteOrderMark = mark };
                var output = PipeWriter.Create(file, new(leaveOpen: true));
                job.Result = await exporter.WriteAsync(list, output, options, walked => job.Walked = walked, cancellation);
                await output.CompleteAsync();
            }
        }
    }

    /// <summary>Creates a file.</summary>
    /// <exception cref="Contracts.RefusedException"><c>invalid_value</c>.</exception>
    public static Stream Create(CreateExport create, string path)
    {
        try
        {
            return create(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Refusal.Invalid($"the file '{path}' cannot be created on this node: {error.Message}");
        }
    }
}

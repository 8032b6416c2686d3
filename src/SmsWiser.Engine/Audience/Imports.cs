using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SmsWiser.Contracts.Audience;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Time;

namespace SmsWiser.Engine.Audience;

/// <summary>Opens a file for an import, to be read from its start.</summary>
internal delegate Stream OpenImport(string path);

/// <summary>Imports files outside of grain turns, one at a time on a node and each list once. One per node; any thread.</summary>
internal sealed partial class Imports(Importer importer, OpenImport open, IRandom random, ILoops loops, ILogger<Imports> log)
    : IAsyncDisposable
{
    private const int MaxWaiting = 100;

    private readonly Backlog backlog = new("import", loops, MaxWaiting);
    private readonly ConcurrentDictionary<ListId, string> underway = [];

    /// <summary>Opens the file and has it imported.</summary>
    /// <returns>Public id of the import.</returns>
    /// <exception cref="Contracts.RefusedException"><c>invalid_value</c>, <c>wrong_state</c>, <c>overloaded</c>.</exception>
    public string Start(LeadList list, ImportSpec spec) => Start(
        list, Options(spec),
        () => Open(spec.Path),
        (file, options, cancellation) => importer.RunAsync(list, file!, options, progress: null, cancellation));

    /// <summary>Has a list merged into another.</summary>
    /// <param name="into">The list that grows.</param>
    /// <param name="from">The list read.</param>
    /// <param name="theirs">Whose values win.</param>
    /// <param name="merged">Called when all leads are merged.</param>
    /// <returns>Public id of the import.</returns>
    /// <exception cref="Contracts.RefusedException"><c>wrong_state</c>, <c>overloaded</c>.</exception>
    public string StartMerge(LeadList into, LeadList from, bool theirs, Func<Task> merged) => Start(
        into, new() { Source = $"list '{from.Name}'", Mode = ImportMode.AddAndUpdate, FillIn = !theirs }, open: null,
        async (_, options, cancellation) =>
        {
            var run = await importer.MergeAsync(into, from, options, progress: null, cancellation);
            if (run.State == ImportState.Done)
                await merged();
            return run;
        });

    private string Start(
        LeadList list, ImportOptions asked, Func<Stream>? open,
        Func<Stream?, ImportOptions, CancellationToken, Task<ImportRun>> work)
    {
        var options = asked with { PublicId = PublicId.New(random) };
        if (!underway.TryAdd(list.Id, options.PublicId!))
            throw Refusal.WrongState($"another import into '{list.Name}' runs or waits; import this file when it has ended");
        Stream? file = null;
        try
        {
            file = open?.Invoke();
            if (!backlog.TryAdd(cancellation => RunAsync(list, file, options, work, cancellation)))
                throw Refusal.Of(ErrorCode.Overloaded, $"{MaxWaiting} imports wait already; try again later");
        }
        catch
        {
            file?.Dispose();
            underway.TryRemove(list.Id, out _);
            throw;
        }
        return options.PublicId!;
    }

    /// <summary>True while the import waits for its turn or runs.</summary>
    public bool IsUnderway(ListId list, string publicId) => underway.TryGetValue(list, out var known) && known == publicId;

    /// <summary>Completes when every import started so far has ended.</summary>
    public Task DrainedAsync() => backlog.DrainedAsync();

    /// <summary>Stops the import at work; what it stored stays.</summary>
    public async ValueTask DisposeAsync()
    {
        await backlog.StopAsync();
        backlog.Dispose();
    }

    private async Task RunAsync(
        LeadList list, Stream? file, ImportOptions options, Func<Stream?, ImportOptions, CancellationToken, Task<ImportRun>> work,
        CancellationToken cancellation)
    {
        try
        {
            await using (file)
            {
                var run = await work(file, options, cancellation);
                LogEnded(run.PublicId, list.PublicId, run.State, run.Counts.Rows);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            LogStopped(options.PublicId!, list.PublicId);
        }
        catch (Exception error)
        {
            LogFailed(options.PublicId!, list.PublicId, error);
        }
        finally
        {
            underway.TryRemove(list.Id, out _);
        }
    }

    private static ImportOptions Options(ImportSpec spec)
    {
        var mode = spec.Mode switch
        {
            "add" => ImportMode.Add,
            "update" => ImportMode.Update,
            "both" => ImportMode.AddAndUpdate,
            "remove" => ImportMode.Remove,
            _ => throw Refusal.Invalid($"the mode is '{spec.Mode}'; give 'add', 'update', 'both' or 'remove'"),
        };
        Country? country = null;
        if (spec.DefaultCountry is { } code && !Country.TryFind(code, out country))
            throw Refusal.Invalid($"the default country is '{code}'; give a two-letter code of ISO 3166, for example 'FR'");
        var set = spec.WorkingSet is { } name ? Refusal.CheckName(name, "the working file") : null;
        if (set is not null && mode == ImportMode.Remove)
            throw Refusal.Invalid("leads that leave the list cannot be a working file of it; import it with another mode");
        if (spec.ConsentColumn is null && (spec.ConsentTimeColumn ?? spec.ConsentTextColumn) is not null)
            throw Refusal.Invalid("the column of the consent itself is missing; name it too");
        try
        {
            var mapping = spec.Mapping is { } text
                ? ImportMapping.Parse(text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                : ImportMapping.Automatic;
            return new()
            {
                Source = Path.GetFileName(spec.Path), Mode = mode, DefaultCountry = country, Mapping = mapping, WorkingSet = set,
                Consent = spec.ConsentColumn is { } consent ? new(consent, spec.ConsentTimeColumn, spec.ConsentTextColumn) : null,
            };
        }
        catch (ImportException error)
        {
            throw Refusal.Of(error.Code, error.Message);
        }
    }

    private Stream Open(string path)
    {
        try
        {
            return open(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Refusal.Invalid($"the file '{path}' cannot be opened on this node: {error.Message}");
        }
    }

    [LoggerMessage(LogLevel.Information, "import {ImportId} into list {ListId} is {State} after {Rows} rows")]
    private partial void LogEnded(string importId, string listId, ImportState state, long rows);

    [LoggerMessage(LogLevel.Information, "import {ImportId} into list {ListId} ended with the node")]
    private partial void LogStopped(string importId, string listId);

    [LoggerMessage(LogLevel.Error, "import {ImportId} into list {ListId} failed")]
    private partial void LogFailed(string importId, string listId, Exception error);
}

using Microsoft.Extensions.Logging;
using SmsWiser.Contracts.Shares;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Sealing;
using SmsWiser.Core.Shares;
using SmsWiser.Core.Time;
using SmsWiser.Engine.Campaigns;
using SmsWiser.Engine.Shares;

namespace SmsWiser.Engine.Audience;

/// <summary>Erases lists: ends what uses the list, shreds its data key in one transaction, then removes its pages in small ones. What a
/// crash leaves of the pages nothing can open, and the next start removes. One per node; any thread.</summary>
internal sealed partial class ListEraser(
    IListStore lists, ILeadPageStore pages, IImportStore imports, IShareStore shares, ISendoutStore sendouts, StopShare stopShare,
    SendoutCommands dispatch, KeyRing keys, IIds ids, IRandom random, ILoops loops, TimeProvider time, ILogger<ListEraser> log)
    : IAsyncDisposable
{
    private const int MaxWaiting = 1_000;
    private const int PagesPerTransaction = 128;
    private static readonly SendoutState[] Underway = [SendoutState.Planning, SendoutState.Sending, SendoutState.Paused];

    private readonly Backlog backlog = new("list erasure", loops, MaxWaiting);

    /// <summary>Erases a list of the account that asks.</summary>
    /// <param name="list">The list.</param>
    /// <param name="stop">True ends shares and sendouts over it first; false refuses while there are any.</param>
    /// <exception cref="Contracts.RefusedException"><c>wrong_state</c> while a sendout, an import or, without
    /// <paramref name="stop"/>, a share uses the list.</exception>
    public async Task<ListErasure> EraseAsync(LeadList list, bool stop)
    {
        var run = new ImportRun(
            new(await ids.NextAsync(CancellationToken.None)), PublicId.New(random), list.Id, "erasure", ImportMode.Remove,
            ImportState.Running, default, null, time.GetUtcNow(), null);
        if (!await imports.BeginAsync(run, CancellationToken.None))
            throw Refusal.WrongState($"an import into '{list.Name}' runs; erase the list when it has ended");
        var isErased = false;
        try
        {
            if (!stop)
                await RefuseSendoutsAsync(list);
            await EndSharesAsync(list);
            // Again: without their shares recipients cannot begin another one, but the owner can.
            if (!stop)
                await RefuseSendoutsAsync(list);
            await EndSendoutsAsync(list);
            var erasure = await ShredAsync(list);
            isErased = true;
            Remove(list.Id);
            return erasure;
        }
        finally
        {
            await imports.FinishAsync(
                run.Id, isErased ? ImportState.Done : ImportState.Failed, isErased ? null : "not erased", time.GetUtcNow(),
                CancellationToken.None);
        }
    }

    /// <summary>At node start: removes what is left of the pages of erased lists.</summary>
    public async Task ResumeAsync(CancellationToken cancellation)
    {
        foreach (var list in await lists.ListErasingAsync(cancellation))
            Remove(list);
    }

    /// <summary>Completes when the pages of all lists erased so far are gone.</summary>
    public Task DrainedAsync() => backlog.DrainedAsync();

    public async ValueTask DisposeAsync()
    {
        await backlog.StopAsync();
        backlog.Dispose();
    }

    private async Task RefuseSendoutsAsync(LeadList list)
    {
        var underway = await sendouts.ListUnderwayAsync(list.Id, CancellationToken.None);
        if (underway.Count > 0)
            throw Refusal.WrongState(
                $"{underway.Count} sendouts over '{list.Name}' run; wait for their end, cancel them, or erase with stop, which ends them");
    }

    private async Task EndSharesAsync(LeadList list)
    {
        foreach (var grant in await shares.ListByListAsync(list.Id, CancellationToken.None))
        {
            if (grant.State == GrantState.Invited)
                await shares.AnswerAsync(grant.Id, grant.Version, GrantState.Withdrawn, time.GetUtcNow(), CancellationToken.None);
        }
        // Read anew: an invitation may have been accepted in between.
        foreach (var grant in await shares.ListByListAsync(list.Id, CancellationToken.None))
        {
            if (grant.State == GrantState.Accepted)
                await stopShare(grant, $"erase-{list.PublicId}-{grant.Epoch}", CancellationToken.None);
        }
    }

    private async Task EndSendoutsAsync(LeadList list)
    {
        // Sendouts of recipients have lost their chunks over this list with their share; those of the owner are cancelled.
        foreach (var sendout in await sendouts.ListUnderwayAsync(list.Id, CancellationToken.None))
        {
            if (sendout.Account != list.Owner)
                continue;
            if (await sendouts.ChangeStateAsync(
                sendout.Id, Underway, SendoutState.Cancelled, time.GetUtcNow(), CancellationToken.None) is not null)
                await dispatch.CancelAsync(sendout.Id);
        }
    }

    private async Task<ListErasure> ShredAsync(LeadList list)
    {
        var at = time.GetUtcNow();
        var now = await lists.FindAsync(list.Id, CancellationToken.None) ?? throw Refusal.NotFound("list");
        var proof = new ErasureProof(now.Leads, now.CreatedAt, at).Seal(keys, list.Id);
        var erasure = new ListErasure(list.Id, list.PublicId, list.Owner, proof, at, PagesGoneAt: null);
        if (!await lists.EraseAsync(erasure, CancellationToken.None))
            throw Refusal.NotFound("list");
        LogErased(list.PublicId);
        return erasure;
    }

    private void Remove(ListId list)
    {
        if (!backlog.TryAdd(cancellation => RemoveAsync(list, cancellation)))
            LogLeft(list.Value);
    }

    private async Task RemoveAsync(ListId list, CancellationToken cancellation)
    {
        try
        {
            while (await pages.RemoveAsync(list, PagesPerTransaction, cancellation) > 0)
            {
                // Small transactions: imports and plans go in between.
            }
            await lists.FinishErasureAsync(list, time.GetUtcNow(), cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            LogLeft(list.Value);
        }
        catch (Exception error)
        {
            LogFailed(list.Value, error);
        }
    }

    [LoggerMessage(LogLevel.Information, "list {ListId} is erased; its pages are being removed")]
    private partial void LogErased(string listId);

    [LoggerMessage(LogLevel.Information, "pages of erased list {ListId} are left for the next start; nothing can open them")]
    private partial void LogLeft(long listId);

    [LoggerMessage(LogLevel.Error, "pages of erased list {ListId} could not be removed; the next start tries again")]
    private partial void LogFailed(long listId, Exception error);
}

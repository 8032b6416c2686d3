using Microsoft.Extensions.Logging;
using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine.Carriers;
using SmsWiser.Engine.Metrics;

namespace SmsWiser.Engine.Dispatch;

/// <summary>The node's dispatch loop: claims chunks for carriers with live binds, prepares them and feeds the binds, a bounded stretch
/// ahead of each; takes back what a pause, a stop or a lost bind left over. Public members are for any thread; all else runs in the
/// loop.</summary>
internal sealed partial class Dispatcher(
    ActiveRuns runs, IDispatchStore store, ICarrierStore carriers, Gate gate, BoardTable boards, Journal journal, Preparer preparer,
    SendingHours hours, NodeId node, DispatchOptions options, TimeProvider time, ILogger<Dispatcher> log) : IDisposable
{
    private static readonly TimeSpan ErrorPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Timers count whole milliseconds: a shorter wait is none, and would go round without time passing.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly LoopCommands commands = new(time, options.Poll);
    private readonly List<CarrierStock> stocks = [];
    private readonly List<PreparedChunk> returned = [];
    private readonly List<ChunkBoard> releasing = [];
    private RouteDuty[] duties = [];
    private BindWriter[] binds = [];
    private bool stopping;
    private bool stopped;

    /// <summary>The binds of this node.</summary>
    public IReadOnlyList<BindWriter> Binds => Volatile.Read(ref binds);

    /// <summary>Begins to send a planned sendout, or goes on with it.</summary>
    public Task StartAsync(SendoutId sendout) => commands.RunAsync(() => runs.OpenAsync(sendout));

    /// <summary>Holds a sendout that the store has paused: nothing of it goes on the wire once this has returned.</summary>
    public async Task PauseAsync(SendoutId sendout)
    {
        if (await FindRunAsync(sendout) is not { } run)
            return;
        gate.Close(run.Word);
        await QuiesceAsync();
        await SweepAsync();
    }

    /// <summary>Goes on with a sendout that the store has resumed.</summary>
    public async Task ResumeAsync(SendoutId sendout)
    {
        await StartAsync(sendout);
        if (await FindRunAsync(sendout) is { } run)
            gate.Open(run.Word);
        commands.Signal.Set();
    }

    /// <summary>Ends a sendout that the store has cancelled; what is claimed here and not on the wire ends as cancelled.</summary>
    public async Task CancelAsync(SendoutId sendout)
    {
        if (await FindRunAsync(sendout) is not { } run)
            return;
        run.IsCancelled = true;
        gate.Close(run.Word);
        await QuiesceAsync();
        await SweepAsync();
        await journal.FlushAsync();
    }

    /// <summary>Adds a bind; its writer wakes the loop from now on.</summary>
    public Task AddBindAsync(BindWriter bind) => commands.RunAsync(async () =>
    {
        bind.Wanting = commands.Signal.Set;
        Stock(bind.Carrier).Binds.Add(bind);
        Volatile.Write(ref binds, [.. binds, bind]);
        await LoadCarriersAsync();
    });

    /// <summary>Reads routes and profiles again.</summary>
    public Task ReloadRoutesAsync() => commands.RunAsync(LoadCarriersAsync);

    /// <summary>Has an account's hours hold as they are in the store, for every chunk prepared from then on.</summary>
    public Task ReloadHoursAsync(AccountId account) => commands.RunAsync(() => runs.ReloadHoursAsync(account));

    /// <summary>Returns when every bind's send section that was entered before the call has been left: from then on each send has seen
    /// what was flipped before the call.</summary>
    public async Task QuiesceAsync()
    {
        foreach (var bind in Binds)
        {
            if (bind.Session is not { } session)
                continue;
            var sequence = session.SectionSequence;
            while ((sequence & 1) == 1 && session.SectionSequence == sequence)
                await Task.Yield();
        }
    }

    /// <summary>Takes everything that no longer passes the gate out of binds and stock; withheld leads are in the journal's intake
    /// afterwards.</summary>
    public async Task SweepAsync()
    {
        await commands.RunAsync(async () =>
        {
            foreach (var stock in stocks)
            {
                if (stock.Claiming is { } claiming)
                    await claiming;
                SweepStock(stock);
            }
            foreach (var bind in Binds)
                bind.Sweep();
            CollectReturned();
            releasing.RemoveAll(IsWithheld);
        });
    }

    /// <summary>Stops in order: nothing more is claimed or filled, what is on the wire is awaited. The loop ends.</summary>
    public async Task StopAsync()
    {
        await commands.RunAsync(async () =>
        {
            stopping = true;
            foreach (var stock in stocks)
            {
                if (stock.Claiming is { } claiming)
                    await claiming;
            }
            foreach (var bind in Binds)
                bind.Hold();
            await AwaitAnswersAsync();
        });
        stopped = true;
        commands.Signal.Set();
    }

    /// <summary>After the loop has ended and the binds are down: unsent chunks go back to the store.</summary>
    public async Task GiveBackAllAsync()
    {
        CollectReturned();
        foreach (var stock in stocks)
            GiveBack(stock);
        await ReleaseAsync();
        await journal.FlushAsync();
    }

    /// <summary>The dispatch loop.</summary>
    public async Task RunAsync()
    {
        while (!stopped)
        {
            try
            {
                await commands.ServeAsync();
                if (stopping || !await StepAsync())
                    await commands.Signal.WaitAsync();
            }
            catch (Exception error) when (!stopping)
            {
                LogStepFailed(error);
                await Task.Delay(ErrorPause, time);
            }
        }
    }

    public void Dispose() => commands.Dispose();

    /// <summary>Reads routes and profiles. In the loop, or before it starts.</summary>
    public async Task LoadCarriersAsync()
    {
        var known = await carriers.ListAsync(default);
        foreach (var stock in stocks)
        {
            if (known.FirstOrDefault(carrier => carrier.Id == stock.Carrier) is { } carrier)
                stock.Use(carrier.Profile);
        }
        journal.Receipts.Bases = known.ToDictionary(
            carrier => carrier.Id, carrier => new IdBases(carrier.Profile.SubmitIdBase, carrier.Profile.ReceiptIdBase));
        var routes = await carriers.ListRoutesAsync(default);
        duties = [.. routes.Select(route => new RouteDuty(route, stocks, options.SharePatience, time))];
    }

    /// <summary>Puts a recovered run in place. Before the loop starts.</summary>
    public void Recover(SendoutRun run) => runs.Add(run);

    private async Task<bool> StepAsync()
    {
        CollectReturned();
        await ReleaseAsync();
        AssignRoutes();
        await runs.PollAsync();
        var worked = false;
        foreach (var stock in stocks)
        {
            if (!stock.IsLive)
            {
                GiveBack(stock);
                continue;
            }
            Claim(stock);
            foreach (var bind in stock.Binds)
                worked |= await FeedAsync(stock, bind);
        }
        return worked || releasing.Count > 0;
    }

    /// <summary>Prepares and feeds one chunk if the bind has room for it.</summary>
    private async Task<bool> FeedAsync(CarrierStock stock, BindWriter bind)
    {
        if (!bind.TakesWork || bind.Backlog > Ahead(bind, options.PrepareAhead, options.PreparedChunksPerBind) - PlannedChunkSize)
            return false;
        if (!stock.Prepared.TryDequeue(out var chunk))
        {
            if (!stock.Claimed.TryDequeue(out var board))
                return false;
            if (KeepBack(board))
                return true;
            chunk = await PrepareAsync(stock, board);
            if (chunk is null)
                return true;
        }
        if (bind.Feed(chunk))
            return true;
        // It was taken down meanwhile; another bind takes the chunk in this step or a later one.
        stock.Prepared.Enqueue(chunk);
        return false;
    }

    /// <summary>Prepares a chunk; null when nothing in it is to be sent. Leads that cannot be read end as suppressed, so that one broken
    /// page does not hold up a campaign; a store that fails leaves the chunk in stock.</summary>
    private async ValueTask<PreparedChunk?> PrepareAsync(CarrierStock stock, ChunkBoard board)
    {
        try
        {
            var chunk = await preparer.PrepareAsync(board, stock.Profile);
            if (chunk is { Hold: null, HasWork: true })
                return chunk;
            if (chunk.Hold is not null)
                HoldBack(board, chunk.Hold);
            preparer.Recycle(chunk);
        }
        catch (Exception error) when (error is SealBrokenException or UnknownKeyException or UnusableTemplateException)
        {
            LogUnreadable(error, board.Key.Sendout.Value, board.Key.No);
            preparer.Drop(board);
            journal.Withhold(board, EntryState.Suppressed, (uint)SuppressionReason.Unreadable);
        }
        catch
        {
            preparer.Drop(board);
            stock.Claimed.Enqueue(board);
            throw;
        }
        return null;
    }

    private const int PlannedChunkSize = 256;

    /// <summary>Parts that may be ahead of a bind: a stretch of time at its rate, one chunk at least.</summary>
    private static int Ahead(BindWriter bind, TimeSpan stretch, int maxChunks)
    {
        var rate = bind.Rate.Current;
        var most = maxChunks * PlannedChunkSize;
        return rate == 0 ? most : (int)Math.Clamp(rate * stretch.TotalSeconds, PlannedChunkSize, most);
    }

    /// <summary>True when the chunk may not be sent: its leads are withheld, or it goes back to the store.</summary>
    private bool KeepBack(ChunkBoard board)
    {
        if (IsWithheld(board))
            return true;
        if (board.Run.Word.IsOpen)
            return false;
        releasing.Add(board);
        return true;
    }

    /// <summary>The hours of its leads are over, or about to be: it goes back to the store to wait there.</summary>
    private void HoldBack(ChunkBoard board, ChunkHold? hold)
    {
        board.Hold = hold;
        releasing.Add(board);
    }

    /// <summary>True when the chunk will never be sent; its open leads are in the journal's intake then.</summary>
    private bool IsWithheld(ChunkBoard board)
    {
        if (Withholding.Reason(board) is not { } state)
            return false;
        journal.Withhold(board, state);
        return true;
    }

    /// <summary>True when so many have opted out since it was prepared that it must be checked anew: it goes back to the store.</summary>
    private bool IsOutdated(PreparedChunk chunk)
    {
        if (chunk.OptOutsThrough >= gate.OptOuts.Floor)
            return false;
        releasing.Add(chunk.Board);
        return true;
    }

    private void SweepStock(CarrierStock stock)
    {
        for (var i = stock.Claimed.Count; i > 0; i--)
        {
            var board = stock.Claimed.Dequeue();
            if (!KeepBack(board))
                stock.Claimed.Enqueue(board);
        }
        for (var i = stock.Prepared.Count; i > 0; i--)
        {
            var chunk = stock.Prepared.Dequeue();
            if (KeepBack(chunk.Board))
                preparer.Recycle(chunk);
            else
                stock.Prepared.Enqueue(chunk);
        }
    }

    /// <summary>Takes in what the binds are done with.</summary>
    private void CollectReturned()
    {
        foreach (var stock in stocks)
        {
            foreach (var bind in stock.Binds)
                bind.TakeReturned(returned);
            foreach (var chunk in returned)
            {
                if (chunk.HasWork && !KeepBack(chunk.Board) && !IsOutdated(chunk))
                {
                    if (chunk.ClosesAt > time.GetTimestamp())
                    {
                        stock.Prepared.Enqueue(chunk);
                        continue;
                    }
                    HoldBack(chunk.Board, hours.Find(chunk));
                }
                if (!chunk.HasWork)
                    chunk.Board.Plan = null;
                preparer.Recycle(chunk);
            }
            returned.Clear();
        }
    }

    /// <summary>No bind of the carrier is up: its chunks go back to the store, where another carrier of their route may take
    /// them.</summary>
    private void GiveBack(CarrierStock stock)
    {
        while (stock.Claimed.TryDequeue(out var board))
            releasing.Add(board);
        while (stock.Prepared.TryDequeue(out var chunk))
        {
            releasing.Add(chunk.Board);
            preparer.Recycle(chunk);
        }
    }

    private async Task ReleaseAsync()
    {
        if (releasing.Count == 0)
            return;
        await journal.FlushAsync();
        foreach (var board in releasing)
            journal.GiveUpPartial(board);
        await journal.FlushAsync();
        // Before the store has them: a claim under way may bring one back ahead of the answer to the release.
        foreach (var board in releasing)
            board.Plan = null;
        // Giving up what was partly sent may have ended the last lead of a chunk; the flush has finished it then.
        releasing.RemoveAll(static board => board.IsFinished);
        if (releasing.Count == 0)
            return;
        var released = releasing.ConvertAll(board => new ReleasedChunk(board.Key, board.Open) { Hold = board.Hold });
        await store.ReleaseAsync(node, released, time.GetUtcNow(), default);
        foreach (var board in releasing)
        {
            board.Hold = null;
            board.Run.Exhausted.Clear();
            board.Run.RestsUntil = 0;
        }
        releasing.Clear();
    }

    /// <summary>Gives each route to the carriers that serve it now.</summary>
    private void AssignRoutes()
    {
        var now = time.GetTimestamp();
        foreach (var stock in stocks)
        {
            stock.Presence.Look(stock.IsLive, now);
            stock.Duties.Clear();
        }
        foreach (var duty in duties)
            duty.Assign();
    }

    private void Claim(CarrierStock stock)
    {
        if (stopping || stock.Claiming is not null || stock.Duties.Count == 0 || boards.IsFull)
            return;
        var wanted = 0;
        foreach (var bind in stock.Binds)
        {
            if (bind.IsBound)
                wanted += Math.Max(1, (Ahead(bind, options.ClaimAhead,
                    2 * options.PreparedChunksPerBind) - bind.Backlog) / PlannedChunkSize);
        }
        wanted -= stock.Chunks;
        if (wanted <= 0)
            return;
        var portion = stock.FindClaimable(runs, options.ChunksPerClaim, time.GetTimestamp());
        if (stock.Claimable.Count == 0 || runs.Next(stock.Claimable) is not { } run)
            return;
        var claiming = ClaimAsync(stock, run, Math.Min(wanted, portion));
        stock.Claiming = claiming.IsCompleted ? null : claiming;
    }

    private async Task ClaimAsync(CarrierStock stock, SendoutRun run, int chunks)
    {
        try
        {
            var now = time.GetUtcNow();
            var routes = stock.Claimable.ToArray();
            using var trace = EngineInstruments.Traces.StartActivity("claim");
            var claimed = await store.ClaimAsync(node, run.Id, routes, chunks, now, default);
            foreach (var plan in claimed)
            {
                var authority = gate.Authority(plan.Grant, plan.Epoch);
                var board = run.Board(plan.Key.No);
                if (board is null)
                {
                    board = boards.Add(plan.Key, run, run.Totals(plan.Grant), authority, plan.Leads);
                    board.Charges = run.Charges(plan.PriceMicros);
                    run.Remember(board);
                }
                (board.Plan, board.ClaimedAt) = (plan, time.GetTimestamp());
                stock.Claimed.Enqueue(board);
            }
            stock.Take(routes, claimed, time.GetTimestamp());
            if (claimed.Count < chunks)
                run.Exhausted.UnionWith(routes);
            if (claimed.Count == 0 && await store.FindNextDueAsync(run.Id, now, default) is { } due)
                run.RestsUntil = Math.Min(hours.Timestamp(due), hours.Timestamp(now + options.HeldPoll));
        }
        catch (Exception error) when (!stopping)
        {
            LogStepFailed(error);
        }
        finally
        {
            stock.Claiming = null;
            commands.Signal.Set();
        }
    }

    private async Task<SendoutRun?> FindRunAsync(SendoutId id)
    {
        SendoutRun? found = null;
        await commands.RunAsync(() =>
        {
            found = runs.Find(id);
            return Task.CompletedTask;
        });
        return found;
    }

    private async Task AwaitAnswersAsync()
    {
        var deadline = time.GetTimestamp() + (long)(options.StopTime.TotalSeconds * time.TimestampFrequency);
        foreach (var bind in Binds)
        {
            while (bind.InFlight(0, static (_, _) => true) > 0)
            {
                var left = time.GetElapsedTime(time.GetTimestamp(), deadline);
                var next = bind.NextAnswersAsync();
                if (left < ShortestWait || bind.InFlight(0, static (_, _) => true) == 0)
                    break;
                await Task.WhenAny(next, Task.Delay(left, time));
            }
        }
    }

    private CarrierStock Stock(CarrierId carrier)
    {
        var stock = stocks.Find(known => known.Carrier == carrier);
        if (stock is null)
            stocks.Add(stock = new(carrier, new(options.FailOverAfter, options.FailBackAfter, time)));
        return stock;
    }

    [LoggerMessage(LogLevel.Error, "Chunk {Chunk} of sendout {Sendout} cannot be read; its leads are suppressed")]
    private partial void LogUnreadable(Exception error, long sendout, int chunk);

    [LoggerMessage(LogLevel.Error, "A step of the dispatch loop failed; going on")]
    private partial void LogStepFailed(Exception error);
}

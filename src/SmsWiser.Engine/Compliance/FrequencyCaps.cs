using SmsWiser.Contracts.Compliance;
using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Sealing;

namespace SmsWiser.Engine.Compliance;

/// <summary>The caps in force and what they count on, between the store and this node's book. Any thread.</summary>
internal sealed class FrequencyCaps(IFrequencyStore store, FrequencyBook book, KeyRing keys, TimeProvider time)
{
    private const int RunsPerRead = 16;
    private const int RunsPerDrop = 16;

    private int droppedOn;

    /// <summary>Flushes up to this one are in the runs that the start has read.</summary>
    public long Flush { get; private set; }

    /// <summary>Loads what is capped. Once, before anything is counted.</summary>
    public async Task StartAsync()
    {
        var mark = await store.FindMarkAsync(CancellationToken.None);
        Flush = mark.Flush;
        book.Begin(mark.No);
        foreach (var (account, cap) in await store.ListCapsAsync(CancellationToken.None))
            await UseAsync(account, cap);
    }

    /// <summary>The cap of an account, or of the platform.</summary>
    public async Task<CapsView> ViewAsync(AccountId account) =>
        View((await store.ListCapsAsync(CancellationToken.None)).GetValueOrDefault(account));

    /// <summary>Sets the cap of an account, or of the platform; it holds when this returns.</summary>
    /// <exception cref="Contracts.RefusedException"><c>invalid_value</c>.</exception>
    public async Task<CapsView> SetAsync(AccountId account, CapsSpec spec)
    {
        var cap = new FrequencyCap(spec.PerDay, spec.PerWeek);
        if (cap.FindFault() is { } fault)
            throw Refusal.Invalid(fault);
        await store.SetCapAsync(account, cap, CancellationToken.None);
        await UseAsync(account, cap);
        return View(cap);
    }

    /// <summary>Who has reached a cap, for one plan; null when nothing is capped.</summary>
    public FrequencyNumbers? Numbers(Campaign campaign) => book.IsOn && campaign.Class == TrafficClass.Marketing
        ? new(book, campaign.Account, EngineServices.NumberTagsOf(keys), time)
        : null;

    /// <summary>Once a day: removes what no cap looks at any more.</summary>
    public async Task ForgetAsync(CancellationToken cancellation)
    {
        var today = FrequencyBook.DayOf(time.GetUtcNow());
        if (!book.IsOn || Interlocked.Exchange(ref droppedOn, today) == today)
            return;
        while (await store.DropRunsAsync(FirstDay(today), RunsPerDrop, cancellation) == RunsPerDrop)
        {
            // More are left.
        }
    }

    private static int FirstDay(int today) => today - FrequencyTable.Days + 1;

    private static CapsView View(FrequencyCap cap) => new() { PerDay = cap.PerDay, PerWeek = cap.PerWeek };

    private async Task UseAsync(AccountId account, FrequencyCap cap)
    {
        var today = FrequencyBook.DayOf(time.GetUtcNow());
        if (book.Use(account, cap, today) is not { } last)
            return;
        for (var after = 0L; after < last;)
        {
            var runs = await store.ReadRunsAsync(
                account == FrequencyBook.Platform ? null : account, FirstDay(today), after, RunsPerRead, CancellationToken.None);
            foreach (var run in runs.Where(run => run.No <= last))
                book.Load(account, run);
            if (runs.Count < RunsPerRead)
                return;
            after = runs[^1].No;
        }
    }
}

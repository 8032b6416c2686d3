using SmsWiser.Core;
using SmsWiser.Core.Audience;

namespace SmsWiser.Engine.Audience;

/// <summary>Counts the leads of a list that fulfil a condition: small lists at once, large ones as a job. Any thread.</summary>
internal sealed class Counts(Conditions conditions, LeadPages leads, ListJobs jobs)
{
    /// <summary>Up to so many leads a count is made within the call.</summary>
    public const long AtOnce = 500_000;

    /// <summary>Counts.</summary>
    /// <returns>The job; already ended for a small list.</returns>
    /// <exception cref="ConditionException">The condition cannot be used.</exception>
    public async Task<ListJob> StartAsync(LeadList list, AccountId account, string condition, string seed)
    {
        await conditions.CheckAsync(condition, list, account, seed, CancellationToken.None);
        if (list.Leads > AtOnce)
            return jobs.Start(
                ListJobKind.Count, list, account, (job, cancellation) => CountAsync(job, list, account, condition, seed, cancellation));
        var made = new ListJob("", ListJobKind.Count, list.Id, account, list.Leads);
        await CountAsync(made, list, account, condition, seed, CancellationToken.None);
        made.End(null);
        return made;
    }

    private async Task CountAsync(
        ListJob job, LeadList list, AccountId account, string condition, string seed, CancellationToken cancellation)
    {
        var filter = await conditions.PrepareAsync(condition, list, account, seed, cancellation);
        var matching = 0L;
        job.Walked = await leads.WalkAsync(list, Visit, Report, cancellation);
        job.Result = matching;

        void Visit(in LeadView lead)
        {
            if (filter.Matches(lead))
                matching++;
        }

        ValueTask Report(long walked)
        {
            (job.Walked, job.Result) = (walked, matching);
            return default;
        }
    }
}

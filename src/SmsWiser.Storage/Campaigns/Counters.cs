using SmsWiser.Core;
using SmsWiser.Core.Dispatch;
using SmsWiser.Storage.Ledger;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Campaigns;

/// <summary>Counter rows of sendouts, and the end of a sendout that follows from them. Used inside transactions of the writer.</summary>
internal static class Counters
{
    private static readonly Outcome[] Stored =
    [
        Outcome.Accepted, Outcome.Delivered, Outcome.Undelivered, Outcome.Expired, Outcome.Unknown,
        Outcome.Rejected, Outcome.Failed, Outcome.Revoked, Outcome.Suppressed, Outcome.Cancelled,
    ];

    /// <summary>Adds a change to its row.</summary>
    /// <exception cref="InvalidOperationException">There is no such row: the sendout has no finished plan with that grant.</exception>
    public static void Change(Database db, SendoutCounter delta)
    {
        var statement = db.Get("Campaigns/change_counter").Bind(delta.Sendout.Value).Bind(delta.Grant.Value);
        foreach (var outcome in Stored)
            statement.Bind(delta.Outcomes[outcome]);
        if (statement.Bind(delta.PartsSubmitted).Execute() == 0)
            throw new InvalidOperationException($"sendout {delta.Sendout.Value} has no counter for grant {delta.Grant.Value}");
    }

    /// <summary>Counts leads that ended without an entry of the journal.</summary>
    public static void Withhold(Database db, SendoutId sendout, GrantId grant, Outcome outcome, long leads)
    {
        if (leads == 0)
            return;
        var outcomes = new OutcomeCounts { [outcome] = leads };
        Change(db, new SendoutCounter(sendout, grant, 0, outcomes, 0));
    }

    /// <summary>Ends the sendout if no lead of it is open. Called at the end of every transaction that counts outcomes,
    /// after its charges are settled.</summary>
    public static void Finish(Database db, SendoutId sendout, DateTimeOffset at)
    {
        if (db.Get("Campaigns/finish_sendout").Bind(sendout.Value).Bind(at).Execute() == 1)
            Holds.CloseWhenCertain(db, sendout, at);
    }

    /// <summary>Reads a row of the columns (sendout, grant, planned, outcomes from accepted to cancelled, parts).</summary>
    public static SendoutCounter Map(Statement row)
    {
        var planned = row.Long(2);
        var outcomes = new OutcomeCounts();
        for (var i = 0; i < Stored.Length; i++)
            outcomes[Stored[i]] = row.Long(3 + i);
        outcomes[Outcome.Open] = planned - outcomes.Answered;
        return new(new(row.Long(0)), new(row.Long(1)), planned, outcomes, row.Long(3 + Stored.Length));
    }
}

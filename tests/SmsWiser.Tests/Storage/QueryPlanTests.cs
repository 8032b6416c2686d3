using SmsWiser.Storage.Sqlite;
using SQLitePCL;

namespace SmsWiser.Tests.Storage;

/// <summary>What hot statements must not do is read more rows than they return.</summary>
public sealed class QueryPlanTests
{
    [Theory]
    [InlineData("Dispatch/find_claimable", "SEARCH c USING INDEX chunk_claimable (sendout_id=? AND route_id=? AND not_before<?)")]
    [InlineData("Dispatch/find_next_due", "SEARCH chunk USING COVERING INDEX chunk_held (sendout_id=? AND not_before>?)")]
    [InlineData("Campaigns/list_held", "SEARCH chunk USING COVERING INDEX chunk_held (sendout_id=? AND not_before>?)")]
    [InlineData("Campaigns/find_pilot_chunks", "SEARCH chunk USING COVERING INDEX chunk_held (sendout_id=? AND not_before>?)")]
    [InlineData("Campaigns/list_due_campaigns", "SEARCH s USING INDEX campaign_due (due_at>? AND due_at<?)")]
    [InlineData("Campaigns/list_expired_sendouts", "SEARCH sendout USING INDEX sendout_valid (valid_until<?)")]
    [InlineData("Campaigns/find_expirable_chunks", "SEARCH chunk USING INDEX chunk_claimable (sendout_id=?)")]
    [InlineData("Dispatch/claim_chunk", "SEARCH chunk USING PRIMARY KEY (sendout_id=? AND no=?)")]
    [InlineData("Dispatch/read_chunk", "SEARCH c USING PRIMARY KEY (sendout_id=? AND no=?)")]
    [InlineData("Dispatch/find_claimed", "SEARCH c USING PRIMARY KEY (sendout_id=? AND no=?)")]
    [InlineData("Dispatch/finish_chunk", "SEARCH chunk USING PRIMARY KEY (sendout_id=? AND no=?)")]
    [InlineData("Dispatch/find_revocable", "SEARCH c USING INDEX chunk_revocable (grant_id=? AND epoch=?)")]
    [InlineData("Dispatch/list_abandoned_chunks", "SCAN chunk USING INDEX chunk_claimed")]
    [InlineData("Dispatch/read_journal", "SEARCH flush USING INTEGER PRIMARY KEY (rowid>?)")]
    [InlineData("Campaigns/change_counter", "SEARCH sendout_counter USING PRIMARY KEY (sendout_id=? AND grant_id=?)")]
    [InlineData("Campaigns/find_unclaimed_chunks", "SEARCH chunk USING INDEX chunk_claimable (sendout_id=?)")]
    [InlineData("Campaigns/list_finished_sendouts", "SEARCH sendout USING INDEX sendout_finished (finished_at>?)")]
    [InlineData("Campaigns/list_unfinished_sendouts", "SCAN sendout USING INDEX sendout_unfinished")]
    [InlineData("Ledger/find_hold", "SEARCH hold USING INTEGER PRIMARY KEY (rowid=?)")]
    [InlineData("Ledger/save_hold", "SEARCH hold USING INTEGER PRIMARY KEY (rowid=?)")]
    [InlineData("Ledger/list_returnable", "SEARCH hold USING COVERING INDEX hold_closed (closed_at<?)")]
    [InlineData("Ledger/list_statement", "SEARCH t USING INDEX transfer_statement (owner_id=?)")]
    [InlineData("Ledger/sum_charges", "SEARCH transfer USING INDEX transfer_by_sendout (sendout_id=? AND kind=?)")]
    [InlineData("Compliance/find_opt_out", "SEARCH opt_out USING PRIMARY KEY (scope=? AND subject=? AND sender=? AND number_key=?)")]
    [InlineData("Compliance/read_opt_outs", "SEARCH opt_out USING PRIMARY KEY (scope=? AND subject=? AND sender=? AND number_key>?)")]
    [InlineData("Compliance/read_gate_log", "SEARCH gate_log USING INTEGER PRIMARY KEY (rowid>?)")]
    [InlineData("Inbound/find_copy", "SEARCH inbound USING COVERING INDEX inbound_by_fingerprint (fingerprint=? AND at>?)")]
    [InlineData("Inbound/find_recent_reply", "SEARCH inbound USING INDEX inbound_by_number (number_key=? AND destination=? AND at>?)")]
    [InlineData("Inbound/list_unresolved", "SCAN inbound USING INDEX inbound_unresolved")]
    [InlineData("Inbound/list_replies_due", "SCAN inbound USING INDEX inbound_reply_due")]
    [InlineData("Inbound/list_inbound", "SEARCH inbound USING INDEX inbound_by_reader (reader_id=? AND inbound_id<?)")]
    [InlineData("Inbound/read_leads", "SEARCH c USING PRIMARY KEY (sendout_id=? AND no>?)")]
    [InlineData("Shares/find_last_stop", "SEARCH gate_log USING COVERING INDEX gate_log_share_stop (subject=?)")]
    public void A_hot_statement_uses_its_index(string name, string expected)
    {
        using var database = Database.Open(":memory:");
        Migrator.Apply(database, "Main", "main.db", DateTimeOffset.UnixEpoch);

        var steps = Explain(database, name);

        Assert.Equal(expected, steps[0]);
    }

    private static List<string> Explain(Database database, string name)
    {
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_prepare_v2(database.Handle, "explain query plan " + SqlText.All[name], out var statement));
        using (statement)
        {
            var steps = new List<string>();
            while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
                steps.Add(raw.sqlite3_column_text(statement, 3).utf8_to_string());
            return steps;
        }
    }
}

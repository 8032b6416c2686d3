using SmsWiser.Core;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Shares;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Shares;

/// <summary>Share grants and their stops in <c>main.db</c>.</summary>
internal sealed class SqliteShareStore(DatabaseFile main) : IShareStore
{
    public Task<bool> InviteAsync(ShareGrant grant, CancellationToken cancellation)
    {
        if (grant.State != GrantState.Invited)
            throw new ArgumentException($"grant {grant.Id.Value} is {grant.State}; an invitation is invited", nameof(grant));
        return main.WriteAsync(
            WriteLane.Claim,
            db => db.Get("Shares/add_grant").Bind(grant.Id.Value).Bind(grant.PublicId).Bind(grant.List.Value).Bind(grant.Owner.Value)
                .Bind(grant.Recipient.Value).Bind(grant.ProfitBasisPoints).Bind(grant.Epoch).Bind(grant.Version).Bind(grant.InvitedAt)
                .Execute() == 1,
            cancellation);
    }

    public async Task<ShareGrant?> FindAsync(string publicId, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Shares/find_grant_by_public_id").Bind(publicId).First(Map), cancellation);

    public async Task<ShareGrant?> FindAsync(GrantId id, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Shares/find_grant").Bind(id.Value).First(Map), cancellation);

    public async Task<IReadOnlyList<ShareGrant>> ListByListAsync(ListId list, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Shares/list_grants_by_list").Bind(list.Value).All(Map), cancellation);

    public async Task<IReadOnlyList<ShareGrant>> ListByRecipientAsync(AccountId recipient, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Shares/list_grants_by_recipient").Bind(recipient.Value).All(Map), cancellation);

    public async Task<long> GatePositionAsync(CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Shares/find_gate_position").Scalar() ?? 0, cancellation);

    public Task<ShareGrant?> AnswerAsync(GrantId grant, int version, GrantState to, DateTimeOffset at, CancellationToken cancellation)
    {
        if (to is not (GrantState.Accepted or GrantState.Declined or GrantState.Withdrawn))
            throw new ArgumentOutOfRangeException(nameof(to), to, "an invitation is accepted, declined or withdrawn");
        return main.WriteAsync(
            WriteLane.Claim,
            db => db.Get("Shares/answer_grant").Bind(grant.Value).Bind(version).Bind((long)to).Bind(at).First(Map),
            cancellation);
    }

    public Task<CommittedStop?> StopAsync(GrantId grant, string opId, DateTimeOffset at, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(opId);
        return main.WriteAsync(WriteLane.Stop, db =>
            FindByOp(db, grant, opId) ?? Stop(db, grant, opId, at) ?? FindEarlier(db, grant), cancellation);
    }

    private static CommittedStop? FindByOp(Database db, GrantId grant, string opId) =>
        db.Get("Shares/find_gate_entry_by_op").Bind(opId).First(row =>
            (GateKind)row.Int(2) == GateKind.ShareStopped && row.Long(3) == grant.Value
                ? new CommittedStop(row.Long(0), row.Int(1), Repeated: true)
                : throw new ArgumentException($"op id {opId} was used for another operation than stopping grant {grant.Value}",
                    nameof(opId)));

    private static CommittedStop? Stop(Database db, GrantId grant, string opId, DateTimeOffset at)
    {
        if (db.Get("Shares/stop_grant").Bind(grant.Value).Bind(at).Scalar() is not { } epoch)
            return null;
        var position = AddGateEntry(db, GateKind.ShareStopped, grant.Value, (int)epoch, opId, at);
        return new(position, (int)epoch, Repeated: false);
    }

    // Another call stopped it: this caller waits for the same entry.
    private static CommittedStop? FindEarlier(Database db, GrantId grant) =>
        db.Get("Shares/find_last_stop").Bind(grant.Value).First(row => new CommittedStop(row.Long(0), row.Int(1), Repeated: true));

    internal static long AddGateEntry(Database db, GateKind kind, long subject, int epoch, string? opId, DateTimeOffset at) =>
        db.Get("Shares/add_gate_entry").Bind((long)kind).Bind(subject).Bind(epoch).Bind(opId).Bind(at).Scalar()!.Value;

    private static ShareGrant Map(Statement row) =>
        new(new(row.Long(0)), row.Text(1), new(row.Long(2)), new(row.Long(3)), new(row.Long(4)), row.Int(5), (GrantState)row.Int(6),
            row.Int(7), row.Int(8), row.Time(9), row.TimeOrNull(10), row.TimeOrNull(11));
}

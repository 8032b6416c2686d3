using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Audience;

/// <summary>Lists, their fields, wrapped keys, segments and growth in <c>main.db</c>.</summary>
internal sealed class SqliteListStore(DatabaseFile main) : IListStore
{
    public Task AddAsync(LeadList list, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Claim, db => Add(db, list), cancellation);

    public async Task<LeadList?> FindAsync(string publicId, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Audience/find_list_by_public_id").Bind(publicId).First(row => Map(db, row)), cancellation);

    public async Task<LeadList?> FindAsync(ListId id, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Audience/find_list").Bind(id.Value).First(row => Map(db, row)), cancellation);

    public async Task<IReadOnlyList<LeadList>> ListAsync(AccountId owner, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Audience/list_lists").Bind(owner.Value).All(row => Map(db, row)), cancellation);

    public Task<bool> ChangeAsync(LeadList list, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim,
            db => db.Get("Audience/change_list").Bind(list.Id.Value).Bind(list.Version).Bind(list.Name).Bind(list.PublicName)
                .Bind(list.Description).Bind(list.ArchivedAt).Execute() == 1,
            cancellation);

    public Task<bool> AddFieldsAsync(ListId list, int version, IReadOnlyList<FieldDefinition> fields, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim,
            db =>
            {
                if (db.Get("Audience/raise_list_version").Bind(list.Value).Bind(version).Execute() == 0)
                    return false;
                AddFields(db, list, fields);
                return true;
            },
            cancellation);

    public Task<bool> AddWorkingSetAsync(ListId list, int version, WorkingSet set, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim,
            db => db.Get("Audience/raise_list_version").Bind(list.Value).Bind(version).Execute() == 1
                && db.Get("Audience/add_working_set").Bind(list.Value).Bind(set.No).Bind(set.Name).Bind(set.CreatedAt).Execute() == 1,
            cancellation);

    public Task AddSegmentAsync(Segment segment, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim,
            db => db.Get("Audience/add_segment").Bind(segment.Id.Value).Bind(segment.PublicId).Bind(segment.Account.Value)
                .Bind(segment.List.Value).Bind(segment.Name).Bind(segment.Filter).Execute(),
            cancellation);

    public Task<bool> ChangeSegmentAsync(SegmentId segment, string name, string filter, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim,
            db => db.Get("Audience/change_segment").Bind(segment.Value).Bind(name).Bind(filter).Execute() == 1,
            cancellation);

    public Task<bool> RemoveSegmentAsync(SegmentId segment, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Claim, db => db.Get("Audience/remove_segment").Bind(segment.Value).Execute() == 1, cancellation);

    public async Task<Segment?> FindSegmentAsync(string publicId, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Audience/find_segment").Bind(publicId).First(MapSegment), cancellation);

    public async Task<IReadOnlyList<Segment>> ListSegmentsAsync(AccountId account, ListId list, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Audience/list_segments").Bind(list.Value).Bind(account.Value).All(MapSegment), cancellation);

    public Task CountAsync(ListId list, LeadChanges changes, DateTimeOffset at, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Claim, db => Growth.Add(db, list, changes, at), cancellation);

    public Task RecountAsync(ListId list, long expected, long leads, DateTimeOffset at, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Claim, db => Growth.Recount(db, list, expected, leads, at), cancellation);

    public async Task<IReadOnlyList<GrowthDay>> GrowthAsync(ListId list, DateOnly from, DateOnly to, CancellationToken cancellation) =>
        await main.ReadAsync(
            db => db.Get("Audience/list_growth").Bind(list.Value).Bind(from.DayNumber).Bind(to.DayNumber).All(Growth.Map), cancellation);

    public Task<bool> EraseAsync(ListErasure erasure, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Claim, db => Erasures.Erase(db, erasure), cancellation);

    public async Task<IReadOnlyList<ListId>> ListErasingAsync(CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Audience/list_erasing").All(row => new ListId(row.Long(0))), cancellation);

    public Task FinishErasureAsync(ListId list, DateTimeOffset at, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Claim, db => db.Get("Audience/finish_erasure").Bind(list.Value).Bind(at).Execute(), cancellation);

    public async Task<ListErasure?> FindErasureAsync(string publicId, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Audience/find_erasure").Bind(publicId).First(Erasures.Map), cancellation);

    internal static int Add(Database db, LeadList list)
    {
        db.Get("Audience/add_list").Bind(list.Id.Value).Bind(list.PublicId).Bind(list.Owner.Value).Bind(list.Name).Bind(list.Leads)
            .Bind(list.Version).Bind(list.CreatedAt).Bind(list.PublicName).Bind(list.Description).Execute();
        AddFields(db, list.Id, list.Fields);
        return db.Get("Audience/add_list_key").Bind(list.Id.Value).Bind(list.WrappedKey.KeyId).Bind(list.WrappedKey.Octets.Span).Execute();
    }

    private static void AddFields(Database db, ListId list, IReadOnlyList<FieldDefinition> fields)
    {
        foreach (var field in fields)
            db.Get("Audience/add_field").Bind(list.Value).Bind(field.No).Bind(field.Name).Bind((long)field.Type).Execute();
    }

    private static LeadList Map(Database db, Statement row)
    {
        var id = new ListId(row.Long(0));
        var fields = db.Get("Audience/list_fields").Bind(id.Value)
            .All(field => new FieldDefinition(field.Int(0), field.Text(1), (FieldType)field.Int(2)));
        var sets = db.Get("Audience/list_working_sets").Bind(id.Value).All(set => new WorkingSet(set.Int(0), set.Text(1), set.Time(2)));
        var key = new WrappedKey(row.Int(7), row.Blob(8).ToArray());
        return new(id, row.Text(1), new(row.Long(2)), row.Text(3), fields, row.Long(4), key, row.Int(5), row.Time(6))
        {
            PublicName = row.Text(9),
            Description = row.Text(10),
            ArchivedAt = row.TimeOrNull(11),
            WorkingSets = sets,
        };
    }

    private static Segment MapSegment(Statement row) =>
        new(new(row.Long(0)), row.Text(1), new(row.Long(2)), new(row.Long(3)), row.Text(4), row.Text(5));
}

using System.Buffers.Binary;
using SmsWiser.Core;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Inbound;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Inbound;

/// <summary>Messages of people in <c>main.db</c>.</summary>
internal sealed class SqliteInboundStore(DatabaseFile main) : IInboundStore
{
    private const int ChunksPerRead = 256;
    private const int BytesPerLead = 8;

    public Task<InboundCommit> AddAsync(InboundBatch batch, TimeSpan window, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Stop, db => InboundRows.Add(db, batch, window), cancellation);

    public async Task<IReadOnlyList<InboundPart>> ListPartsAsync(CancellationToken cancellation) =>
        await main.ReadAsync(
            db => db.Get("Inbound/list_parts").All(row => new InboundPart(
                new(row.Long(0)), unchecked((ulong)row.Long(1)), row.Text(2), row.Int(3), row.Int(4), row.Int(5), row.Blob(6).ToArray(),
                row.Time(7))),
            cancellation);

    public async Task<IReadOnlyList<AccountId>> FindAccountsAsync(string sender, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Inbound/find_accounts").Bind(sender).All(row => new AccountId(row.Long(0))), cancellation);

    public async Task<IReadOnlyList<AnsweredSendout>> ListSendoutsAsync(
        string sender, DateTimeOffset since, int maxSendouts, CancellationToken cancellation) =>
        await main.ReadAsync(
            db => db.Get("Inbound/list_sendouts").Bind(sender).Bind(since).Bind(maxSendouts)
                .All(row => new AnsweredSendout(new(row.Long(0)), new(row.Long(1)))),
            cancellation);

    public async Task<IReadOnlyList<TaggedLead>> FindTagsAsync(
        SendoutId sendout, IReadOnlySet<uint> tags, CancellationToken cancellation)
    {
        var found = new List<TaggedLead>();
        // A read holds the log of the store back; a large sendout is read in many.
        for (var (from, read) = (0, ChunksPerRead); read == ChunksPerRead; from += read)
            read = await main.ReadAsync(db => FindTags(db, sendout, from, tags, found), cancellation);
        return found;
    }

    public async Task<IReadOnlyList<InboundMessage>> ListUnresolvedAsync(int maxMessages, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Inbound/list_unresolved").Bind(maxMessages).All(InboundRows.Map), cancellation);

    public Task<OptOutCommit> ResolveAsync(IReadOnlyList<InboundOrigin> found, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Stop, db => InboundRows.Resolve(db, found), cancellation);

    public async Task<IReadOnlyList<StoredInbound>> ListAsync(
        AccountId account, InboundId before, int maxMessages, CancellationToken cancellation) =>
        await main.ReadAsync(
            db => db.Get("Inbound/list_inbound").Bind(account.Value).Bind(before.Value).Bind(maxMessages).All(row => new StoredInbound(
                InboundRows.Map(row), row.Int(12), new(row.Long(13)), new(row.Long(14)), (ReplyState)row.Int(15))),
            cancellation);

    public async Task<IReadOnlyDictionary<InboundKind, long>> CountOverSharesAsync(AccountId account, CancellationToken cancellation) =>
        await main.ReadAsync(
            db => db.Get("Inbound/count_over_shares").Bind(account.Value)
                .All(row => (Kind: (InboundKind)row.Int(0), Count: row.Long(1))).ToDictionary(one => one.Kind, one => one.Count),
            cancellation);

    public async Task<InboundSettings> FindSettingsAsync(AccountId account, string sender, CancellationToken cancellation) =>
        await main.ReadAsync(
            db =>
            {
                var keywords = db.Get("Inbound/list_keywords").Bind(account.Value).All(row => (Word: row.Text(0), Answer: row.Text(1)));
                var off = db.Get("Inbound/find_sender_setting").Bind(account.Value).Bind(sender).First(row => row.Text(0));
                return new InboundSettings(
                    keywords.ToDictionary(one => one.Word, one => one.Answer),
                    (off ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries).ToHashSet());
            },
            cancellation);

    public Task SaveKeywordAsync(AccountId account, string keyword, string? answer, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim,
            db => answer is null
                ? db.Get("Inbound/drop_keyword").Bind(account.Value).Bind(keyword).Execute()
                : db.Get("Inbound/save_keyword").Bind(account.Value).Bind(keyword).Bind(answer).Execute(),
            cancellation);

    public Task SaveSenderAsync(AccountId account, string sender, IReadOnlyCollection<string> off, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim,
            db => db.Get("Inbound/save_sender_setting").Bind(account.Value).Bind(sender).Bind(string.Join('|', off)).Execute(),
            cancellation);

    public async Task<IReadOnlyList<InboundMessage>> ListRepliesDueAsync(int maxMessages, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Inbound/list_replies_due").Bind(maxMessages).All(InboundRows.Map), cancellation);

    private static int FindTags(Database db, SendoutId sendout, int from, IReadOnlySet<uint> tags, List<TaggedLead> found)
    {
        var rows = db.Get("Inbound/read_leads").Bind(sendout.Value).Bind(from).Bind(ChunksPerRead);
        var read = 0;
        for (; rows.Step(); read++)
        {
            var body = rows.Blob(3);
            for (; body.Length >= BytesPerLead; body = body[BytesPerLead..])
            {
                var tag = BinaryPrimitives.ReadUInt32LittleEndian(body[sizeof(uint)..]);
                if (tags.Contains(tag))
                    found.Add(new(tag, new(rows.Long(1)), new(rows.Long(2)), BinaryPrimitives.ReadUInt32LittleEndian(body)));
            }
        }
        return read;
    }
}

using SmsWiser.Core;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Inbound;

namespace SmsWiser.Testing.Compliance;

/// <summary>Messages of people in memory, by the contract of the port as far as accounts read and set it; what the inbound loop needs of
/// sendouts it does not have.</summary>
public sealed class MemoryInboundStore(MemoryOptOutStore optOuts) : IInboundStore
{
    private readonly Lock guard = new();
    private readonly List<(InboundOrigin Origin, bool IsResolved)> rows = [];
    private readonly Dictionary<(AccountId Account, string Word), string> keywords = [];
    private readonly Dictionary<(AccountId Account, string Sender), IReadOnlySet<string>> switchedOff = [];

    public Task<InboundCommit> AddAsync(InboundBatch batch, TimeSpan window, CancellationToken cancellation)
    {
        lock (guard)
        {
            rows.AddRange(batch.Messages.Select(wish => (new InboundOrigin(wish.Message, default, default, default, default), false)));
            var commit = optOuts.Change([.. batch.Messages.SelectMany(wish => wish.Changes)]);
            return Task.FromResult(new InboundCommit(0, commit, 0));
        }
    }

    public Task<IReadOnlyList<InboundPart>> ListPartsAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<InboundPart>>([]);

    public Task<IReadOnlyList<AccountId>> FindAccountsAsync(string sender, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<AccountId>>([]);

    public Task<IReadOnlyList<AnsweredSendout>> ListSendoutsAsync(
        string sender, DateTimeOffset since, int maxSendouts, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<AnsweredSendout>>([]);

    public Task<IReadOnlyList<TaggedLead>> FindTagsAsync(
        SendoutId sendout, IReadOnlySet<uint> tags, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<TaggedLead>>([]);

    public Task<IReadOnlyList<InboundMessage>> ListUnresolvedAsync(int maxMessages, CancellationToken cancellation)
    {
        lock (guard)
            return Task.FromResult<IReadOnlyList<InboundMessage>>(
                [.. rows.Where(row => !row.IsResolved).Take(maxMessages).Select(row => row.Origin.Message)]);
    }

    public Task<OptOutCommit> ResolveAsync(IReadOnlyList<InboundOrigin> found, CancellationToken cancellation)
    {
        lock (guard)
        {
            foreach (var origin in found)
                rows[rows.FindIndex(row => row.Origin.Message.Id == origin.Message.Id)] = (origin, true);
            return Task.FromResult(optOuts.Change([.. found
                .Where(origin => origin.Message.Kind is InboundKind.Stop or InboundKind.StopAll && origin.List.Value != 0)
                .Select(origin => new OptOutChange(
                    OptOutDomain.OfTopic(origin.List), origin.Message.NumberKey, IsOut: true, origin.Message.At))]));
        }
    }

    public Task<IReadOnlyList<StoredInbound>> ListAsync(
        AccountId account, InboundId before, int maxMessages, CancellationToken cancellation)
    {
        lock (guard)
        {
            return Task.FromResult<IReadOnlyList<StoredInbound>>(
                [.. rows.Where(row => row.IsResolved && ReaderOf(row.Origin) == account && row.Origin.Message.Id.Value < before.Value)
                    .OrderByDescending(row => row.Origin.Message.Id.Value).Take(maxMessages)
                    .Select(row => new StoredInbound(row.Origin.Message, 1, row.Origin.Owner, row.Origin.List, ReplyState.None))]);
        }
    }

    public Task<IReadOnlyDictionary<InboundKind, long>> CountOverSharesAsync(AccountId account, CancellationToken cancellation)
    {
        lock (guard)
        {
            return Task.FromResult<IReadOnlyDictionary<InboundKind, long>>(
                rows.Where(row => row.IsResolved && row.Origin.Account == account && ReaderOf(row.Origin) != account)
                    .GroupBy(row => row.Origin.Message.Kind).ToDictionary(kind => kind.Key, kind => kind.LongCount()));
        }
    }

    public Task<InboundSettings> FindSettingsAsync(AccountId account, string sender, CancellationToken cancellation)
    {
        lock (guard)
        {
            return Task.FromResult(new InboundSettings(
                keywords.Where(one => one.Key.Account == account).ToDictionary(one => one.Key.Word, one => one.Value),
                switchedOff.GetValueOrDefault((account, sender)) ?? new HashSet<string>()));
        }
    }

    public Task SaveKeywordAsync(AccountId account, string keyword, string? answer, CancellationToken cancellation)
    {
        lock (guard)
        {
            if (answer is null)
                keywords.Remove((account, keyword));
            else
                keywords[(account, keyword)] = answer;
        }
        return Task.CompletedTask;
    }

    public Task SaveSenderAsync(AccountId account, string sender, IReadOnlyCollection<string> off, CancellationToken cancellation)
    {
        lock (guard)
            switchedOff[(account, sender)] = off.ToHashSet();
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<InboundMessage>> ListRepliesDueAsync(int maxMessages, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<InboundMessage>>([]);

    private static AccountId ReaderOf(InboundOrigin origin) => origin.Owner.Value == 0 ? origin.Account : origin.Owner;
}

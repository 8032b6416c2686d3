using SmsWiser.Core;
using SmsWiser.Core.Audience;

namespace SmsWiser.Testing.Audience;

/// <summary>Lists and segments in memory. Any thread.</summary>
public sealed class MemoryListStore : IListStore
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<long, LeadList> lists = [];
    private readonly List<Segment> segments = [];

    public Task AddAsync(LeadList list, CancellationToken cancellation)
    {
        lock (gate)
            lists.Add(list.Id.Value, list);
        return Task.CompletedTask;
    }

    public Task<LeadList?> FindAsync(string publicId, CancellationToken cancellation)
    {
        lock (gate)
            return Task.FromResult(lists.Values.FirstOrDefault(list => list.PublicId == publicId));
    }

    public Task<LeadList?> FindAsync(ListId id, CancellationToken cancellation)
    {
        lock (gate)
            return Task.FromResult(lists.GetValueOrDefault(id.Value));
    }

    public Task<IReadOnlyList<LeadList>> ListAsync(AccountId owner, CancellationToken cancellation)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<LeadList>>([.. lists.Values.Where(list => list.Owner == owner)]);
    }

    public Task<bool> AddFieldsAsync(ListId list, int version, IReadOnlyList<FieldDefinition> fields, CancellationToken cancellation)
    {
        lock (gate)
        {
            var before = lists[list.Value];
            if (before.Version != version)
                return Task.FromResult(false);
            lists[list.Value] = before with { Fields = [.. before.Fields, .. fields], Version = version + 1 };
            return Task.FromResult(true);
        }
    }

    /// <summary>Notes how many leads a list has, as an import does.</summary>
    public void SetLeads(ListId list, long leads)
    {
        lock (gate)
            lists[list.Value] = lists[list.Value] with { Leads = leads };
    }

    public Task AddSegmentAsync(Segment segment, CancellationToken cancellation)
    {
        lock (gate)
            segments.Add(segment);
        return Task.CompletedTask;
    }

    public Task<Segment?> FindSegmentAsync(string publicId, CancellationToken cancellation)
    {
        lock (gate)
            return Task.FromResult(segments.Find(segment => segment.PublicId == publicId));
    }

    public Task<IReadOnlyList<Segment>> ListSegmentsAsync(AccountId account, ListId list, CancellationToken cancellation)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<Segment>>(
                [.. segments.Where(segment => segment.Account == account && segment.List == list)]);
    }
}

using SmsWiser.Core;
using SmsWiser.Core.Audience;

namespace SmsWiser.Testing.Audience;

/// <summary>Lists and segments in memory. Any thread.</summary>
public sealed class MemoryListStore : IListStore
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<long, LeadList> lists = [];
    private readonly HashSet<ListId> hidden = [];
    private readonly List<Segment> segments = [];
    private readonly Dictionary<(ListId List, DateOnly Day), GrowthDay> growth = [];
    private readonly Dictionary<string, ListErasure> erasures = [];

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

    internal void AddHidden(LeadList list)
    {
        lock (gate)
        {
            lists.Add(list.Id.Value, list);
            hidden.Add(list.Id);
        }
    }

    public Task<IReadOnlyList<LeadList>> ListAsync(AccountId owner, CancellationToken cancellation)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<LeadList>>([.. lists.Values
                .Where(list => list.Owner == owner && !hidden.Contains(list.Id))]);
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

    public Task<bool> ChangeAsync(LeadList list, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (!lists.TryGetValue(list.Id.Value, out var before) || before.Version != list.Version)
                return Task.FromResult(false);
            lists[list.Id.Value] = before with
            {
                Name = list.Name,
                PublicName = list.PublicName,
                Description = list.Description,
                ArchivedAt = list.ArchivedAt,
                Version = list.Version + 1,
            };
            return Task.FromResult(true);
        }
    }

    public Task<bool> AddWorkingSetAsync(ListId list, int version, WorkingSet set, CancellationToken cancellation)
    {
        lock (gate)
        {
            var before = lists[list.Value];
            if (before.Version != version)
                return Task.FromResult(false);
            lists[list.Value] = before with { WorkingSets = [.. before.WorkingSets, set], Version = version + 1 };
            return Task.FromResult(true);
        }
    }

    public Task<bool> ChangeSegmentAsync(SegmentId segment, string name, string filter, CancellationToken cancellation)
    {
        lock (gate)
        {
            var at = segments.FindIndex(known => known.Id == segment);
            if (at >= 0)
                segments[at] = segments[at] with { Name = name, Filter = filter };
            return Task.FromResult(at >= 0);
        }
    }

    public Task<bool> RemoveSegmentAsync(SegmentId segment, CancellationToken cancellation)
    {
        lock (gate)
            return Task.FromResult(segments.RemoveAll(known => known.Id == segment) > 0);
    }

    public Task CountAsync(ListId list, LeadChanges changes, DateTimeOffset at, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (changes != default && lists.TryGetValue(list.Value, out var before))
                Count(before, changes, before.Leads + changes.Joined - changes.Removed, at);
        }
        return Task.CompletedTask;
    }

    public Task RecountAsync(ListId list, long expected, long leads, DateTimeOffset at, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (lists.TryGetValue(list.Value, out var before) && before.Leads == expected)
                Count(before, new(Math.Max(0, leads - expected), 0, Math.Max(0, expected - leads)), leads, at);
        }
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<GrowthDay>> GrowthAsync(ListId list, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        lock (gate)
        {
            var days = growth.Where(row => row.Key.List == list).Select(row => row.Value).OrderBy(row => row.Day).ToList();
            var first = days.LastOrDefault(day => day.Day < from)?.Day ?? from;
            return Task.FromResult<IReadOnlyList<GrowthDay>>([.. days.Where(day => day.Day >= first && day.Day <= to)]);
        }
    }

    public Task<bool> EraseAsync(ListErasure erasure, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (!lists.Remove(erasure.List.Value))
                return Task.FromResult(false);
            segments.RemoveAll(segment => segment.List == erasure.List);
            erasures.Add(erasure.PublicId, erasure);
            return Task.FromResult(true);
        }
    }

    public Task<IReadOnlyList<ListId>> ListErasingAsync(CancellationToken cancellation)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<ListId>>(
                [.. erasures.Values.Where(erasure => erasure.PagesGoneAt is null).Select(erasure => erasure.List)]);
    }

    public Task FinishErasureAsync(ListId list, DateTimeOffset at, CancellationToken cancellation)
    {
        lock (gate)
        {
            var erasure = erasures.Values.Single(erasure => erasure.List == list);
            erasures[erasure.PublicId] = erasure with { PagesGoneAt = at };
        }
        return Task.CompletedTask;
    }

    public Task<ListErasure?> FindErasureAsync(string publicId, CancellationToken cancellation)
    {
        lock (gate)
            return Task.FromResult(erasures.GetValueOrDefault(publicId));
    }

    private void Count(LeadList list, LeadChanges changes, long size, DateTimeOffset at)
    {
        lists[list.Id.Value] = list with { Leads = size };
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        var known = growth.GetValueOrDefault((list.Id, day)) ?? new(day, 0, 0, 0, 0, size);
        growth[(list.Id, day)] = known with
        {
            Joined = known.Joined + changes.Joined,
            Updated = known.Updated + changes.Updated,
            Removed = known.Removed + changes.Removed,
            Size = size,
        };
    }
}

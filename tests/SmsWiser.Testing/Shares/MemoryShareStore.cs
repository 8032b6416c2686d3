using SmsWiser.Core;
using SmsWiser.Core.Shares;

namespace SmsWiser.Testing.Shares;

/// <summary>Share grants in memory, by the contract of the port.</summary>
public sealed class MemoryShareStore : IShareStore
{
    private readonly Lock guard = new();
    private readonly List<ShareGrant> grants = [];
    private readonly Dictionary<string, CommittedStop> stops = [];
    private long position;

    public Task<bool> InviteAsync(ShareGrant grant, CancellationToken cancellation)
    {
        lock (guard)
        {
            if (grants.Exists(known => known.List == grant.List && known.Recipient == grant.Recipient
                && known.State is GrantState.Invited or GrantState.Accepted))
                return Task.FromResult(false);
            grants.Add(grant);
            return Task.FromResult(true);
        }
    }

    public Task<ShareGrant?> FindAsync(string publicId, CancellationToken cancellation) => Find(grant => grant.PublicId == publicId);

    public Task<ShareGrant?> FindAsync(GrantId id, CancellationToken cancellation) => Find(grant => grant.Id == id);

    public Task<IReadOnlyList<ShareGrant>> ListByListAsync(ListId list, CancellationToken cancellation) =>
        List(grant => grant.List == list);

    public Task<IReadOnlyList<ShareGrant>> ListByRecipientAsync(AccountId recipient, CancellationToken cancellation) =>
        List(grant => grant.Recipient == recipient);

    public Task<long> GatePositionAsync(CancellationToken cancellation)
    {
        lock (guard)
            return Task.FromResult(position);
    }

    public Task<ShareGrant?> AnswerAsync(GrantId grant, int version, GrantState to, DateTimeOffset at, CancellationToken cancellation)
    {
        lock (guard)
        {
            var index = grants.FindIndex(known => known.Id == grant && known.Version == version && known.State == GrantState.Invited);
            if (index < 0)
                return Task.FromResult<ShareGrant?>(null);
            var known = grants[index];
            grants[index] = known with
            {
                State = to,
                Version = version + 1,
                Epoch = known.Epoch + (to == GrantState.Accepted ? 1 : 0),
                AnsweredAt = to == GrantState.Withdrawn ? null : at,
                EndedAt = to == GrantState.Withdrawn ? at : null,
            };
            return Task.FromResult<ShareGrant?>(grants[index]);
        }
    }

    public Task<CommittedStop?> StopAsync(GrantId grant, string opId, DateTimeOffset at, CancellationToken cancellation)
    {
        lock (guard)
        {
            if (stops.TryGetValue(opId, out var earlier))
                return Task.FromResult<CommittedStop?>(earlier with { Repeated = true });
            var index = grants.FindIndex(known => known.Id == grant && known.State == GrantState.Accepted);
            if (index < 0)
                return Task.FromResult<CommittedStop?>(null);
            grants[index] = grants[index] with { State = GrantState.Stopped, Version = grants[index].Version + 1, EndedAt = at };
            var stop = new CommittedStop(++position, grants[index].Epoch, Repeated: false);
            stops.Add(opId, stop);
            return Task.FromResult<CommittedStop?>(stop);
        }
    }

    private Task<ShareGrant?> Find(Predicate<ShareGrant> match)
    {
        lock (guard)
            return Task.FromResult(grants.Find(match));
    }

    private Task<IReadOnlyList<ShareGrant>> List(Func<ShareGrant, bool> match)
    {
        lock (guard)
            return Task.FromResult<IReadOnlyList<ShareGrant>>([.. grants.Where(match).Reverse()]);
    }
}

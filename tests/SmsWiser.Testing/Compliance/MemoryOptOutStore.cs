using System.Buffers.Binary;
using SmsWiser.Core.Compliance;

namespace SmsWiser.Testing.Compliance;

/// <summary>Opt-outs and their entries of the gate log in memory, by the contract of the ports.</summary>
public sealed class MemoryOptOutStore : IOptOutStore, IGateLog
{
    private readonly Lock guard = new();
    private readonly Dictionary<(OptOutDomain Domain, ulong Key), OptOutChange> rows = [];
    private readonly List<GateEntry> log = [];
    private readonly List<OptOutChange> history = [];
    private readonly List<(OptOutChange Change, string Reason)> removals = [];

    public Task<OptOutCommit> ChangeAsync(IReadOnlyList<OptOutChange> changes, OptOutOrigin origin, CancellationToken cancellation)
    {
        lock (guard)
            return Task.FromResult(Change(changes));
    }

    public Task<OptOutCommit> RemoveAsync(OptOutChange change, string reason, CancellationToken cancellation)
    {
        lock (guard)
        {
            var commit = Change([change]);
            if (commit.Changed.Count > 0)
                removals.Add((change, reason));
            return Task.FromResult(commit);
        }
    }

    public Task<IReadOnlyList<OptOutRemoval>> ListRemovalsAsync(OptOutDomain domain, ulong numberKey, CancellationToken cancellation)
    {
        lock (guard)
            return Task.FromResult<IReadOnlyList<OptOutRemoval>>(
                [.. removals.Where(one => one.Change.Domain == domain && one.Change.NumberKey == numberKey)
                    .Select(one => new OptOutRemoval(one.Change.At, one.Reason))]);
    }

    public Task<long> CountAsync(OptOutDomain domain, CancellationToken cancellation)
    {
        lock (guard)
            return Task.FromResult((long)Standing(domain).Count());
    }

    public Task<int> ReadAsync(OptOutDomain domain, long? after, Memory<ulong> keys, CancellationToken cancellation)
    {
        lock (guard)
        {
            var found = Standing(domain).Where(key => after is null || key > after).Order().Take(keys.Length).ToList();
            for (var i = 0; i < found.Count; i++)
                keys.Span[i] = unchecked((ulong)found[i]);
            return Task.FromResult(found.Count);
        }
    }

    public Task<IReadOnlySet<ulong>> FindAsync(
        IReadOnlyList<OptOutDomain> domains, IReadOnlyCollection<ulong> keys, CancellationToken cancellation)
    {
        lock (guard)
            return Task.FromResult<IReadOnlySet<ulong>>(keys.Where(key => domains.Any(domain => IsOut(domain, key))).ToHashSet());
    }

    public Task<IReadOnlyList<OptOutDay>> CountDaysAsync(
        OptOutScope scope, long subject, int maxDays, CancellationToken cancellation)
    {
        lock (guard)
        {
            return Task.FromResult<IReadOnlyList<OptOutDay>>(
                [.. history.Where(change => change.Domain.Scope == scope && change.Domain.Subject == subject)
                    .GroupBy(change => (change.Domain, Day: DateOnly.FromDateTime(change.At.UtcDateTime)))
                    .Select(day => new OptOutDay(day.Key.Domain, day.Key.Day, day.LongCount(one => one.IsOut),
                        day.LongCount(one => !one.IsOut)))
                    .OrderByDescending(day => day.Day).ThenBy(day => day.Domain.Sender).Take(maxDays)]);
        }
    }

    public Task<long> PositionAsync(CancellationToken cancellation)
    {
        lock (guard)
            return Task.FromResult((long)log.Count);
    }

    Task<IReadOnlyList<GateEntry>> IGateLog.ReadAsync(long after, int maxEntries, CancellationToken cancellation)
    {
        lock (guard)
            return Task.FromResult<IReadOnlyList<GateEntry>>([.. log.Where(entry => entry.Position > after).Take(maxEntries)]);
    }

    /// <summary>Takes changes as part of a transaction of another store.</summary>
    public OptOutCommit Change(IReadOnlyList<OptOutChange> changes)
    {
        lock (guard)
        {
            var changed = changes.Where(Save).ToList();
            history.AddRange(changed);
            if (changed.Count > 0)
                log.Add(new(log.Count + 1, GateKind.OptOutsChanged, 0, 0, Detail(changed)));
            return new(changed.Count == 0 ? 0 : log.Count, changed);
        }
    }

    /// <summary>Adds an entry of another store to the log.</summary>
    public void AddEntry(GateKind kind, long subject, int epoch)
    {
        lock (guard)
            log.Add(new(log.Count + 1, kind, subject, epoch, default));
    }

    private static byte[] Detail(List<OptOutChange> changed)
    {
        var detail = new byte[changed.Count * 9];
        foreach (var (i, change) in changed.Index())
        {
            BinaryPrimitives.WriteUInt64LittleEndian(detail.AsSpan(i * 9), change.Entry);
            detail[i * 9 + 8] = change.IsOut ? (byte)1 : (byte)0;
        }
        return detail;
    }

    private bool Save(OptOutChange change)
    {
        var known = rows.TryGetValue((change.Domain, change.NumberKey), out var stands);
        if ((!known || !stands.IsOut) && !change.IsOut)
            return false;
        if (known && (change.At < stands.At || (change.At == stands.At && !change.IsOut)))
            return false;
        rows[(change.Domain, change.NumberKey)] = change;
        return !known || stands.IsOut != change.IsOut;
    }

    private bool IsOut(OptOutDomain domain, ulong key) => rows.TryGetValue((domain, key), out var row) && row.IsOut;

    private IEnumerable<long> Standing(OptOutDomain domain) =>
        rows.Where(row => row.Key.Domain == domain && row.Value.IsOut).Select(row => unchecked((long)row.Key.Key));
}

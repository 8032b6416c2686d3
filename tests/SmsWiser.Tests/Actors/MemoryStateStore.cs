using System.Text;
using SmsWiser.Actors;

namespace SmsWiser.Tests.Actors;

/// <summary>Grain state in memory, for as many hosts as share it.</summary>
internal sealed class MemoryStateStore : IGrainStateStore
{
    private readonly Dictionary<GrainStateKey, StoredGrainState> rows = [];
    private int versions;

    public IEnumerable<string> Rows => rows.Select(row =>
        $"{row.Key.GrainType}/{row.Key.GrainKey}/{row.Key.StateName}/{row.Key.StorageName} = "
        + $"{Encoding.UTF8.GetString(row.Value.Json.Span)} @{row.Value.Etag}");

    public Task<StoredGrainState?> ReadAsync(GrainStateKey key, CancellationToken cancellationToken)
    {
        lock (rows) return Task.FromResult(rows.GetValueOrDefault(key));
    }

    public Task<GrainStateWrite> WriteAsync(
        GrainStateKey key, string? expectedEtag, ReadOnlyMemory<byte>? json, CancellationToken cancellationToken)
    {
        lock (rows)
        {
            var stored = rows.GetValueOrDefault(key)?.Etag;
            if (stored != expectedEtag) return Task.FromResult(new GrainStateWrite(false, stored));
            rows.Remove(key);
            if (json is not { } bytes) return Task.FromResult(new GrainStateWrite(true, null));
            rows[key] = new(bytes, $"{++versions}");
            return Task.FromResult(new GrainStateWrite(true, $"{versions}"));
        }
    }
}

using System.Text.Json;
using Orleans.Core;
using Orleans.Runtime;
using Orleans.Storage;

namespace SmsWiser.Actors;

/// <summary>Which state of which grain.</summary>
public sealed record GrainStateKey(string GrainType, string GrainKey, string StateName, string StorageName);

/// <summary>State as stored: JSON (UTF-8) and its version.</summary>
public sealed record StoredGrainState(ReadOnlyMemory<byte> Json, string Etag);

/// <summary>Whether a write happened, and the version that the store has now (null: none).</summary>
public readonly record struct GrainStateWrite(bool Written, string? Etag);

/// <summary>Keeps grain state. Called in grain turns; each method is one transaction.</summary>
public interface IGrainStateStore
{
    /// <summary>The state, or null when there is none.</summary>
    Task<StoredGrainState?> ReadAsync(GrainStateKey key, CancellationToken cancellationToken);

    /// <summary>Writes (null: removes) the state if its version is <paramref name="expectedEtag"/> (null: none).</summary>
    Task<GrainStateWrite> WriteAsync(
        GrainStateKey key, string? expectedEtag, ReadOnlyMemory<byte>? json, CancellationToken cancellationToken);
}

/// <summary>A constructor argument that is read before the grain starts.</summary>
internal interface IGrainState : IStorage;

internal sealed class GrainState<TState>(IGrainStateStore store, GrainStateKey key) : IPersistentState<TState>, IGrainState
{
    public TState State { get; set; } = Activator.CreateInstance<TState>();
    public string? Etag { get; private set; }
    public bool RecordExists { get; private set; }

    public Task ReadStateAsync() => ReadStateAsync(CancellationToken.None);
    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);
    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    public async Task ReadStateAsync(CancellationToken cancellationToken)
    {
        var stored = await store.ReadAsync(key, cancellationToken);
        (Etag, RecordExists) = (stored?.Etag, stored is not null);
        State = stored is null ? Activator.CreateInstance<TState>() : JsonSerializer.Deserialize<TState>(stored.Json.Span)!;
    }

    public Task WriteStateAsync(CancellationToken cancellationToken) =>
        PutAsync(JsonSerializer.SerializeToUtf8Bytes(State), cancellationToken);

    public async Task ClearStateAsync(CancellationToken cancellationToken)
    {
        await PutAsync(null, cancellationToken);
        State = Activator.CreateInstance<TState>();
    }

    private async Task PutAsync(byte[]? json, CancellationToken cancellationToken)
    {
        var result = await store.WriteAsync(key, Etag, json is null ? null : (ReadOnlyMemory<byte>?)json, cancellationToken);
        if (!result.Written)
            throw new InconsistentStateException($"{key} is at version {result.Etag ?? "none"}, not {Etag ?? "none"}.", result.Etag, Etag);
        (Etag, RecordExists) = (result.Etag, json is not null);
    }
}

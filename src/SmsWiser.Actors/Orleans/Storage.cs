namespace Orleans.Core;

/// <summary>Stored state of a grain.</summary>
public interface IStorage
{
    /// <summary>The version last read or written, null when there is none.</summary>
    string? Etag { get; }

    /// <summary>Whether the store has this state.</summary>
    bool RecordExists { get; }

    Task ClearStateAsync();
    Task WriteStateAsync();
    Task ReadStateAsync();
    Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();
    Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();
    Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
}

/// <summary>Stored state of a grain, with its type.</summary>
public interface IStorage<TState> : IStorage
{
    TState State { get; set; }
}

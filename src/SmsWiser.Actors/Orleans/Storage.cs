using Orleans.Runtime;

namespace Orleans.Core
{
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
}

namespace Orleans.Runtime
{
    /// <summary>State given to a grain's constructor by <see cref="PersistentStateAttribute"/>; read before OnActivateAsync.</summary>
    public interface IPersistentState<TState> : Core.IStorage<TState>;

    /// <summary>Names the state, and the store it is kept in.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    public class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
    {
        public string StateName { get; } = stateName;
        public string StorageName { get; } = storageName ?? "Default";
    }
}

namespace Orleans.Storage
{
    /// <summary>Another activation wrote the state since it was read. Out of a call it ends the activation: the next reads anew.</summary>
    [GenerateSerializer]
    public class InconsistentStateException : OrleansException
    {
        public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag) : base(errorMsg) =>
            (StoredEtag, CurrentEtag) = (storedEtag, currentEtag);

        /// <summary>The version in the store.</summary>
        [Id(1)]
        public string? StoredEtag { get; private set; }

        /// <summary>The version that was to be replaced.</summary>
        [Id(2)]
        public string? CurrentEtag { get; private set; }
    }
}

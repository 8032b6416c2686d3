// What Orleans does not have in Orleans.Core.Abstractions but in Orleans.Serialization.Abstractions, Orleans.Runtime and Orleans.Core.
// ActorRuntime=Contracts compiles this file beside Microsoft's assembly.
using Orleans.Runtime;

namespace Orleans
{
    /// <summary>The type crosses grain calls.</summary>
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
    public sealed class GenerateSerializerAttribute : Attribute;

    /// <summary>The number of a member inside its type; never used again for another.</summary>
    [AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Class | AttributeTargets.Struct
        | AttributeTargets.Enum | AttributeTargets.Method)]
    public sealed class IdAttribute(uint id) : Attribute
    {
        /// <summary>The number.</summary>
        public uint Id { get; } = id;
    }

    /// <summary>The name of a type (unique in all) or method (unique in its type) that outlives renaming.</summary>
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Struct | AttributeTargets.Enum
        | AttributeTargets.Method, AllowMultiple = true)]
    public sealed class AliasAttribute(string alias) : Attribute
    {
        /// <summary>The name.</summary>
        public string Alias { get; } = alias;
    }

    /// <summary>Never changed after it was made, so calls pass it on without a copy.</summary>
    [AttributeUsage(
        AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Field | AttributeTargets.Property, Inherited = false)]
    public sealed class ImmutableAttribute : Attribute;

    /// <summary>What a program outside the grains calls them through.</summary>
    public interface IClusterClient : IGrainFactory
    {
        /// <summary>The services it was built with.</summary>
        IServiceProvider ServiceProvider { get; }
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
        /// <summary>Name of the state, unique in its grain.</summary>
        public string StateName { get; } = stateName;

        /// <summary>Name of the store.</summary>
        public string StorageName { get; } = storageName ?? "Default";
    }
}

namespace Orleans.Storage
{
    /// <summary>Another activation wrote the state since it was read. Out of a call it ends the activation: the next reads anew.</summary>
    [GenerateSerializer]
    public class InconsistentStateException : OrleansException
    {
        /// <summary>Makes one from the two versions.</summary>
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

using Orleans.Runtime;

namespace Orleans
{
    /// <summary>A grain interface: its methods return tasks and are called through references from <see cref="IGrainFactory"/>.</summary>
    public interface IGrain : IAddressable;

    /// <summary>A grain whose identity is a string.</summary>
    public interface IGrainWithStringKey : IGrain;

    /// <summary>Marks an interface by which a grain calls back objects that are not grains.</summary>
    public interface IGrainObserver : IAddressable;

    /// <summary>Hands out references to grains; the only way to reach one.</summary>
    public interface IGrainFactory
    {
        /// <summary>A reference to the grain with this key; the grain is activated by its first call.</summary>
        TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
            where TGrainInterface : IGrainWithStringKey;

        /// <summary>A reference by which grains call <paramref name="obj"/>, one call at a time; its owner keeps it alive.</summary>
        TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
            where TGrainObserverInterface : IGrainObserver;

        /// <summary>Ends the reference: later calls through it fail.</summary>
        void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver;
    }
}

namespace Orleans.Runtime
{
    /// <summary>Anything that can be called: grains, references, observers.</summary>
    public interface IAddressable;

    /// <summary>The activation behind a grain. Not for implementing: it has more members in a cluster.</summary>
    public interface IGrainContext
    {
        /// <summary>The grain object, null until it is built.</summary>
        object? GrainInstance { get; }

        /// <summary>Services of this activation's scope.</summary>
        IServiceProvider ActivationServices { get; }

        /// <summary>Completes when the activation has ended.</summary>
        Task Deactivated { get; }

        /// <summary>Ends the activation when its running calls have; calls that wait are sent again to the next one.</summary>
        void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
    }

    /// <summary>The host refused or lost a call.</summary>
    [GenerateSerializer]
    public class OrleansException : Exception
    {
        public OrleansException(string message) : base(message) { }
        public OrleansException(string message, Exception innerException) : base(message, innerException) { }
    }

    /// <summary>A grain has more open calls than it may: try again later.</summary>
    [GenerateSerializer]
    public sealed class LimitExceededException : OrleansException
    {
        public LimitExceededException(string message) : base(message) { }
    }
}

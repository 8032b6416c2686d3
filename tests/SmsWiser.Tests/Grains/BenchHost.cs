using Microsoft.Extensions.DependencyInjection;
using Orleans;
using SmsWiser.Actors;
using SmsWiser.Tests.Actors;

namespace SmsWiser.Tests.Grains;

/// <summary>Runs grains for the tests that hold on every host; this one is the embedded host, SmsWiser.Orleans.Tests has the
/// other.</summary>
internal sealed class BenchHost : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly GrainHost host;

    private BenchHost(ServiceProvider services, GrainHost host) => (this.services, this.host) = (services, host);

    public IServiceProvider Services => services;

    public IGrainFactory Grains => host;

    /// <summary>Starts a host of these grain classes, built with these services.</summary>
    public static Task<BenchHost> StartAsync(IReadOnlyList<Type> grainClasses, TimeProvider time, Action<IServiceCollection> register)
    {
        var collection = new ServiceCollection();
        register(collection.AddSingleton(time));
        var services = collection.BuildServiceProvider();
        return Task.FromResult(new BenchHost(services, new(services, time, grainClasses, states: new MemoryStateStore())));
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await services.DisposeAsync();
    }
}

using Microsoft.Extensions.DependencyInjection;
using Orleans;
using SmsWiser.Actors;
using SmsWiser.Testing;

namespace SmsWiser.Tests.Actors;

/// <summary>A grain host of all test grains on the thread pool, with a clock that the test moves.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly ServiceProvider services;

    public TestHost(GrainHostOptions? options = null, IGrainStateStore? states = null, SeededScheduler? seeded = null)
    {
        TimeProvider time = seeded is null ? Time : seeded;
        services = new ServiceCollection().AddSingleton(Probe).AddSingleton(time).BuildServiceProvider();
        var grains = typeof(TestHost).Assembly.GetTypes().Where(type =>
            type.Namespace == typeof(TestHost).Namespace && type.IsSubclassOf(typeof(Grain)) && !type.IsAbstract);
        var settings = (options ?? new()) with { OnLostError = (error, where) => Probe.Events.Enqueue($"lost {where}: {error.Message}") };
        Host = new(services, time, grains, settings, states, seeded);
    }

    public ManualTimeProvider Time { get; } = new();
    public Probe Probe { get; } = new();
    public GrainHost Host { get; }

    public IWorkGrain Work(string key) => Host.Grains.GetGrain<IWorkGrain>(key);

    public async ValueTask DisposeAsync()
    {
        await Host.StopAsync().InTime();
        await services.DisposeAsync();
    }
}

using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.TestingHost;
using SmsWiser.Host.Cluster;
using SmsWiser.Testing;

namespace SmsWiser.Tests.Grains;

/// <summary>Runs grains for the tests that hold on every host; this one is Orleans: a silo in this process, set up as the product's silos
/// are.</summary>
internal sealed class BenchHost : IAsyncDisposable
{
    private readonly InProcessTestCluster cluster;

    private BenchHost(InProcessTestCluster cluster) => this.cluster = cluster;

    public IServiceProvider Services => cluster.GetSiloServiceProvider();

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    /// <summary>Starts a silo with these services. Orleans finds grain classes by itself.</summary>
    public static async Task<BenchHost> StartAsync(
        IReadOnlyList<Type> grainClasses, TimeProvider time, Action<IServiceCollection> register)
    {
        Assert.All(grainClasses, grain => Assert.True(grain.IsAssignableTo(typeof(Grain)), $"{grain} is no grain class"));
        if (time is ManualTimeProvider manual)
            manual.Leaps = true;
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.InitializeClientOnDeploy = false;
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSiloHost((_, host) => register(host.Services));
        builder.ConfigureSilo((_, silo) => silo.UseMemoryTables().AddMemoryGrainStorage("main").UseSmsWiser(new()));
        builder.ConfigureSiloHost((_, host) => host.Services.AddSingleton(time));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new(cluster);
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();
}

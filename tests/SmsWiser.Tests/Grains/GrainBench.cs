using Microsoft.Extensions.DependencyInjection;
using SmsWiser.Testing;
using SmsWiser.Tests.Actors;

namespace SmsWiser.Tests.Grains;

/// <summary>The test grains on either host, with a clock that the test moves.</summary>
internal sealed class GrainBench : IAsyncDisposable
{
    private static readonly Type[] GrainClasses = [typeof(WorkGrain), typeof(OpenGrain), typeof(AccountTestGrain)];
    private readonly BenchHost host;

    private GrainBench(BenchHost host, Probe probe) => (this.host, Probe) = (host, probe);

    public Probe Probe { get; }

    public Orleans.IGrainFactory Grains => host.Grains;

    public static async Task<GrainBench> StartAsync()
    {
        var probe = new Probe();
        return new(await BenchHost.StartAsync(GrainClasses, new ManualTimeProvider(), services => services.AddSingleton(probe)), probe);
    }

    public IWorkGrain Work(string key) => Grains.GetGrain<IWorkGrain>(key);

    public ValueTask DisposeAsync() => host.DisposeAsync();
}

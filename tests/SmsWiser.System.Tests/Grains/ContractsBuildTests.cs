namespace SmsWiser.System.Tests.Grains;

/// <summary>The grains are Orleans grains: they compile against Microsoft's own assembly.</summary>
[Collection(nameof(Alone))]
public class ContractsBuildTests(ContractsBuild build) : IClassFixture<ContractsBuild>
{
    /// <summary>Compilers take both cores: not beside tests that measure time.</summary>
    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public class Alone;

    [Fact]
    public void Contracts_and_grains_compile_unchanged_against_the_assembly_of_orleans()
    {
        Assert.Empty(build.Errors);
    }

    [Fact]
    public void The_scheduler_of_the_readme_compiles_against_it_too_also_as_a_client_of_a_cluster()
    {
        Assert.Empty(build.SchedulerErrors);
    }

    [Fact]
    public async Task A_grain_that_uses_what_orleans_lacks_does_not_compile()
    {
        var errors = await ContractsBuild.WithAsync("""
            using SmsWiser.Contracts.Carriers;
            namespace SmsWiser.Engine;
            internal sealed class ProbeGrain : Grain
            {
                public Task WorkAsync()
                {
                    DelayDeactivation(TimeSpan.FromMinutes(1));
                    GrainFactory.StopAsync();
                    _ = typeof(SmsWiser.Actors.GrainHost);
                    DeactivateOnIdle();
                    return GrainFactory.GetGrain<IBindGrain>(this.GetPrimaryKeyString()).DisconnectAsync();
                }
            }
            """);

        Assert.Equal(["8: CS1061 'IGrainFactory' 'StopAsync'", "9: CS0234 'Actors' 'SmsWiser'"], errors);
    }
}

namespace SmsWiser.System.Tests.Storage;

/// <summary>Not a test of its own: the body of the process that <see cref="CrashingStore"/> starts and kills.</summary>
public sealed class CrashingStoreTests
{
    [Fact(Explicit = true)]
    public Task Flushes_until_it_is_killed() => CrashingStore.RunAsync(TestContext.Current.CancellationToken);
}

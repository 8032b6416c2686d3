using SmsWiser.Core.Time;

namespace SmsWiser.Tests.Storage;

/// <summary>Loops without a context of their own: each runs inside the call that brings it work, on the test's thread.</summary>
internal sealed class InlineLoops : ILoops
{
    public Task Start(string name, Func<Task> loop)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return loop();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }
}

namespace SmsWiser.Core.Time;

/// <summary>Starts the named loops of a node. Each loop has a context of its own: code between two awaits never runs at the same time as
/// other code of the same loop, and continuations come back to it. Dedicated threads in production, one seeded scheduler in
/// simulation.</summary>
public interface ILoops
{
    /// <summary>Starts <paramref name="loop"/>. The task ends when the loop ends and carries its exception; the caller keeps and awaits
    /// it.</summary>
    Task Start(string name, Func<Task> loop);
}

namespace SmsWiser.Tests;

internal static class InTimeTasks
{
    /// <summary>Fails the test when the task does not end; on a loaded machine it may take its time.</summary>
    public static Task InTime(this Task task) => task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
}

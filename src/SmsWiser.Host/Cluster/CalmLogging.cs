using Microsoft.Extensions.Logging;

namespace SmsWiser.Host.Cluster;

/// <summary>Logging without two of Orleans' warnings that every start on a developer's machine would show: advice on the garbage
/// collector, and a watchdog that takes the machine's uptime for its first interval. Errors of the same sources pass.</summary>
internal sealed class CalmLogging(ILoggerFactory inner) : ILoggerFactory
{
    private static readonly string[] Noisy = ["Orleans.Runtime.Silo", "Orleans.Runtime.Watchdog"];

    public ILogger CreateLogger(string categoryName)
    {
        var logger = inner.CreateLogger(categoryName);
        return Noisy.Contains(categoryName) ? new ErrorsOnly(logger) : logger;
    }

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    /// <summary>Leaves the inner factory to its owner.</summary>
    public void Dispose()
    {
    }

    private sealed class ErrorsOnly(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error && inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}

using Microsoft.Extensions.Logging;
using SmsWiser.Simulation.Storage;

namespace SmsWiser.Simulation;

/// <summary>Errors that the product logged, but for those that follow from a fault planted in the store.</summary>
internal sealed class ErrorBook
{
    private readonly List<string> errors = [];

    public IReadOnlyList<string> Errors => errors;

    public void Add(string text, Exception? error)
    {
        if (error is not PlantedStoreException)
            errors.Add(text);
    }
}

/// <summary>The product's log, of which only errors are kept.</summary>
internal sealed class ErrorLog<T>(ErrorBook book) : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            book.Add($"{typeof(T).Name} logged: {formatter(state, exception)}: {exception}", exception);
    }
}

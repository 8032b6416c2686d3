using System.Diagnostics.Metrics;

namespace SmsWiser.Storage.Sqlite;

/// <summary>How long write transactions take and wait, by file and lane. One set for all stores of a process. Any thread.</summary>
public static class StoreInstruments
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "SmsWiser.Storage";

    private static readonly Meter Meter = new(Name);

    internal static Histogram<double> Write { get; } = Meter.CreateHistogram<double>(
        "smswiser.store.write.duration", "s", "Time of one write transaction, its commit included");

    internal static Histogram<double> Wait { get; } = Meter.CreateHistogram<double>(
        "smswiser.store.wait.duration", "s", "Time that a write transaction waited for its turn");
}

namespace SmsWiser.Simulation.Storage;

/// <summary>How the store behaves now. The workload changes it.</summary>
internal sealed class StoreWeather
{
    private static readonly string[] Failing = ["IDispatchStore.CommitFlushAsync", "IDispatchStore.ClaimAsync"];

    /// <summary>What chance delays a transaction each way at most.</summary>
    public int DelayMilliseconds { get; set; } = 4;

    /// <summary>Share of claims and flushes that fail before they begin.</summary>
    public double Down { get; set; }

    /// <summary>Share of flushes of which the answer is lost.</summary>
    public double AnswersLost { get; set; }

    /// <summary>Whether the product promises to live through it.</summary>
    public static bool MayFail(string method) => Failing.Contains(method);

    public static bool MayLoseAnswer(string method) => method == Failing[0];
}

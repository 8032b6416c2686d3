using System.Diagnostics;
using SmsWiser.Engine;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Smsc;
using SmsWiser.System.Tests.Dispatch;
using SmsWiser.Testing.Carriers;

namespace SmsWiser.System.Tests.Carriers;

/// <summary>Judges the pace of a carrier account from both sides.
/// On our side it is exact: each send notes when it took its parts out of the account's bucket, and in any 100 ms there may be no more than
/// rate ÷ 10 and one burst of 10 ms, over all binds and lives of the node.
/// On the carrier's side a part arrives later than that by what threads, kernel and a loaded machine make of it, so a fixed bound would
/// judge the machine. But the delay can be measured: D is the least for which every arrival has a send of its own at most D earlier. What
/// arrives in 100 ms was sent in 100 ms and D; so it may be no more than the rate makes in that time, and one burst. An arrival that no
/// send accounts for, as of a part that went around the bucket, leaves no D at all.</summary>
internal static class PaceTrace
{
    public const int Parts = 100_000;
    public static readonly long Window = Stopwatch.Frequency / 10;
    private const double LongestDelaySeconds = 5;

    /// <summary>Options under which a node notes its sends.</summary>
    public static DispatchOptions Noting => new() { TracedSends = Parts };

    public static List<(long At, int Parts)> Sends(EngineNode engine) => [.. engine.Sends(SendingSite.Alpha)];

    /// <summary>Checks all that was sent, and all that arrived, against the contract.</summary>
    public static void Check(IReadOnlyList<(long At, int Parts)> sends, SmscSimulator carrier, int rate)
    {
        var burst = Math.Max(1, rate / 100.0);
        Assert.InRange(sends.Sum(send => send.Parts), 1, Parts - 1);
        Assert.InRange(SendWindow.Most(sends, Window), 1, (rate / 10.0) + burst);

        var arrivals = carrier.Trace.Select(receive => (receive.At, receive.Submits)).ToList();
        Assert.InRange(arrivals.Sum(arrival => arrival.Submits), carrier.Snapshot().Submits, Parts - 1);
        var delay = ArrivalDelay.Least(Each(sends), Each(arrivals));
        Assert.NotNull(delay);
        var seconds = delay.Value / (double)Stopwatch.Frequency;
        Assert.InRange(seconds, 0, LongestDelaySeconds);
        var most = SendWindow.Most(arrivals, Window);
        Assert.InRange(most, 1, (rate * (0.1 + seconds)) + burst);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"contract {rate}/s: at most {SendWindow.Most(sends, Window)} sent, {most} received in 100 ms, delay {seconds * 1000:F1} ms");
    }

    /// <summary>The most parts that were sent in any second from a time on.</summary>
    public static int BestSecond(IEnumerable<(long At, int Parts)> sends, long from) =>
        SendWindow.Most(sends.Where(send => send.At >= from), Stopwatch.Frequency);

    private static IEnumerable<long> Each(IEnumerable<(long At, int Parts)> parts) =>
        parts.SelectMany(some => Enumerable.Repeat(some.At, some.Parts));
}

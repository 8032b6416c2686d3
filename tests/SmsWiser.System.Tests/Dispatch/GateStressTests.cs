using System.Diagnostics;
using SmsWiser.Core;
using SmsWiser.Engine.Dispatch;

namespace SmsWiser.System.Tests.Dispatch;

/// <summary>The gate under real threads: writers that pass it as a bind's send section does, against one that stops and waits for
/// quiescence. Ten million passes; a thousand million with SMSWISER_LONG set.</summary>
public sealed class GateStressTests
{
    private const int Writers = 2;
    private const int PassesPerTurn = 32;
    private static readonly long Passes = Environment.GetEnvironmentVariable("SMSWISER_LONG") is null ? 10_000_000 : 1_000_000_000;

    [Fact]
    public void No_pass_counts_a_stopped_epoch_once_every_section_has_been_left()
    {
        var gate = new Gate();
        var grant = new GrantId(7);
        var current = gate.Authority(grant, 1);
        var stop = false;
        var writers = Enumerable.Range(0, Writers).Select(_ => new Writer(gate)).ToArray();
        var threads = writers.Select(writer => new Thread(() => writer.Run(ref current, ref stop))).ToArray();
        List<string> late = [];
        foreach (var thread in threads)
            thread.Start();

        var epoch = 1;
        for (var started = Stopwatch.GetTimestamp(); writers.Sum(writer => writer.Passed) < Passes && late.Count == 0; epoch++)
        {
            var stopped = current;
            Until(() => stopped.OnWire > 0, started);
            gate.StopShare(grant, epoch);
            foreach (var writer in writers)
                writer.AwaitQuiet();
            var before = stopped.OnWire;
            // Each writer passes a few more sections with the old chunk before it may take a new one.
            var sections = writers.Select(writer => writer.Section + 8).ToArray();
            Until(() => !writers.Where((writer, i) => writer.Section < sections[i]).Any(), started);
            if (stopped.OnWire != before)
                late.Add($"epoch {epoch}: {before} on the wire at the return, {stopped.OnWire} later");
            Volatile.Write(ref current, gate.Authority(grant, epoch + 1));
        }
        Volatile.Write(ref stop, true);
        foreach (var thread in threads)
            thread.Join();

        Assert.Empty(late);
        Assert.True(epoch > 50, $"only {epoch} stops in {Passes} passes");
    }

    private static void Until(Func<bool> condition, long started)
    {
        var spin = default(SpinWait);
        while (!condition())
        {
            spin.SpinOnce(sleep1Threshold: -1);
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(10), "the writers stand still");
        }
    }

    /// <summary>One bind: a section between two fences, and in it the check that the bind writer makes for each of its chunks.</summary>
    private sealed class Writer(Gate gate)
    {
        private long section;
        private long passed;

        public long Section => Interlocked.Read(ref section);

        public long Passed => Interlocked.Read(ref passed);

        public void Run(ref Authority current, ref bool stop)
        {
            var authority = Volatile.Read(ref current);
            var checkedAt = -1L;
            for (var turn = 1; !Volatile.Read(ref stop); turn++)
            {
                // Where cores are few: lets the one that stops have its turn.
                if (turn % PassesPerTurn == 0)
                    Thread.Yield();
                Interlocked.Increment(ref section);
                var changes = gate.Changes;
                if (checkedAt != changes)
                    checkedAt = authority.Word.IsOpen ? changes : -1;
                if (checkedAt >= 0)
                    authority.AddOnWire(1);
                else
                    authority = Volatile.Read(ref current);
                Interlocked.Increment(ref section);
                Volatile.Write(ref passed, passed + 1);
            }
        }

        public void AwaitQuiet()
        {
            var entered = Section;
            var spin = default(SpinWait);
            while (long.IsOddInteger(entered) && Section == entered)
                spin.SpinOnce(sleep1Threshold: -1);
        }
    }
}

using SmsWiser.Actors;
using SmsWiser.Core.Time;

namespace SmsWiser.Simulation.Time;

/// <summary>The seeded scheduler with an eye on it: every step of every lane goes into the event log and is checked for escapes. Starts
/// loops, each in a lane of its own.</summary>
internal sealed class Schedule : ITurnScheduler, ILoops
{
    private readonly SeededScheduler seeded;
    private readonly Dictionary<TurnQueue, Step> steps = [];
    private readonly List<string> failures = [];

    public Schedule(ulong seed, DateTimeOffset start)
    {
        seeded = new(seed, start);
        Log = new(seeded, Escapes);
        Time = new VirtualTime(seeded, Escapes);
    }

    public Escapes Escapes { get; } = new();

    public EventLog Log { get; }

    /// <summary>The clock of the product.</summary>
    public TimeProvider Time { get; }

    /// <summary>The clock of the simulated world itself, whose timers run in no lane.</summary>
    public TimeProvider World => seeded;

    /// <summary>Loops that ended with an error.</summary>
    public IReadOnlyList<string> Failures => failures;

    public void Post(TurnQueue queue)
    {
        if (!Escapes.IsHome(queue.ToString()!))
            return;
        if (!steps.TryGetValue(queue, out var step))
            steps.Add(queue, step = new(this, queue));
        seeded.Post(step);
    }

    public Task Start(string name, Func<Task> loop) => new Lane(this, name).StartAsync(async () =>
    {
        try
        {
            await loop();
        }
        catch (EscapeException escape)
        {
            Escapes.Note($"{name}: {escape.Message}");
            throw;
        }
        catch (Exception error)
        {
            failures.Add($"{name}: {error}");
            throw;
        }
    });

    /// <summary>Runs a loop to its end, within so much virtual time.</summary>
    public void Run(string name, Func<Task> loop, TimeSpan within) => seeded.RunUntil(new Lane(this, name).StartAsync(loop), within);

    private sealed class Lane(Schedule schedule, string name) : TurnQueue(schedule)
    {
        /// <summary>Checked here, too: a lane that runs is not posted to the scheduler again.</summary>
        public override void Post(SendOrPostCallback d, object? state)
        {
            if (schedule.Escapes.IsHome(name))
                base.Post(d, state);
        }

        public override string ToString() => name;
    }

    /// <summary>Stands for a lane in the seeded scheduler's list, so that its steps are seen.</summary>
    private sealed class Step(Schedule schedule, TurnQueue lane) : TurnQueue(schedule)
    {
        private readonly EventSource source = new(lane.ToString()!);
        private ulong sequence;

        public override void Run(int maxItems)
        {
            schedule.Log.Add("step", source, ++sequence);
            lane.Run(maxItems);
            schedule.Escapes.Check(source.Name);
        }
    }
}

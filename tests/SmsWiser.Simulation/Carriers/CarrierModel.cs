using SmsWiser.Simulation.Chance;
using SmsWiser.Simulation.Network;
using SmsWiser.Simulation.Time;
using SmsWiser.Smpp;

namespace SmsWiser.Simulation.Carriers;

/// <summary>One simulated carrier: accepts connections on the simulated network and runs the real message-centre session on each; what it
/// decides follows from its mood and from chance. Receipts go over whichever of its binds comes round first.</summary>
internal sealed class CarrierModel(Schedule schedule, Dice dice, Dice networkDice, Judge judge, string name)
{
    private const int SocketBytes = 64 * 1024;
    private const double BurstSeconds = 0.1;

    private static readonly SmscSessionOptions Options = new() { MaxUnansweredRequests = 2_000, DeliveryWindowSlots = 10 };

    private readonly List<(Connection Connection, CarrierSession Session)> live = [];
    private readonly PriorityQueue<PendingReceipt, (long Due, long No)> receipts = new();
    private double tokens = 1;
    private long tokensAt;
    private long lastId;
    private long lastReceipt;
    private int connections;

    public string Name { get; } = name;

    public CarrierMood Mood { get; set; } = new();

    public NetworkWeather Weather { get; } = new();

    /// <summary>Receipts that are not answered yet.</summary>
    public int PendingReceipts => receipts.Count + live.Sum(one => one.Session.UnansweredReceipts);

    /// <summary>Opens a connection after the time that takes; null when it is refused.</summary>
    public async Task<Connection?> ConnectAsync()
    {
        await Task.Delay(Weather.Delay + networkDice.UpTo(Weather.JitterMilliseconds), schedule.Time);
        if (Mood.IsDown)
            return null;
        var connection = new Connection(schedule, networkDice, Weather, $"{Name} {++connections}", SocketBytes);
        var session = new CarrierSession(this, dice, judge);
        var core = new SmscCore(Options, session, schedule.Time);
        judge.Watch(connection, Name);
        live.Add((connection, session));
        _ = schedule.Start($"carrier {connection.Name}", async () =>
        {
            await new SimulatedPump(schedule, core, connection, connection.Up, connection.Down).RunAsync();
            live.RemoveAll(one => one.Connection == connection);
            WakeAll();
        });
        return connection;
    }

    /// <summary>Cuts a connection picked by chance, if there is one.</summary>
    public void CutOne(Dice faults)
    {
        if (live.Count > 0)
            live[faults.Below(live.Count)].Connection.Cut();
    }

    /// <summary>Cuts all.</summary>
    public void CutAll()
    {
        foreach (var (connection, _) in live.ToArray())
            connection.Cut();
    }

    /// <summary>The next message id, unlike that of any other carrier.</summary>
    public string NextId() => $"{Name}-{++lastId}";

    /// <summary>Whether one more submit_sm is within the carrier's own limit.</summary>
    public bool TakesOneMore(long now)
    {
        var burst = Math.Max(1, Mood.ThrottleRate * BurstSeconds);
        tokens = Math.Min(burst, tokens + schedule.Time.GetElapsedTime(tokensAt, now).TotalSeconds * Mood.ThrottleRate);
        tokensAt = now;
        if (Mood.ThrottleRate == 0 || tokens < 1)
            return Mood.ThrottleRate == 0;
        tokens--;
        return true;
    }

    public void AddReceipt(PendingReceipt receipt) => receipts.Enqueue(receipt, (receipt.DueAt, ++lastReceipt));

    /// <summary>The next receipt, if it is due; else when one is.</summary>
    public bool TryTakeReceipt(long now, out PendingReceipt receipt, out long due)
    {
        due = receipts.TryPeek(out _, out var next) ? next.Due : long.MaxValue;
        receipt = due <= now ? receipts.Dequeue() : null!;
        return due <= now;
    }

    private void WakeAll()
    {
        foreach (var (_, session) in live)
            session.Wake();
    }
}

/// <summary>A receipt on its way.</summary>
/// <param name="DueAt">When it may go.</param>
/// <param name="MessageId">Of which message.</param>
/// <param name="IsDelivered">DELIVRD, or UNDELIV.</param>
internal sealed record PendingReceipt(long DueAt, string MessageId, bool IsDelivered);

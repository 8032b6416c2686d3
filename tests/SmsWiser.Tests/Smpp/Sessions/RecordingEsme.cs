using System.Text;
using SmsWiser.Smpp;

namespace SmsWiser.Tests.Smpp.Sessions;

/// <summary>A handler that submits what it is given and writes down what it is told.</summary>
internal sealed class RecordingEsme : IEsmeHandler
{
    private readonly SubmitSmFields fields = new("ACME");

    /// <summary>Messages waiting to be submitted; the cookie is their running number.</summary>
    public int Backlog { get; set; }

    public ulong NextCookie { get; private set; } = 1;

    public long WakeAt { get; set; } = long.MaxValue;

    public List<int> FreeSlotsSeen { get; } = [];

    public List<BindResult> Bound { get; } = [];

    public List<(ulong Cookie, SubmitOutcomeKind Kind, CommandStatus Status, string Id, long RoundTrip)> Outcomes { get; } = [];

    public List<(uint Sequence, byte EsmClass, string From, string To, string Text, int TlvOctets)> Deliveries { get; } = [];

    public List<SessionClose> Closes { get; } = [];

    public List<string> Order { get; } = [];

    public Exception? FillFault { get; set; }

    public void OnBound(BindResult result) => Bound.Add(result);

    public void FillSubmits(ref SubmitBatch batch)
    {
        if (FillFault is { } fault) throw fault;
        FreeSlotsSeen.Add(batch.FreeSlots);
        Span<byte> body = stackalloc byte[SubmitSmBody.MaxBytes];
        while (Backlog > 0)
        {
            var length = SubmitSmBody.Write(body, fields, 420_000_000_000 + NextCookie, "hi"u8);
            if (!batch.TryAdd(body[..length], NextCookie)) break;
            NextCookie++;
            Backlog--;
        }

        batch.WakeAt = WakeAt;
    }

    public void OnOutcomes(ReadOnlySpan<SubmitOutcome> outcomes, ReadOnlySpan<byte> received)
    {
        Order.Add("outcomes");
        foreach (var outcome in outcomes)
        {
            var id = outcome.MessageIdLength == 0 ? ""
                : Encoding.ASCII.GetString(received.Slice(outcome.MessageIdOffset, outcome.MessageIdLength));
            Outcomes.Add((outcome.Cookie, outcome.Kind, outcome.Status, id, outcome.RoundTripTicks));
        }
    }

    public void OnDeliveries(ReadOnlySpan<Delivery> deliveries, ReadOnlySpan<byte> received)
    {
        Order.Add("deliveries");
        foreach (var delivery in deliveries)
        {
            Deliveries.Add((
                delivery.SequenceNumber,
                delivery.EsmClass,
                Encoding.ASCII.GetString(received.Slice(delivery.SourceOffset, delivery.SourceLength)),
                Encoding.ASCII.GetString(received.Slice(delivery.DestinationOffset, delivery.DestinationLength)),
                Encoding.ASCII.GetString(received.Slice(delivery.ShortMessageOffset, delivery.ShortMessageLength)),
                delivery.TlvLength));
        }
    }

    public void OnClosed(SessionClose close) => Closes.Add(close);
}


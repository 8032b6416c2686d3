using System.Globalization;
using SmsWiser.Simulation.Campaigns;
using SmsWiser.Simulation.Network;
using SmsWiser.Simulation.Storage;
using SmsWiser.Smpp;

namespace SmsWiser.Simulation.Carriers;

/// <summary>Holds every octet on the wires against what the product promises. Nothing of it trusts the product: it reads the PDUs at both
/// ends of each connection and knows from the workload what may be sent to whom.</summary>
internal sealed class Judge(TimeProvider time, JournalTap journal, DateTimeOffset closing)
{
    private enum Fate { Pending, MayGoAgain, Accepted, RefusedForGood }

    private readonly Dictionary<string, CampaignPlan> campaigns = [];
    private readonly Dictionary<(string Sender, string Number, int No), Fate> fates = [];
    private readonly Dictionary<(string Sender, string Number), string?[]> texts = [];
    private readonly Dictionary<string, RateRule> rates = [];
    private readonly List<string> violations = [];
    private readonly Dictionary<string, int> arrivals = [];
    private readonly List<(string Sender, int Count, TaskCompletionSource Reached)> waiting = [];

    /// <summary>Message ids given by carriers, and whether their receipts say delivered.</summary>
    public Dictionary<string, (WirePart Part, bool IsDelivered)> Ids { get; } = [];

    /// <summary>Promises broken so far, in order.</summary>
    public IReadOnlyList<string> Violations => violations;

    public void Violated(string what) =>
        violations.Add(string.Create(CultureInfo.InvariantCulture, $"{time.GetTimestamp() / 1e7:F4} s: {what}"));

    public void Add(CampaignPlan campaign) => campaigns.Add(campaign.Sender, campaign);

    public CampaignPlan Find(string sender) => campaigns[sender];

    /// <summary>A stop of the share has returned: nothing that relies on it may arrive any more.</summary>
    public void StopReturned()
    {
        foreach (var campaign in campaigns.Values.Where(campaign => campaign.UsesShare))
            campaign.IsStopped = true;
    }

    /// <summary>Completes when so many parts of a sender have arrived, or when nobody shall wait any more.</summary>
    public Task WhenAsync(string sender, int count)
    {
        var reached = new TaskCompletionSource();
        waiting.Add((sender, count, reached));
        return reached.Task;
    }

    /// <summary>Lets all go on who wait for arrivals.</summary>
    public void EndWaiting() => waiting.ForEach(one => one.Reached.TrySetResult());

    /// <summary>What a carrier was promised: so many parts a second.</summary>
    public void Limit(string carrier, int ratePerSecond) => rates.Add(carrier, new(ratePerSecond));

    /// <summary>Reads along at both ends of a connection.</summary>
    public void Watch(Connection connection, string carrier)
    {
        var receipts = new Dictionary<uint, string>();
        var sent = new PduTap((header, body) => Sent(carrier, header, body, receipts));
        var arrived = new PduTap(Arrived);
        var toBind = new PduTap((header, body) => Delivered(header, body, receipts));
        connection.Up.OnSent = sent.Add;
        connection.Up.OnDelivered = arrived.Add;
        connection.Down.OnSent = toBind.Add;
    }

    public void Accepted(WirePart part, string id, bool isDelivered)
    {
        fates[part.Key] = Fate.Accepted;
        Ids.Add(id, (part, isDelivered));
    }

    /// <summary>The refusal is on its way.</summary>
    public void Refused(WirePart part, CommandStatus status) => fates[part.Key] =
        status is CommandStatus.Throttled or CommandStatus.SystemError ? Fate.MayGoAgain : Fate.RefusedForGood;

    /// <summary>Leads of a campaign of which every part was accepted; of these, how many got receipts that all say delivered; and of
    /// those, how many have a receipt that the product could not match.</summary>
    public (int Accepted, int Delivered, int Orphaned) Count(string sender)
    {
        var leads = Ids.Where(one => one.Value.Part.Sender == sender).GroupBy(one => one.Value.Part.Number)
            .Where(lead => lead.Count() == lead.First().Value.Part.Count).ToList();
        var delivered = leads.Where(lead => lead.All(one => one.Value.IsDelivered)).ToList();
        return (leads.Count, delivered.Count, delivered.Count(lead => lead.Any(one => journal.Orphans.Contains(one.Key))));
    }

    private void Sent(string carrier, PduHeader header, ReadOnlyMemory<byte> body, Dictionary<uint, string> receipts)
    {
        if (header.Command == CommandId.DeliverSmResp && header.Status == CommandStatus.Ok
            && receipts.Remove(header.Sequence, out var id) && !journal.Holds(id))
            Violated($"the receipt of {id} was answered before it was durable");
        if (header.Command != CommandId.SubmitSm)
            return;
        var part = Read(body);
        if (campaigns.TryGetValue(part.Sender, out var campaign) && campaign.IsHeld)
            Violated($"a part of {part.Sender} was sent after its pause or cancel had returned");
        if (time.GetUtcNow() >= closing)
            Violated($"a part of {part.Sender} was sent in the quiet hours of {part.Number}");
        if (rates.TryGetValue(carrier, out var rate) && rate.Exceeds(time.GetTimestamp()) is { } count)
            Violated($"carrier {carrier} was sent {count} parts within 100 ms; it grants {rate.PerSecond} a second");
    }

    private void Arrived(PduHeader header, ReadOnlyMemory<byte> body)
    {
        if (header.Command != CommandId.SubmitSm)
            return;
        var part = Read(body);
        Count(part);
        if (!campaigns.TryGetValue(part.Sender, out var campaign) || !campaign.Texts.TryGetValue(part.Number, out var expected))
        {
            Violated($"{part.Sender} sent to {part.Number}, which is not among its leads");
            return;
        }
        if (campaign.IsStopped && campaign.Relies(part.Number))
            Violated($"part {part.No} of {part.Sender} for {part.Number} relies on a share and arrived after its stop had returned");
        if (fates.TryGetValue(part.Key, out var fate) && fate != Fate.MayGoAgain)
            Violated($"part {part.No} of {part.Sender} for {part.Number} came again; the first was {fate}");
        fates[part.Key] = Fate.Pending;
        Compare(part, expected);
    }

    private void Count(WirePart part)
    {
        var count = arrivals[part.Sender] = arrivals.GetValueOrDefault(part.Sender) + 1;
        foreach (var (sender, wanted, reached) in waiting)
        {
            if (sender == part.Sender && count == wanted)
                reached.TrySetResult();
        }
    }

    private void Compare(WirePart part, string expected)
    {
        if (!texts.TryGetValue((part.Sender, part.Number), out var parts))
            texts.Add((part.Sender, part.Number), parts = new string[part.Count]);
        if (parts.Length != part.Count || part.No < 1 || part.No > part.Count)
        {
            Violated($"part {part.No} of {part.Count} for {part.Number} does not fit the other parts");
            return;
        }
        parts[part.No - 1] = part.Text;
        if (Array.IndexOf(parts, null) < 0 && string.Concat(parts) != expected)
            Violated($"{part.Number} got '{string.Concat(parts)}' instead of '{expected}'");
    }

    /// <summary>A receipt leaves the carrier: which id its sequence number stands for.</summary>
    private static void Delivered(PduHeader header, ReadOnlyMemory<byte> body, Dictionary<uint, string> receipts)
    {
        if (header.Command != CommandId.DeliverSm || MessageLayout.TryParse(body.Span, out var layout) != CommandStatus.Ok)
            return;
        foreach (var tlv in new TlvReader(body.Span[layout.TlvOffset..]))
        {
            if (tlv.Tag == TlvTag.ReceiptedMessageId)
                receipts[header.Sequence] = System.Text.Encoding.ASCII.GetString(tlv.Value[..^1]);
        }
    }

    private static WirePart Read(ReadOnlyMemory<byte> body) => MessageLayout.TryParse(body.Span, out var layout) == CommandStatus.Ok
        ? WirePart.Of(body.Span, layout)
        : throw new InvalidDataException("a submit_sm cannot be parsed");
}

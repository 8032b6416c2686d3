using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using SmsWiser.Core;
using SmsWiser.Core.Inbound;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine.Carriers;
using SmsWiser.Engine.Compliance;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Smpp;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Engine.Inbound;

/// <summary>The inbound loop: takes messages in with the opt-outs they cause, one transaction a batch, holds the opt-outs in this node, and
/// only then answers the carrier. A message that could not be stored is left to the carrier.</summary>
internal sealed partial class InboundReader(
    InboundIntake intake, IInboundStore store, InboundComposer composer, CarrierProfiles profiles, OptOuts optOuts,
    InboundResolver resolver, KeyRing keys,
    TimeProvider time, ILogger<InboundReader> log)
{
    private const int MessagesPerBatch = 200;
    private const int MaxIncomplete = 10_000;
    private const string PartPlace = "inbound part";
    private static readonly TimeSpan PartPatience = TimeSpan.FromMinutes(10);

    /// <summary>How long a carrier may take to hand a message over again whose answer it did not see.</summary>
    private static readonly TimeSpan CopyWindow = TimeSpan.FromMinutes(2);

    private readonly PartJoiner joiner = new(PartPatience, MaxIncomplete);
    private readonly Dictionary<EsmeSession, (CarrierId Carrier, List<uint> Sequences)> answers = [];
    private bool isAhead;
    private bool stopped;

    /// <summary>Messages taken in, copies not counted. Any thread.</summary>
    public long Received { get; private set; }

    /// <summary>The loop; ends when told to and nothing waits.</summary>
    public async Task RunAsync()
    {
        await LoadPartsAsync();
        while (true)
        {
            await intake.Signal.WaitAsync();
            var isLast = Volatile.Read(ref stopped);
            while (intake.Take(MessagesPerBatch) is { Count: > 0 } taken)
                await TakeInAsync(taken);
            if (joiner.Count > 0)
                await TakeInAsync([]);
            if (isLast)
                return;
        }
    }

    /// <summary>Ends the loop once what waits is taken in.</summary>
    public void Stop()
    {
        Volatile.Write(ref stopped, true);
        intake.Signal.Set();
    }

    private async Task TakeInAsync(List<RawInbound> taken)
    {
        var isTaken = true;
        try
        {
            if (isAhead)
                await LoadPartsAsync();
            var batch = await ComposeAsync(taken);
            if (batch.Messages.Count + batch.Parts.Count + batch.Joined.Count == 0 && taken.Count == 0)
                return;
            var commit = await store.AddAsync(batch, CopyWindow, CancellationToken.None);
            Received += batch.Messages.Count - commit.Repeated;
            if (commit.OptOuts.Position > 0)
                await optOuts.ApplyAsync();
            resolver.Notify();
        }
        catch (Exception error)
        {
            LogFailed(error, taken.Count);
            isTaken = false;
            isAhead = true;
        }
        Answer(taken, isTaken);
    }

    private async Task<InboundBatch> ComposeAsync(List<RawInbound> taken)
    {
        var (messages, parts, joined) = (new List<InboundWish>(), new List<InboundPart>(), new List<InboundPartsKey>());
        foreach (var raw in taken)
        {
            if (raw.Part.Total == 1)
            {
                messages.Add(await composer.ComposeAsync(
                    raw.Carrier, raw.Source, raw.Destination, raw.DataCoding, raw.Part, raw.Octets, isComplete: true));
                continue;
            }
            var part = Seal(raw);
            if (joiner.Add(part) is { } whole)
                await JoinAsync(whole);
            else
                parts.Add(part.Part);
        }
        foreach (var expired in joiner.TakeExpired(time.GetUtcNow()))
            await JoinAsync(expired);
        // A part kept in this batch and joined in it need not be kept.
        parts.RemoveAll(part => joined.Contains(part.Key));
        return new(messages, parts, joined);

        async Task JoinAsync(JoinedMessage whole)
        {
            var first = whole.Parts[0];
            joined.Add(whole.Key);
            messages.Add(await composer.ComposeAsync(
                whole.Key.Carrier, first.Source, whole.Key.Destination, first.DataCoding,
                RawPart.Whole with { Locking = first.Locking, Single = first.Single },
                [.. whole.Parts.SelectMany(part => part.Octets)], whole.IsComplete));
        }
    }

    private OpenPart Seal(RawInbound raw)
    {
        byte[] source = System.Text.Encoding.ASCII.GetBytes(raw.Source);
        byte[] plain = [raw.DataCoding, (byte)raw.Part.Locking, (byte)raw.Part.Single, (byte)source.Length, .. source, .. raw.Octets];
        var part = new InboundPart(
            raw.Carrier, composer.NumberKey(raw.Source), raw.Destination, raw.Part.Reference, raw.Part.Total, raw.Part.No,
            keys.SealSecret(PartPlace, plain), time.GetUtcNow());
        return new(part, raw.Source, raw.DataCoding, raw.Part.Locking, raw.Part.Single, raw.Octets);
    }

    /// <summary>Fills the joiner from the store: at start, and after an error left it ahead of the store.</summary>
    private async Task LoadPartsAsync()
    {
        joiner.Clear();
        foreach (var part in await store.ListPartsAsync(CancellationToken.None))
        {
            var plain = keys.OpenSecret(PartPlace, part.Sealed.Span);
            var source = System.Text.Encoding.ASCII.GetString(plain, 4, plain[3]);
            joiner.Add(new(part, source, plain[0], (NationalLanguage)plain[1], (NationalLanguage)plain[2], plain[(4 + plain[3])..]));
        }
        isAhead = false;
    }

    private void Answer(List<RawInbound> taken, bool isTaken)
    {
        foreach (var raw in taken)
        {
            if (!answers.TryGetValue(raw.Session, out var owed))
                answers.Add(raw.Session, owed = (raw.Carrier, []));
            owed.Sequences.Add(raw.Sequence);
        }
        foreach (var (session, (carrier, sequences)) in answers)
        {
            session.Respond(CollectionsMarshal.AsSpan(sequences), isTaken ? CommandStatus.Ok : profiles[carrier].DeliverError);
            session.Kick();
        }
        answers.Clear();
    }

    [LoggerMessage(LogLevel.Error, "{Messages} messages of people could not be taken in; their carriers keep them")]
    private partial void LogFailed(Exception error, int messages);
}

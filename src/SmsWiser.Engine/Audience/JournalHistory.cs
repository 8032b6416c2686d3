using System.Buffers.Binary;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;

namespace SmsWiser.Engine.Audience;

/// <summary>Answers what became of leads in earlier campaigns from the journal: all sendouts of the campaign, own lists only. Takes 8
/// octets a lead of one sendout while it folds. Any thread.</summary>
internal sealed class JournalHistory(ICampaignStore campaigns, ISendoutStore sendouts, IDispatchStore dispatch) : ICampaignHistory
{
    private const int FlushesPerRead = 64;
    private const int ChunksPerRead = 1_000;
    private const int BytesPerLead = 8;

    public async Task<CampaignAnswer> FindAsync(
        AccountId account, ListId list, CampaignQuestion question, CancellationToken cancellation)
    {
        if (question.Outcome == CampaignOutcome.Clicked)
            return new(null, "no clicks are recorded yet: they come with tracked links");
        if (await campaigns.FindAsync(question.Campaign, cancellation) is not { } campaign || campaign.Account != account)
            return new(null, $"there is no campaign '{question.Campaign}' for this account");
        if (!campaign.Targets.Any(target => target.List == list && target.Grant.Value == 0))
            return new(null, $"campaign '{question.Campaign}' was not sent to this list");
        var leads = new LeadSet();
        foreach (var sendout in await sendouts.ListByCampaignAsync(campaign.Id, cancellation))
            await AddAsync(sendout, list, question.Outcome, leads, cancellation);
        return new(leads, null);
    }

    private async Task AddAsync(Sendout sendout, ListId list, CampaignOutcome outcome, LeadSet leads, CancellationToken cancellation)
    {
        if (sendout.State is SendoutState.Planning or SendoutState.Failed)
            return;
        var states = await FoldAsync(sendout, cancellation);
        var after = -1;
        while (await sendouts.ReadLeadsAsync(sendout.Id, list, after, ChunksPerRead, cancellation) is { Count: > 0 } chunks)
        {
            foreach (var chunk in chunks)
            {
                if (states.TryGetValue(chunk.No, out var folded))
                    Add(chunk.Body.Span, folded, outcome, leads);
            }
            after = chunks[^1].No;
        }
    }

    private async Task<Dictionary<int, LeadState[]>> FoldAsync(Sendout sendout, CancellationToken cancellation)
    {
        var states = new Dictionary<int, LeadState[]>();
        var after = sendout.FirstFlush;
        while (await dispatch.ReadJournalAsync(after, FlushesPerRead, cancellation) is { Count: > 0 } flushes)
        {
            foreach (var flush in flushes)
                Fold(sendout.Id, flush.Body.Span, states);
            after = flushes[^1].Id;
        }
        return states;
    }

    private static void Fold(SendoutId sendout, ReadOnlySpan<byte> body, Dictionary<int, LeadState[]> states)
    {
        var reader = new EntryReader(body);
        while (reader.TryRead(out var entry))
        {
            if (entry.Chunk.Sendout != sendout)
                continue;
            if (!states.TryGetValue(entry.Chunk.No, out var folded))
                states.Add(entry.Chunk.No, folded = new LeadState[PageWriter.MaxLeads]);
            folded[entry.Index] = folded[entry.Index].Fold(entry);
        }
    }

    private static void Add(ReadOnlySpan<byte> body, LeadState[] states, CampaignOutcome outcome, LeadSet leads)
    {
        for (var i = 0; i * BytesPerLead < body.Length; i++)
        {
            if (outcome == CampaignOutcome.Delivered ? states[i].Outcome == Outcome.Delivered : states[i].PartsOnWire > 0)
                leads.Add(BinaryPrimitives.ReadUInt32LittleEndian(body[(i * BytesPerLead)..]));
        }
    }
}

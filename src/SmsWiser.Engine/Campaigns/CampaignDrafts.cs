using SmsWiser.Contracts.Campaigns;
using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Links;
using SmsWiser.Core.Shares;
using SmsWiser.Engine.Accounts;
using SmsWiser.Engine.Audience;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Engine.Campaigns;

/// <summary>Checks what an account wants to send and to whom, and stores it as a campaign. Any thread.</summary>
internal sealed class CampaignDrafts(
    Access access, IListStore lists, ICampaignStore campaigns, Conditions conditions, DispatchOptions options, LinkOptions links, IIds ids,
    IRandom random, TimeProvider time)
{
    private const int MaxTargets = 100;

    /// <summary>Checks and stores a campaign.</summary>
    /// <exception cref="Contracts.RefusedException"><c>invalid_value</c>, <c>invalid_template</c>, <c>invalid_filter</c>,
    /// <c>share_not_active</c>, <c>not_found</c>.</exception>
    public async Task<Campaign> CreateAsync(Account account, CampaignSpec spec)
    {
        var name = Refusal.CheckName(spec.Name, "the campaign");
        var traffic = spec.Class switch
        {
            "marketing" => TrafficClass.Marketing,
            "transactional" => TrafficClass.Transactional,
            _ => throw Refusal.Invalid($"the class is '{spec.Class}'; give 'marketing' or 'transactional'"),
        };
        var terms = TermsCheck.Check(spec, traffic, options, time.GetUtcNow());
        if (spec.Targets.Count is 0 or > MaxTargets)
            throw Refusal.Invalid($"the campaign has {spec.Targets.Count} targets; give 1 to {MaxTargets}");
        var template = SmsTemplate.Parse(spec.Template);
        if (template.Error is { } error)
            throw Refusal.Of(ErrorCode.InvalidTemplate, $"the text cannot be used: {error}");

        var targets = new List<CampaignTarget>();
        foreach (var target in spec.Targets)
            targets.Add(await ResolveAsync(account, target, template.Template!));
        SenderId.Check(spec.Sender, overSharedList: targets.Any(target => target.Grant.Value != 0));

        var campaign = new Campaign(
            new(await ids.NextAsync(CancellationToken.None)), PublicId.New(random), account.Id, name, spec.Sender, spec.Template, traffic,
            targets, time.GetUtcNow())
        {
            Terms = terms,
        };
        await campaigns.AddAsync(campaign, CancellationToken.None);
        return campaign;
    }

    /// <summary>Makes the same campaign again, without its schedule; what would be refused today is refused. An end of the validity that
    /// has passed is left out.</summary>
    /// <exception cref="Contracts.RefusedException">As for <see cref="CreateAsync"/>.</exception>
    public async Task<Campaign> CopyAsync(Account account, Campaign campaign, string name)
    {
        var targets = new List<TargetSpec>();
        foreach (var target in campaign.Targets)
        {
            var list = await lists.FindAsync(target.List, CancellationToken.None) ?? throw Refusal.NotFound("list");
            targets.Add(new() { ListId = list.PublicId, Filter = target.Filter });
        }
        var terms = campaign.Terms;
        return await CreateAsync(account, new()
        {
            Name = name,
            Sender = campaign.Sender,
            Template = campaign.Template,
            Class = campaign.Class == TrafficClass.Transactional ? "transactional" : "marketing",
            Targets = targets,
            MaxParts = terms.MaxParts,
            ValidUntil = terms.ValidUntil - Sendout.LeastValidity > time.GetUtcNow() ? terms.ValidUntil : null,
            Window = terms.Window?.Hours.ToString(),
            WorkingDaysOnly = terms.Window is { WorkingDaysOnly: true },
            SpreadMinutes = (int)terms.Spread.TotalMinutes,
            PilotLeads = terms.PilotLeads,
            MaxSpendMicros = terms.MaxSpendMicros,
            Priority = campaign.Class == TrafficClass.Transactional ? null : Refusal.NameOf(terms.Priority),
        });
    }

    private async Task<CampaignTarget> ResolveAsync(Account account, TargetSpec target, SmsTemplate template)
    {
        var (list, grant) = await access.TargetAsync(account, target.ListId);
        var binding = template.Bind(list.Fields, isShared: grant is not null, GsmAlphabet.Default, links);
        if (binding.Errors.Count > 0)
            throw Refusal.Of(ErrorCode.InvalidTemplate, $"the text cannot be used for '{list.Name}': {string.Join("; ", binding.Errors)}");
        var filter = await TargetFilters.OfAsync(lists, conditions, account, list, target);
        return new(list.Id, grant?.Id ?? default, filter);
    }
}

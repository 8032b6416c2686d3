using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Links;
using SmsWiser.Engine.Carriers;
using SmsWiser.Smpp;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Engine.Dispatch;

/// <summary>What the messages of one sendout to one list over one carrier have in common: the template bound to the list's fields, and the
/// fixed submit_sm fields for each encoding, single and concatenated. Immutable.</summary>
internal sealed class SendoutText
{
    private readonly SubmitSmFields[] fields;

    private SendoutText(
        CompiledTemplate template, Campaign campaign, ListId list, CarrierProfile profile, OptOutDomains optOuts, int maxParts)
    {
        (Template, Tlvs, OptOuts) = (template, profile.Tlvs, optOuts);
        while (Target < campaign.Targets.Count - 1 && campaign.Targets[Target].List != list)
            Target++;
        Rules = new()
        {
            MaxParts = Math.Min(maxParts, campaign.Terms.MaxParts ?? maxParts),
            Reference = profile.HasWordReference ? PartReference.Word : PartReference.Byte,
        };
        var (sender, until) = (campaign.Sender, campaign.Terms.ValidUntil);
        fields =
        [
            SubmitFields.Of(profile, sender, SmsEncoding.Gsm7, isConcatenated: false, until),
            SubmitFields.Of(profile, sender, SmsEncoding.Gsm7, isConcatenated: true, until),
            SubmitFields.Of(profile, sender, SmsEncoding.Ucs2, isConcatenated: false, until),
            SubmitFields.Of(profile, sender, SmsEncoding.Ucs2, isConcatenated: true, until),
        ];
    }

    public CompiledTemplate Template { get; }

    /// <summary>The campaign's first target with this list, for the codes of links.</summary>
    public int Target { get; }

    /// <summary>Optional parameters of every part, as they go on the wire.</summary>
    public ReadOnlyMemory<byte> Tlvs { get; }

    /// <summary>How long texts are split.</summary>
    public PartRules Rules { get; }

    /// <summary>The opt-outs that bind the messages.</summary>
    public OptOutDomains OptOuts { get; }

    public SubmitSmFields Fields(bool isUcs2, bool isConcatenated) => fields[(isUcs2 ? 2 : 0) + (isConcatenated ? 1 : 0)];

    /// <summary>Binds a campaign to a list, for planning.</summary>
    /// <exception cref="UnusableTemplateException">The list no longer fits the template.</exception>
    public static SendoutText Compile(
        Campaign campaign, LeadList list, bool isShared, OptOutOptions optOuts, LinkOptions links, int maxParts) =>
        Compile(campaign, list, isShared, CarrierProfile.Default, optOuts, links, maxParts);

    /// <summary>Binds a campaign, which was checked when it was created, to a list and to what the carrier wants.</summary>
    /// <exception cref="UnusableTemplateException">The list no longer fits the template.</exception>
    public static SendoutText Compile(
        Campaign campaign, LeadList list, bool isShared, CarrierProfile profile, OptOutOptions optOuts, LinkOptions links, int maxParts)
    {
        var parsed = SmsTemplate.Parse(campaign.Template);
        if (parsed.Template is null)
            throw new UnusableTemplateException($"template of campaign {campaign.Id.Value}: {parsed.Error}");
        var bound = parsed.Template.Bind(list.Fields, isShared, GsmAlphabet.Default, links);
        return bound.Template is { } template
            ? new(template, campaign, list.Id, profile,
                OptOutDomains.For(campaign.Account, campaign.Sender, list.Id, campaign.Class, optOuts), maxParts)
            : throw new UnusableTemplateException($"template of campaign {campaign.Id.Value} on list {list.Id.Value}: {bound.Errors[0]}");
    }
}

/// <summary>What a campaign says can no longer be rendered for a list.</summary>
internal sealed class UnusableTemplateException(string message) : Exception(message);

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
/// fixed submit_sm fields for each encoding, single and concatenated. One owner.</summary>
internal sealed class SendoutText
{
    private static readonly TimeSpan Granularity = TimeSpan.FromSeconds(1);

    private readonly CarrierProfile profile;
    private readonly string sender;
    private readonly DateTimeOffset? validUntil;
    private SubmitSmFields[] fields = [];
    private DateTimeOffset madeAt;

    private SendoutText(
        CompiledTemplate template, Campaign campaign, ListId list, CarrierProfile profile, OptOutDomains optOuts, int maxParts)
    {
        (Template, OptOuts, this.profile, sender, validUntil) = (template, optOuts, profile, campaign.Sender, campaign.Terms.ValidUntil);
        Buffer = new(profile.Text.Alphabet);
        while (Target < campaign.Targets.Count - 1 && campaign.Targets[Target].List != list)
            Target++;
        Rules = new()
        {
            MaxParts = Math.Min(maxParts, campaign.Terms.MaxParts ?? maxParts),
            Reference = profile.Text.Reference,
        };
    }

    public CompiledTemplate Template { get; }

    /// <summary>The campaign's first target with this list, for the codes of links.</summary>
    public int Target { get; }

    /// <summary>Optional parameters of every part, as they go on the wire.</summary>
    public ReadOnlyMemory<byte> Tlvs => profile.Tlvs;

    /// <summary>Where leads' texts are rendered, in the carrier's alphabet.</summary>
    public SmsTextBuffer Buffer { get; }

    /// <summary>How a text of several parts goes.</summary>
    public LongMessage LongMessage => profile.LongMessage;

    /// <summary>Whether texts of GSM characters go as septets.</summary>
    public bool IsSeptets => profile.DefaultAlphabet == CarrierAlphabet.Gsm;

    /// <summary>How long texts are split.</summary>
    public PartRules Rules { get; }

    /// <summary>The opt-outs that bind the messages.</summary>
    public OptOutDomains OptOuts { get; }

    /// <summary>Brings the fields up to a moment, where they depend on it: before messages are made of them.</summary>
    public void Renew(DateTimeOffset now)
    {
        if (fields.Length > 0 && (now - madeAt < Granularity || !SubmitFields.DependOnTime(profile, validUntil)))
            return;
        madeAt = now;
        fields =
        [
            SubmitFields.Of(profile, sender, SmsEncoding.Gsm7, isConcatenated: false, validUntil, now),
            SubmitFields.Of(profile, sender, SmsEncoding.Gsm7, isConcatenated: true, validUntil, now),
            SubmitFields.Of(profile, sender, SmsEncoding.Ucs2, isConcatenated: false, validUntil, now),
            SubmitFields.Of(profile, sender, SmsEncoding.Ucs2, isConcatenated: true, validUntil, now),
        ];
    }

    /// <summary>True when its leads need a consent of their own: marketing to a list that says so.</summary>
    public bool RequiresConsent { get; private init; }

    public SubmitSmFields Fields(bool isUcs2, bool isConcatenated) => fields[(isUcs2 ? 2 : 0) + (isConcatenated ? 1 : 0)];

    /// <summary>Binds a campaign, which was checked when it was created, to a list and to what the carrier wants.</summary>
    /// <exception cref="UnusableTemplateException">The list no longer fits the template.</exception>
    public static SendoutText Compile(
        Campaign campaign, LeadList list, bool isShared, CarrierProfile profile, OptOutOptions optOuts, LinkOptions links, int maxParts)
    {
        var template = Bind(campaign, list, isShared, profile.Text.Alphabet, links);
        return new(template, campaign, list.Id, profile,
            OptOutDomains.For(campaign.Account, campaign.Sender, list.Id, campaign.Class, optOuts), maxParts)
        {
            RequiresConsent = list.RequiresConsent && campaign.Class == TrafficClass.Marketing,
        };
    }

    /// <summary>Binds the text alone, as for planning.</summary>
    /// <exception cref="UnusableTemplateException">The list no longer fits the template.</exception>
    public static CompiledTemplate Bind(Campaign campaign, LeadList list, bool isShared, GsmAlphabet alphabet, LinkOptions links)
    {
        var parsed = SmsTemplate.Parse(campaign.Template);
        if (parsed.Template is null)
            throw new UnusableTemplateException($"template of campaign {campaign.Id.Value}: {parsed.Error}");
        var bound = parsed.Template.Bind(list.Fields, isShared, alphabet, links);
        return bound.Template ?? throw new UnusableTemplateException(
            $"template of campaign {campaign.Id.Value} on list {list.Id.Value}: {bound.Errors[0]}");
    }
}

/// <summary>What a campaign says can no longer be rendered for a list.</summary>
internal sealed class UnusableTemplateException(string message) : Exception(message);

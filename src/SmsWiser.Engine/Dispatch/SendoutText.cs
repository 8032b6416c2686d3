using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Carriers;
using SmsWiser.Engine.Carriers;
using SmsWiser.Smpp;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Engine.Dispatch;

/// <summary>What the messages of one sendout to one list over one carrier have in common: the template bound to the list's fields, and the
/// fixed submit_sm fields for each encoding, single and concatenated. Immutable.</summary>
internal sealed class SendoutText
{
    private readonly SubmitSmFields[] fields;

    private SendoutText(CompiledTemplate template, string sender, CarrierProfile profile, int maxParts)
    {
        Template = template;
        Tlvs = profile.Tlvs;
        Rules = new() { MaxParts = maxParts, Reference = profile.HasWordReference ? PartReference.Word : PartReference.Byte };
        fields =
        [
            SubmitFields.Of(profile, sender, SmsEncoding.Gsm7, isConcatenated: false),
            SubmitFields.Of(profile, sender, SmsEncoding.Gsm7, isConcatenated: true),
            SubmitFields.Of(profile, sender, SmsEncoding.Ucs2, isConcatenated: false),
            SubmitFields.Of(profile, sender, SmsEncoding.Ucs2, isConcatenated: true),
        ];
    }

    public CompiledTemplate Template { get; }

    /// <summary>Optional parameters of every part, as they go on the wire.</summary>
    public ReadOnlyMemory<byte> Tlvs { get; }

    /// <summary>How long texts are split.</summary>
    public PartRules Rules { get; }

    public SubmitSmFields Fields(bool isUcs2, bool isConcatenated) => fields[(isUcs2 ? 2 : 0) + (isConcatenated ? 1 : 0)];

    /// <summary>Binds a campaign to a list, for planning.</summary>
    /// <exception cref="UnusableTemplateException">The list no longer fits the template.</exception>
    public static SendoutText Compile(Campaign campaign, LeadList list, bool isShared) =>
        Compile(campaign, list, isShared, CarrierProfile.Default, PartRules.Default.MaxParts);

    /// <summary>Binds a campaign, which was checked when it was created, to a list and to what the carrier wants.</summary>
    /// <exception cref="UnusableTemplateException">The list no longer fits the template.</exception>
    public static SendoutText Compile(Campaign campaign, LeadList list, bool isShared, CarrierProfile profile, int maxParts)
    {
        var parsed = SmsTemplate.Parse(campaign.Template);
        if (parsed.Template is null)
            throw new UnusableTemplateException($"template of campaign {campaign.Id.Value}: {parsed.Error}");
        var bound = parsed.Template.Bind(list.Fields, isShared, GsmAlphabet.Default);
        return bound.Template is { } template
            ? new(template, campaign.Sender, profile, maxParts)
            : throw new UnusableTemplateException($"template of campaign {campaign.Id.Value} on list {list.Id.Value}: {bound.Errors[0]}");
    }
}

/// <summary>What a campaign says can no longer be rendered for a list.</summary>
internal sealed class UnusableTemplateException(string message) : Exception(message);

using System.Globalization;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Compliance;
using SmsWiser.Smpp;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Engine.Dispatch;

/// <summary>What the messages of one sendout to one list have in common: the template bound to the list's fields, and the fixed submit_sm
/// fields for each encoding, single and concatenated. Immutable.</summary>
internal sealed class SendoutText
{
    private const byte UserDataHeaderIndicator = 0x40;
    private const int MaxShortCodeDigits = 6;

    private readonly SubmitSmFields[] fields;

    private SendoutText(CompiledTemplate template, Campaign campaign, OptOutDomains optOuts, int maxParts)
    {
        (Template, OptOuts) = (template, optOuts);
        Rules = new() { MaxParts = Math.Min(maxParts, campaign.Terms.MaxParts ?? maxParts) };
        fields =
        [
            Make(campaign, SmsEncoding.Gsm7, isConcatenated: false), Make(campaign, SmsEncoding.Gsm7, isConcatenated: true),
            Make(campaign, SmsEncoding.Ucs2, isConcatenated: false), Make(campaign, SmsEncoding.Ucs2, isConcatenated: true),
        ];
    }

    public CompiledTemplate Template { get; }

    /// <summary>How its texts are split.</summary>
    public PartRules Rules { get; }

    /// <summary>The opt-outs that bind the messages.</summary>
    public OptOutDomains OptOuts { get; }

    public SubmitSmFields Fields(bool isUcs2, bool isConcatenated) => fields[(isUcs2 ? 2 : 0) + (isConcatenated ? 1 : 0)];

    /// <summary>Binds a campaign, which was checked when it was created, to a list.</summary>
    /// <exception cref="UnusableTemplateException">The list no longer fits the template.</exception>
    public static SendoutText Compile(Campaign campaign, LeadList list, bool isShared, OptOutOptions optOuts, int maxParts)
    {
        var parsed = SmsTemplate.Parse(campaign.Template);
        if (parsed.Template is null)
            throw new UnusableTemplateException($"template of campaign {campaign.Id.Value}: {parsed.Error}");
        var bound = parsed.Template.Bind(list.Fields, isShared, GsmAlphabet.Default);
        return bound.Template is { } template
            ? new(template, campaign, OptOutDomains.For(campaign.Account, campaign.Sender, list.Id, campaign.Class, optOuts), maxParts)
            : throw new UnusableTemplateException($"template of campaign {campaign.Id.Value} on list {list.Id.Value}: {bound.Errors[0]}");
    }

    private static SubmitSmFields Make(Campaign campaign, SmsEncoding encoding, bool isConcatenated)
    {
        var sender = campaign.Sender;
        var isNumber = sender.All(char.IsAsciiDigit);
        var (ton, npi) = isNumber ? sender.Length <= MaxShortCodeDigits ? ((byte)3, (byte)0) : ((byte)1, (byte)1) : ((byte)5, (byte)0);
        return new(sender, ton, npi, validityPeriod: Validity(campaign.Terms.ValidUntil))
        {
            EsmClass = isConcatenated ? UserDataHeaderIndicator : (byte)0,
            DataCoding = (byte)encoding,
        };
    }

    /// <summary>The absolute form of SMPP 3.4 §7.1.1.1 in UTC, YYMMDDhhmmsstnnp; empty when the campaign does not say.</summary>
    private static string Validity(DateTimeOffset? end) =>
        end is { } moment ? moment.UtcDateTime.ToString("yyMMddHHmmss'000+'", CultureInfo.InvariantCulture) : "";
}

/// <summary>What a campaign says can no longer be rendered for a list.</summary>
internal sealed class UnusableTemplateException(string message) : Exception(message);

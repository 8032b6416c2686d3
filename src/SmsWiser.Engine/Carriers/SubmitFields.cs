using System.Globalization;
using SmsWiser.Core.Carriers;
using SmsWiser.Smpp;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Engine.Carriers;

/// <summary>The fixed fields of submit_sm, as a carrier's profile wants them.</summary>
internal static class SubmitFields
{
    private const byte UserDataHeaderIndicator = 0x40;
    private const int MaxShortCodeDigits = 6;
    private const byte FlashUcs2 = 0x18;
    private static readonly TimeSpan LongestSpan = TimeSpan.FromDays(30);

    /// <summary>The fields for one sender and encoding.</summary>
    /// <param name="profile">What the carrier wants.</param>
    /// <param name="sender">Sender ID.</param>
    /// <param name="encoding">Of the text.</param>
    /// <param name="isConcatenated">Whether it is one of several parts.</param>
    /// <param name="validUntil">End of the validity that the campaign states, or null: the carrier's profile says.</param>
    /// <param name="now">When messages of it go.</param>
    public static SubmitSmFields Of(
        CarrierProfile profile, string sender, SmsEncoding encoding, bool isConcatenated, DateTimeOffset? validUntil, DateTimeOffset now)
    {
        var source = SourceOf(profile, sender);
        return new(sender, source.Ton, source.Npi, profile.ServiceType, profile.Destination.Ton, profile.Destination.Npi,
            Validity(profile, validUntil, now), profile.KeepsPlus ? "+" : "")
        {
            EsmClass = isConcatenated && profile.LongMessage is LongMessage.Udh8 or LongMessage.Udh16 ? UserDataHeaderIndicator : (byte)0,
            ProtocolId = profile.ProtocolId,
            PriorityFlag = profile.Priority,
            RegisteredDelivery = profile.RegisteredDelivery,
            DataCoding = (profile.Flash, encoding) switch
            {
                (FlashMode.CodingGroup or FlashMode.ClassBit, SmsEncoding.Ucs2) => FlashUcs2,
                (FlashMode.CodingGroup, _) => 0xF0,
                (FlashMode.ClassBit, _) => 0x10,
                (_, SmsEncoding.Ucs2) => profile.Ucs2DataCoding,
                _ => profile.GsmDataCoding,
            },
        };
    }

    /// <summary>Whether the fields are others from moment to moment.</summary>
    public static bool DependOnTime(CarrierProfile profile, DateTimeOffset? validUntil) => validUntil is not null
        ? profile.ValidityMax is not null || profile.ValidityFormat == ValidityFormat.Relative
        : profile.Validity is not null && profile.ValidityFormat == ValidityFormat.Absolute;

    /// <summary>TON and NPI of a sender; an empty one is the carrier's to choose.</summary>
    public static AddressKind SourceOf(CarrierProfile profile, string sender)
    {
        if (sender.Length == 0)
            return default;
        if (!sender.All(char.IsAsciiDigit))
            return profile.AlphanumericSource;
        return sender.Length <= MaxShortCodeDigits ? profile.ShortSource : profile.NumberSource;
    }

    /// <summary>validity_period: what the campaign or else the carrier says, no more than the carrier takes.</summary>
    private static string Validity(CarrierProfile profile, DateTimeOffset? validUntil, DateTimeOffset now)
    {
        var most = profile.ValidityMax ?? LongestSpan;
        var span = validUntil is { } until ? until - now : profile.Validity;
        if (span is not { } wanted)
            return "";
        var isCut = wanted > most && (profile.ValidityMax is not null || profile.ValidityFormat == ValidityFormat.Relative);
        var left = isCut ? most : wanted;
        return profile.ValidityFormat switch
        {
            ValidityFormat.Absolute => Absolute(isCut || validUntil is null ? now + left : validUntil.Value),
            ValidityFormat.AsGiven when validUntil is { } end && !isCut => Absolute(end),
            _ => Relative(left),
        };
    }

    /// <summary>YYMMDDhhmmsstnnp in UTC (SMPP 3.4 §7.1.1.1).</summary>
    private static string Absolute(DateTimeOffset end) =>
        end.UtcDateTime.ToString("yyMMddHHmmss'000+'", CultureInfo.InvariantCulture);

    /// <summary>YYMMDDhhmmss000R (SMPP 3.4 §7.1.1.2), in days and below: the length of a month is anybody's guess.</summary>
    private static string Relative(TimeSpan span)
    {
        var validity = span < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : span;
        return $"0000{validity.Days:00}{validity:hhmmss}000R";
    }
}

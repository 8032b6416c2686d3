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

    /// <summary>The fields for one sender and encoding.</summary>
    /// <param name="profile">What the carrier wants.</param>
    /// <param name="sender">Sender ID.</param>
    /// <param name="encoding">Of the text.</param>
    /// <param name="isConcatenated">Whether it is one of several parts.</param>
    /// <param name="validUntil">End of the validity that the campaign states, or null: the carrier's profile says.</param>
    public static SubmitSmFields Of(
        CarrierProfile profile, string sender, SmsEncoding encoding, bool isConcatenated, DateTimeOffset? validUntil = null)
    {
        var source = SourceOf(profile, sender);
        return new(sender, source.Ton, source.Npi, profile.ServiceType, profile.Destination.Ton, profile.Destination.Npi,
            validUntil is { } end ? Absolute(end) : Relative(profile.Validity), profile.KeepsPlus ? "+" : "")
        {
            EsmClass = isConcatenated ? UserDataHeaderIndicator : (byte)0,
            ProtocolId = profile.ProtocolId,
            PriorityFlag = profile.Priority,
            RegisteredDelivery = profile.RegisteredDelivery,
            DataCoding = encoding == SmsEncoding.Ucs2 ? profile.Ucs2DataCoding : profile.GsmDataCoding,
        };
    }

    /// <summary>TON and NPI of a sender; an empty one is the carrier's to choose.</summary>
    public static AddressKind SourceOf(CarrierProfile profile, string sender)
    {
        if (sender.Length == 0)
            return default;
        if (!sender.All(char.IsAsciiDigit))
            return profile.AlphanumericSource;
        return sender.Length <= MaxShortCodeDigits ? profile.ShortSource : profile.NumberSource;
    }

    /// <summary>YYMMDDhhmmsstnnp in UTC (SMPP 3.4 §7.1.1.1).</summary>
    private static string Absolute(DateTimeOffset end) =>
        end.UtcDateTime.ToString("yyMMddHHmmss'000+'", CultureInfo.InvariantCulture);

    /// <summary>YYMMDDhhmmss000R (SMPP 3.4 §7.1.1.2), in days and below: the length of a month is anybody's guess.</summary>
    private static string Relative(TimeSpan? span) => span is { } validity ? $"0000{validity.Days:00}{validity:hhmmss}000R" : "";
}

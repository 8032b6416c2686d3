using System.Text;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Smpp;

namespace SmsWiser.Engine.Carriers;

/// <summary>How a session of a carrier is opened.</summary>
internal static class CarrierLogin
{
    /// <summary>The options of one attempt.</summary>
    /// <param name="carrier">The carrier.</param>
    /// <param name="kind">What the session may do.</param>
    /// <param name="windowSlots">Its window.</param>
    /// <param name="attempt">Failed attempts so far: each next one goes to the next host.</param>
    /// <param name="keys">Opens the password.</param>
    /// <param name="options">The node's own limits.</param>
    public static EsmeOptions Options(
        Carrier carrier, BindKind kind, int windowSlots, int attempt, KeyRing keys, DispatchOptions options)
    {
        var profile = carrier.Profile;
        var host = attempt % (profile.BackupHosts.Count + 1);
        return new()
        {
            Host = host == 0 ? carrier.Host : profile.BackupHosts[host - 1],
            Port = carrier.Port,
            SystemId = carrier.SystemId,
            Password = Encoding.UTF8.GetString(keys.OpenSecret(Carrier.PasswordPlace(carrier.Name), carrier.SealedPassword.Span)),
            SystemType = carrier.SystemType,
            Type = kind switch
            {
                BindKind.Transmitter => BindType.Transmitter,
                BindKind.Receiver => BindType.Receiver,
                _ => BindType.Transceiver,
            },
            WindowSlots = windowSlots,
            InterfaceVersion = profile.InterfaceVersion,
            AddressTon = profile.BindAddress.Ton,
            AddressNpi = profile.BindAddress.Npi,
            AddressRange = profile.AddressRange,
            ConnectTimeout = profile.ConnectTimeout,
            BindTimeout = profile.BindTimeout,
            EnquireLinkInterval = profile.EnquireLink,
            EnquireLinkTimeout = profile.EnquireLinkTimeout,
            ResponseTimeout = profile.ResponseTimeout ?? options.ResponseTimeout,
            InactivityTimeout = profile.Inactivity,
            MaxSubmits = profile.MaxMessagesPerSession,
            Tls = profile.IsEncrypted ? profile.Tls : null,
        };
    }
}

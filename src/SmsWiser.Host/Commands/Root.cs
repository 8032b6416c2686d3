using System.CommandLine;
using SmsWiser.Host.Accounts;
using SmsWiser.Host.Audience;
using SmsWiser.Host.Backups;
using SmsWiser.Host.Campaigns;
using SmsWiser.Host.Carriers;
using SmsWiser.Host.Demo;
using SmsWiser.Host.Dispatch;
using SmsWiser.Host.Grains;
using SmsWiser.Host.Inbound;
using SmsWiser.Host.Serve;
using SmsWiser.Host.Shares;
using SmsWiser.Host.Smsc;

namespace SmsWiser.Host.Commands;

/// <summary>All commands of <c>smswiser</c>.</summary>
internal static class Root
{
    public static RootCommand Create() => new("SmsWiser sends SMS campaigns over SMPP, fast and accountably.")
    {
        DemoCommand.Create(),
        SmscCommand.Create(),
        ServeCommand.Create(),
        AccountsCommand.Create(),
        KeysCommand.Create(),
        CreditsCommand.Create(),
        ListsCommand.Create(),
        LeadsCommand.Create(),
        SegmentsCommand.Create(),
        SharesCommand.Create(),
        CampaignsCommand.Create(),
        CarriersCommand.Create(),
        RoutesCommand.Create(),
        PricesCommand.Create(),
        SendingCommand.Create(),
        OptOutsCommand.Create(),
        InboundCommand.Create(),
        InboundCommand.CreateKeywords(),
        GrainsCommand.Create(),
        BackupCommand.Create(),
        RestoreCommand.Create(),
    };
}

using System.CommandLine;
using System.CommandLine.Invocation;
using SmsWiser.Host.Accounts;
using SmsWiser.Host.Audience;
using SmsWiser.Host.Campaigns;
using SmsWiser.Host.Carriers;
using SmsWiser.Host.Demo;
using SmsWiser.Host.Grains;
using SmsWiser.Host.Serve;
using SmsWiser.Host.Shares;
using SmsWiser.Host.Smsc;

const int badUsage = 2;

var root = new RootCommand("SmsWiser sends SMS campaigns over SMPP, fast and accountably.")
{
    DemoCommand.Create(),
    SmscCommand.Create(),
    ServeCommand.Create(),
    AccountsCommand.Create(),
    ListsCommand.Create(),
    SegmentsCommand.Create(),
    SharesCommand.Create(),
    CampaignsCommand.Create(),
    CarriersCommand.Create(),
    GrainsCommand.Create(),
};
var parsed = root.Parse(args);
if (args.Length > 0 && parsed.Action is ParseErrorAction wrong)
{
    wrong.ShowHelp = false;
    await parsed.InvokeAsync(new InvocationConfiguration { Output = Console.Error });
    await Console.Error.WriteLineAsync("Add --help to see commands and options.");
    return badUsage;
}
var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
return parsed.Errors.Count > 0 ? badUsage : exitCode;

using System.CommandLine;
using SmsWiser.Host.Demo;
using SmsWiser.Host.Smsc;

const int badUsage = 2;

var root = new RootCommand("SmsWiser sends SMS campaigns over SMPP, fast and accountably.")
{
    DemoCommand.Create(),
    SmscCommand.Create(),
};
var parsed = root.Parse(args);
var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
return parsed.Errors.Count > 0 ? badUsage : exitCode;

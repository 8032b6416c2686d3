using System.CommandLine;
using System.CommandLine.Invocation;
using SmsWiser.Host.Commands;

const int badUsage = 2;

var root = Root.Create();
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

using System.Diagnostics;
using System.Globalization;
using SmsWiser.Simulation;
using SmsWiser.Simulation.Time;

// SmsWiser.Simulation [--seed N] [--seeds M] [--mutant NAME]: runs M seeds from N on; with a planted fault only to the first that finds
// it. Ends with 0 when every promise held in each, with 1 when one was broken, with 2 for wrong arguments.
var (first, count, mutant) = (1UL, 1UL, Mutant.None);
for (var i = 0; i < args.Length; i += 2)
{
    var value = i + 1 < args.Length ? args[i + 1] : "";
    var understood = args[i] switch
    {
        "--seed" => ulong.TryParse(value, CultureInfo.InvariantCulture, out first),
        "--seeds" => ulong.TryParse(value, CultureInfo.InvariantCulture, out count) && count > 0,
        "--mutant" => Enum.TryParse(value, out mutant) && Enum.IsDefined(mutant),
        _ => false,
    };
    if (understood)
        continue;
    Console.Error.WriteLine($"'{args[i]} {value}' is not understood. Usage: SmsWiser.Simulation [--seed N] [--seeds M] [--mutant "
        + $"{string.Join('|', Enum.GetNames<Mutant>())}]");
    return 2;
}

Escapes.ParkThePool();
var at = first;
Watchdog.Start(log =>
{
    Console.WriteLine($"seed {at}, FAILED\n  a step does not end");
    Finish(log.Last());
});
var (failed, used) = (0, Process.GetCurrentProcess().TotalProcessorTime);
for (var seed = first; seed < first + count; seed++)
{
    at = seed;
    var result = SeedRun.Run(seed, mutant);
    var verdict = result.Failures.Count == 0 ? "ok" : "FAILED";
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"seed {seed}, hash {result.Hash:x16}, {result.VirtualSeconds:F1} virtual s, {result.Events} events, {verdict}"));
    if (result.Failures.Count == 0)
        continue;
    failed++;
    foreach (var failure in result.Failures)
        Console.WriteLine($"  {failure}");
    Finish(result.Last);
    if (mutant != Mutant.None)
        break;
}
var spent = (Process.GetCurrentProcess().TotalProcessorTime - used).TotalMilliseconds / (at - first + 1);
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"{at - first + 1} seeds, {failed} failed, {spent:F0} ms of processor time a seed"));
return failed == 0 ? 0 : 1;

void Finish(IEnumerable<string> last)
{
    Console.WriteLine("  last events:");
    foreach (var line in last)
        Console.WriteLine($"    {line}");
    Console.WriteLine($"  replay: SmsWiser.Simulation --seed {at}{(mutant == Mutant.None ? "" : $" --mutant {mutant}")}");
}

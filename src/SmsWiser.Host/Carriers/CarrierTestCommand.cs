using System.CommandLine;
using SmsWiser.Contracts;
using SmsWiser.Contracts.Carriers;
using SmsWiser.Host.Commands;

namespace SmsWiser.Host.Carriers;

/// <summary><c>smswiser carriers test</c>.</summary>
internal static class CarrierTestCommand
{
    public static Command Create(Argument<string> name)
    {
        var to = new Option<string>("--to") { Description = "Number to send the message to, in international form.", Required = true };
        var from = new Option<string?>("--from") { Description = "Sender (default: the account's own, set by the carrier)." };
        var wait = new Option<int>("--wait")
        {
            Description = "Seconds to wait for the receipt, 1 to 300.",
            DefaultValueFactory = _ => 30,
        };
        return Verb.Of("test", "Binds, sends one message, waits for its receipt, and says what is wrong and what to change.",
            "carriers test alpha --to +33612345678 --from ShoeShop", [name, to, from, wait],
            async run =>
            {
                var carrier = run.Carrier(run.Get(name));
                await carrier.StartTestAsync(new() { To = run.Get(to)!, From = run.Get(from), ReceiptSeconds = run.Get(wait) });
                run.Screen.Show(await FollowAsync(run, carrier));
            });
    }

    /// <summary>Tells each step as it is done; a failed test is a refusal, so that the exit code tells.</summary>
    private static async Task<IReadOnlyList<CarrierTestStep>> FollowAsync(CommandRun run, ICarrierGrain carrier)
    {
        var known = 0;
        while (true)
        {
            var test = await carrier.TestAsync(known);
            run.Cancellation.ThrowIfCancellationRequested();
            foreach (var step in test.Steps.Skip(known))
                run.Screen.Say($"{step.Step}: {step.Result}");
            known = test.Steps.Count;
            if (test.State == "running")
                continue;
            if (test.State == "passed")
                return test.Steps;
            var failed = test.Steps.First(step => step.Result == "failed");
            throw new RefusedException("carrier_unavailable", $"{failed.Detail} {failed.Advice}");
        }
    }
}

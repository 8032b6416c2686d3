using System.CommandLine;
using SmsWiser.Contracts.Compliance;
using SmsWiser.Host.Commands;

namespace SmsWiser.Host.Inbound;

/// <summary><c>smswiser optouts</c>.</summary>
internal static class OptOutsCommand
{
    private static readonly Argument<string> Number = new("number") { Description = "The person's number, beginning with '+'." };
    private static readonly Option<string?> Sender = new("--sender") { Description = "Only what this sender sends." };
    private static readonly Option<string?> List = new("--list") { Description = "The topic of this own list, whoever sends to it." };
    private static readonly Option<DateTimeOffset?> At = new("--at") { Description = "When the person said so (default: now)." };

    public static Command Create() => Verb.Noun("optouts",
        "Opt-outs: who does not want to be sent to any more. Replies of STOP come here too.",
        Change("add", "Takes a person's opt-out; when this returns, nothing more of it goes on the wire.", isOut: true),
        Change("remove", "Takes a person's fresh consent, which undoes earlier opt-outs of the same scope.", isOut: false),
        Verb.Of("counts", "Shows opt-outs by day, of the account or of the topic of an own list.",
            "optouts counts --list LIST --account 7GKT5V2A", [List],
            run => run.ShowAsync(run.Get(List) is { } list ? run.List(list).OptOutCountsAsync(run.Account)
                : run.AccountGrain.OptOutCountsAsync())),
        PlatformOptOutsCommand.Create());

    private static Command Change(string verb, string what, bool isOut) => Verb.Of(verb, what,
        $"optouts {verb} +33612345678 --list LIST --account 7GKT5V2A", [Number, Sender, List, At], run =>
        {
            if (run.Get(List) is { } list)
            {
                if (run.Get(Sender) is not null)
                    throw new UsageException("give --sender or --list, not both: one scope at a time");
                var topic = run.List(list);
                return isOut ? topic.OptOutAsync(run.Account, run.Get(Number), run.Get(At))
                    : topic.OptInAsync(run.Account, run.Get(Number), run.Get(At));
            }
            var person = new OptOutSpec { Number = run.Get(Number), Sender = run.Get(Sender), At = run.Get(At) };
            return isOut ? run.AccountGrain.OptOutAsync(person) : run.AccountGrain.OptInAsync(person);
        });
}

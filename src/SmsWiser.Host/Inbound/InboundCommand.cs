using System.CommandLine;
using SmsWiser.Host.Commands;

namespace SmsWiser.Host.Inbound;

/// <summary><c>smswiser inbound</c> and <c>smswiser keywords</c>.</summary>
internal static class InboundCommand
{
    public static Command Create()
    {
        var before = new Option<long?>("--before") { Description = "Only messages below this place." };
        var take = new Option<int>("--take") { Description = "Messages to show, 1 to 100.", DefaultValueFactory = _ => 20 };
        return Verb.Noun("inbound", "Messages that people sent.",
            Verb.Of("list", "Shows messages of people on own lists, or on no list, newest first.",
                "inbound list --take 50 --account 7GKT5V2A", [before, take],
                run => run.ShowAsync(run.AccountGrain.InboundAsync(run.Get(before), run.Get(take)))),
            Verb.Of("shared", "Shows how many answered over lists that others share, by kind.", "inbound shared --account B3X9M4QF", [],
                run => run.ShowAsync(run.AccountGrain.InboundOverSharesAsync())));
    }

    public static Command CreateKeywords()
    {
        var word = new Argument<string>("word") { Description = "The word that people send." };
        var answer = new Argument<string>("answer") { Description = "What they are answered." };
        var sender = new Argument<string>("sender") { Description = "Sender ID, a number." };
        var words = new Argument<string[]>("words") { Description = "Words such as END or QUIT; none = all count again." };
        return Verb.Noun("keywords", "Words that are answered by themselves. STOP, START and HELP come with the program.",
            Verb.Of("list", "Shows the account's words.", "keywords list --account 7GKT5V2A", [],
                run => run.ShowAsync(run.AccountGrain.KeywordsAsync())),
            Verb.Of("set", "Sets the answer to a word.", "keywords set HOURS 'Open 9 to 18, Sundays closed.' --account 7GKT5V2A",
                [word, answer], run => run.AccountGrain.SetKeywordAsync(run.Get(word), run.Get(answer))),
            Verb.Of("remove", "Answers a word no more.", "keywords remove HOURS --account 7GKT5V2A", [word],
                run => run.AccountGrain.SetKeywordAsync(run.Get(word), null)),
            Verb.Of("off", "Sets which words of everyday talk one sender does not take as a stop.",
                "keywords off 33700000001 END QUIT --account 7GKT5V2A", [sender, words],
                run => run.AccountGrain.SetSenderWordsOffAsync(run.Get(sender), run.Get(words))));
    }
}

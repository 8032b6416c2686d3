using System.CommandLine;
using System.Globalization;
using SmsWiser.Host.Commands;

namespace SmsWiser.Host.Accounts;

/// <summary><c>smswiser credits</c>. Amounts are typed in units with up to six decimals and kept in micro-units.</summary>
internal static class CreditsCommand
{
    private const decimal Micros = 1_000_000;
    private static readonly Option<int> Skip = new("--skip") { Description = "Rows to pass over." };
    private static readonly Option<int> Take = new("--take") { Description = "Rows to show.", DefaultValueFactory = _ => 50 };

    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "Names the payment or correction: the same id is booked once." };
        var amount = new Argument<decimal>("amount") { Description = "Units of the platform's currency." };
        var reason = new Argument<string>("reason") { Description = "Shown on the statement." };
        var why = new Argument<string>("reason") { Description = "unpaid, spam, unlawful or operator." };
        return Verb.Noun("credits", "Credits: what an account may spend, what was spent, and why.",
            Verb.Of("balance", "Shows where the account stands.", "credits balance --account 7GKT5V2A", [],
                run => run.ShowAsync(run.AccountGrain.BalanceAsync())),
            Verb.Of("statement", "Shows the changes of the balance, newest first.", "credits statement --account 7GKT5V2A", [Skip, Take],
                run => run.ShowAsync(run.AccountGrain.StatementAsync(run.Get(Skip), run.Get(Take)))),
            Verb.Of("holds", "Shows what is set aside for sendouts, and what became of it.", "credits holds --account 7GKT5V2A",
                [Skip, Take], run => run.ShowAsync(run.AccountGrain.HoldsAsync(run.Get(Skip), run.Get(Take)))),
            Verb.Of("top-up", "For the operator: books a payment; sendouts that wait for credits go on.",
                "credits top-up invoice-4711 250.00 --account 7GKT5V2A", [id, amount],
                run => run.ShowAsync(run.AccountGrain.TopUpAsync(run.Get(id), InMicros(run.Get(amount))))),
            Verb.Of("adjust", "For the operator: corrects the balance; a negative amount takes away.",
                "credits adjust ticket-12 --account 7GKT5V2A -- -3.50 'Charged twice'", [id, amount, reason],
                run => run.ShowAsync(run.AccountGrain.AdjustAsync(run.Get(id), InMicros(run.Get(amount)), run.Get(reason)))),
            Terms(),
            Verb.Of("suspend", "For the operator: suspends the account and all below it.", "credits suspend spam --account 7GKT5V2A",
                [why], run => run.ShowAsync(run.AccountGrain.SuspendAsync(run.Get(why)))),
            Verb.Of("lift", "For the operator: ends a suspension; what it had paused goes on.", "credits lift --account 7GKT5V2A", [],
                run => run.ShowAsync(run.AccountGrain.LiftAsync())));
    }

    private static Command Terms()
    {
        var kind = new Argument<string>("kind") { Description = "unbilled, prepaid or invoiced." };
        var parent = new Option<string?>("--parent") { Description = "Client id of the account that answers for this one." };
        var limit = new Option<decimal>("--limit") { Description = "How far an invoiced account may go into debt." };
        var due = new Option<DateTimeOffset?>("--due") { Description = "When an invoiced account's debt must be paid." };
        var low = new Option<decimal>("--low") { Description = "Balance below which the account is given notice." };
        return Verb.Of("terms", "For the operator: agrees how the account pays.",
            "credits terms invoiced --limit 1000 --due 2026-12-31 --account 7GKT5V2A", [kind, parent, limit, due, low],
            run => run.ShowAsync(run.AccountGrain.SetTermsAsync(new()
            {
                Kind = run.Get(kind),
                ParentClientId = run.Get(parent),
                CreditLimitMicros = InMicros(run.Get(limit)),
                DueAt = run.Get(due),
                LowBalanceMicros = InMicros(run.Get(low)),
            })));
    }

    /// <summary>Micro-units of an amount as people write it.</summary>
    /// <exception cref="UsageException">It has more than six decimals.</exception>
    public static long InMicros(decimal units)
    {
        var micros = units * Micros;
        return micros == decimal.Truncate(micros) && Math.Abs(micros) <= long.MaxValue ? (long)micros
            : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{units} has more than six decimals, or is too large"));
    }
}

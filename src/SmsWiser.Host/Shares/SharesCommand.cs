using System.CommandLine;
using System.Globalization;
using SmsWiser.Host.Commands;

namespace SmsWiser.Host.Shares;

/// <summary><c>smswiser shares</c>.</summary>
internal static class SharesCommand
{
    private const int BasisPoints = 100;
    private static readonly Argument<string> Share = new("share") { Description = "Id of the share." };

    public static Command Create()
    {
        var list = new Argument<string>("list") { Description = "Id of the list." };
        var recipient = new Argument<string>("client-id") { Description = "Client id of the account to invite." };
        var profit = new Argument<decimal>("profit") { Description = "The owner's part of the profit in percent, 0 to 100." };
        return Verb.Noun("shares", "Sharing of lists: invitations, and their end.",
            Verb.Of("invite", "Offers an own list to another account.", "shares invite LIST B3X9M4QF 50 --account 7GKT5V2A",
                [list, recipient, profit],
                run => run.ShowAsync(run.List(run.Get(list)).InviteAsync(run.Account, run.Get(recipient), Points(run.Get(profit))))),
            Verb.Of("of", "Shows the shares of an own list.", "shares of LIST --account 7GKT5V2A", [list],
                run => run.ShowAsync(run.List(run.Get(list)).SharesAsync(run.Account))),
            Verb.Of("invitations", "Shows what others have offered to the account.", "shares invitations --account B3X9M4QF", [],
                run => run.ShowAsync(run.AccountGrain.InvitationsAsync())),
            Verb.Of("accept", "Accepts an invitation; the list stands among the account's lists then.",
                "shares accept SHARE --account B3X9M4QF", [Share],
                run => run.ShowAsync(run.Share(run.Get(Share)).AcceptAsync(run.Account))),
            Verb.Of("decline", "Declines an invitation.", "shares decline SHARE --account B3X9M4QF", [Share],
                run => run.ShowAsync(run.Share(run.Get(Share)).DeclineAsync(run.Account))),
            Verb.Of("withdraw", "Takes back an invitation that is not answered.", "shares withdraw SHARE --account 7GKT5V2A", [Share],
                run => run.ShowAsync(run.Share(run.Get(Share)).WithdrawAsync(run.Account))),
            Verb.Of("stop", "Stops a share: when this returns, nothing that relies on it goes on the wire.",
                "shares stop SHARE --account 7GKT5V2A", [Share],
                run => run.ShowAsync(run.Share(run.Get(Share)).StopAsync(run.Account, Guid.NewGuid().ToString("N")))));
    }

    private static int Points(decimal percent)
    {
        var points = percent * BasisPoints;
        return points is >= 0 and <= 100 * BasisPoints && points == decimal.Truncate(points) ? (int)points
            : throw new UsageException(string.Create(CultureInfo.InvariantCulture,
                $"a profit of {percent} % cannot be agreed; give 0 to 100 with two decimals at most"));
    }
}

using System.CommandLine;
using SmsWiser.Contracts.Dispatch;
using SmsWiser.Host.Commands;

namespace SmsWiser.Host.Dispatch;

/// <summary><c>smswiser sending</c>.</summary>
internal static class SendingCommand
{
    private const string Key = "all";
    private static readonly Option<string?> Carrier = new("--carrier") { Description = "Name of the carrier that is meant." };
    private static readonly Option<bool> All = new("--all") { Description = "Everything of every account." };

    public static Command Create()
    {
        var reason = new Option<string>("--reason") { Description = "Why, up to 200 characters; operators see it.", Required = true };
        return Verb.Noun("sending", "Sending: what the operator holds, whoever sends it.",
            Verb.Of("pause", "Holds an account (--account), a carrier or all: when this returns, nothing of it goes on the wire, after a "
                + "restart neither. Answers to people, such as the confirmation of an opt-out, are held with a carrier only; "
                + "routes with another carrier go on through that one.",
                "sending pause --carrier alpha --reason 'their receipts are late'", [Carrier, All, reason],
                run => run.ShowAsync(Grain(run).PauseAsync(Target(run), run.Get(reason)!))),
            Verb.Of("resume", "Ends a pause of an account (--account), a carrier or all, and shows those that are left. What a person "
                + "paused stays paused.",
                "sending resume --account 7GKT5V2A", [Carrier, All], run => run.ShowAsync(Grain(run).ResumeAsync(Target(run)))),
            Verb.Of("show", "Shows what is paused, since when and why.", "sending show", [],
                run => run.ShowAsync(Grain(run).ListAsync())));
    }

    private static ISendingGrain Grain(CommandRun run) => run.Node.Grains.GetGrain<ISendingGrain>(Key);

    /// <summary>What was typed: an account in the environment is who asks, not what is meant.</summary>
    private static PauseTarget Target(CommandRun run)
    {
        var target = new PauseTarget
        {
            ClientId = run.IsTyped(CommonOptions.Account) ? run.Account : null,
            Carrier = run.Get(Carrier),
        };
        var given = (target.ClientId is null ? 0 : 1) + (target.Carrier is null ? 0 : 1) + (run.Get(All) ? 1 : 0);
        return given == 1 ? target : throw new UsageException("what is meant? Give one of --account, --carrier and --all");
    }
}

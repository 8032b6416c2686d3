using System.Text;
using SmsWiser.Contracts.Compliance;
using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine.Campaigns;

namespace SmsWiser.Engine.Compliance;

/// <summary>Opt-outs and consents that accounts enter, within what is theirs: their senders, all they send, the topics of their lists. No
/// answer tells whether somebody had left before. Any thread.</summary>
internal sealed class OptOutCommands(OptOuts optOuts, IOptOutStore store, KeyRing keys, TimeProvider time)
{
    private const int MaxDays = 1_000;

    /// <summary>Takes an opt-out or a consent for what an account sends.</summary>
    /// <exception cref="Contracts.RefusedException"><c>invalid_value</c>.</exception>
    public Task ChangeAsync(Account account, OptOutSpec spec, bool isOut)
    {
        if (spec.Sender is not null)
            SenderId.Check(spec.Sender, overSharedList: false);
        var domain = spec.Sender is null ? OptOutDomain.OfAccount(account.Id) : OptOutDomain.OfSender(account.Id, spec.Sender);
        return ChangeAsync(domain, spec.Number, spec.At, isOut);
    }

    /// <summary>Takes an opt-out or a consent for the topic of a list, for its owner.</summary>
    /// <exception cref="Contracts.RefusedException"><c>invalid_value</c>.</exception>
    public Task ChangeAsync(LeadList list, string number, DateTimeOffset? at, bool isOut) =>
        ChangeAsync(OptOutDomain.OfTopic(list.Id), number, at, isOut);

    /// <summary>Opt-outs from what an account sends, by sender and day, newest first.</summary>
    public async Task<IReadOnlyList<OptOutDayView>> CountAsync(Account account)
    {
        var bySender = await store.CountDaysAsync(OptOutScope.Sender, account.Id.Value, MaxDays, CancellationToken.None);
        var ofAll = await store.CountDaysAsync(OptOutScope.Account, account.Id.Value, MaxDays, CancellationToken.None);
        return [.. bySender.Concat(ofAll).OrderByDescending(day => day.Day).Select(View)];
    }

    /// <summary>Opt-outs from the topic of a list by day, newest first; for its owner.</summary>
    public async Task<IReadOnlyList<OptOutDayView>> CountAsync(LeadList list) =>
        [.. (await store.CountDaysAsync(OptOutScope.Topic, list.Id.Value, MaxDays, CancellationToken.None)).Select(View)];

    private async Task ChangeAsync(OptOutDomain domain, string number, DateTimeOffset? at, bool isOut)
    {
        var digits = ReadNumber(number);
        var now = time.GetUtcNow();
        if (at > now)
            throw Refusal.Invalid("the time lies in the future; give when the person said so");
        using var tags = EngineServices.NumberTagsOf(keys);
        var change = new OptOutChange(domain, (ulong)tags.NumberKey(digits), isOut, at ?? now);
        await optOuts.ChangeAsync([change], OptOutOrigin.Account, CancellationToken.None);
    }

    /// <summary>Digits of a number that was typed.</summary>
    /// <exception cref="Contracts.RefusedException"><c>invalid_value</c>.</exception>
    public static ulong ReadNumber(string number) =>
        PhoneNumbers.TryNormalize(Encoding.UTF8.GetBytes(number), null, out var digits, out var fault) ? digits
            : throw Refusal.Invalid($"the number cannot be used ({fault}); give it in international form, beginning with '+'");

    private static OptOutDayView View(OptOutDay day) => new()
    {
        Scope = day.Domain.Scope switch
        {
            OptOutScope.Sender => "sender",
            OptOutScope.Topic => "topic",
            _ => "account",
        },
        Sender = day.Domain.Scope == OptOutScope.Sender ? day.Domain.Sender : null,
        Day = new(day.Day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
        Outs = day.Outs,
        Ins = day.Ins,
    };
}

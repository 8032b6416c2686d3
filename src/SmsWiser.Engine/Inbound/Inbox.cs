using SmsWiser.Contracts.Inbound;
using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Inbound;
using SmsWiser.Core.Sealing;
using SmsWiser.Core.Shares;
using SmsWiser.Engine.Campaigns;

namespace SmsWiser.Engine.Inbound;

/// <summary>What an account reads of people's messages, and what it answers by itself. Messages about a lead of somebody else's list are
/// the list owner's; the sender learns rounded totals of them. Any thread.</summary>
internal sealed class Inbox(IInboundStore store, KeyRing keys)
{
    private const int MaxRows = 100;
    private const int MaxKeywords = 200;
    private const int MaxWordCharacters = 30;

    /// <summary>Messages for an account, newest first, before a place.</summary>
    /// <exception cref="Contracts.RefusedException"><c>invalid_value</c>.</exception>
    public async Task<IReadOnlyList<InboundRow>> ListAsync(Account account, long? before, int take)
    {
        Refusal.CheckWindow(0, take, MaxRows);
        var rows = await store.ListAsync(account.Id, new(before ?? long.MaxValue), take, CancellationToken.None);
        return [.. rows.Select(View)];
    }

    /// <summary>Messages that answered an account over lists of others, by kind, rounded.</summary>
    public async Task<IReadOnlyDictionary<string, string>> CountOverSharesAsync(Account account)
    {
        var counts = await store.CountOverSharesAsync(account.Id, CancellationToken.None);
        return Enum.GetValues<InboundKind>()
            .ToDictionary(NameOf, kind => RoundedFigure.ForRecipient(counts.GetValueOrDefault(kind)));
    }

    /// <summary>Words that an account answers by itself.</summary>
    public async Task<IReadOnlyList<KeywordView>> KeywordsAsync(Account account)
    {
        var settings = await store.FindSettingsAsync(account.Id, "", CancellationToken.None);
        return [.. settings.Keywords.OrderBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => new KeywordView { Word = one.Key, Answer = one.Value })];
    }

    /// <summary>Sets or, with null, removes an answer.</summary>
    /// <exception cref="Contracts.RefusedException"><c>invalid_value</c>, <c>overloaded</c>.</exception>
    public async Task SetKeywordAsync(Account account, string word, string? answer)
    {
        var normalized = KeywordText.Normalize(word);
        if (normalized.Length is 0 or > MaxWordCharacters)
            throw Refusal.Invalid($"the keyword has {normalized.Length} letters and digits; give 1 to {MaxWordCharacters}");
        var match = Keywords.Shipped.Match(normalized, 0, new HashSet<string>());
        if (match.Kind != InboundKind.Message && normalized is not ("STOP" or "START" or "HELP"))
            throw Refusal.Invalid($"'{normalized}' is understood as {NameOf(match.Kind)}; set the answer to STOP, START or HELP instead");
        if (answer is not null && (string.IsNullOrWhiteSpace(answer) || answer.Length > AnswerText.MaxCharacters))
            throw Refusal.Invalid($"the answer has {answer.Length} characters; give 1 to {AnswerText.MaxCharacters}");
        if (answer is not null && AnswerText.HoldsLink(answer))
            throw Refusal.Invalid("the answer holds a link, which cannot be sent in an answer; name a place or a number instead");
        var settings = await store.FindSettingsAsync(account.Id, "", CancellationToken.None);
        if (answer is not null && settings.Keywords.Count >= MaxKeywords && !settings.Keywords.ContainsKey(normalized))
            throw Refusal.Of(ErrorCode.Overloaded, $"the account has {MaxKeywords} keywords already; that is the most");
        await store.SaveKeywordAsync(account.Id, normalized, answer, CancellationToken.None);
    }

    /// <summary>Sets which words of everyday talk one sender does not take as a stop.</summary>
    /// <exception cref="Contracts.RefusedException"><c>invalid_value</c> for a sender or word that cannot be.</exception>
    public async Task SetSenderWordsOffAsync(Account account, string sender, IReadOnlyList<string> words)
    {
        SenderId.Check(sender, overSharedList: false);
        var normalized = words.Select(KeywordText.Normalize).ToHashSet();
        var known = Keywords.Shipped.Switchable.ToHashSet();
        if (normalized.FirstOrDefault(word => !known.Contains(word)) is { } wrong)
            throw Refusal.Invalid($"'{wrong}' cannot be switched off; these can: {string.Join(", ", known.Order(StringComparer.Ordinal))}");
        await store.SaveSenderAsync(account.Id, sender, normalized, CancellationToken.None);
    }

    private InboundRow View(StoredInbound row)
    {
        var message = row.Message;
        var (source, text) = InboundSeal.Open(keys, message.Id, message.Sealed.Span);
        return new()
        {
            No = message.Id.Value,
            From = source,
            To = message.Destination,
            Text = text,
            Kind = NameOf(message.Kind),
            Word = message.Word,
            NeedsReview = message.Marks.HasFlag(InboundMarks.Review),
            IsPartial = message.Marks.HasFlag(InboundMarks.Partial),
            IsAnswered = row.Replied == ReplyState.Sent,
            At = message.At,
        };
    }

    private static string NameOf(InboundKind kind) => kind switch
    {
        InboundKind.Stop => "stop",
        InboundKind.StopAll => "stop_all",
        InboundKind.Start => "start",
        InboundKind.Help => "help",
        InboundKind.Keyword => "keyword",
        _ => "message",
    };
}

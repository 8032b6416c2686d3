using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Inbound;
using SmsWiser.Core.Accounts;
using SmsWiser.Web.Requests;

namespace SmsWiser.Web.Inbound;

/// <summary>Messages of people, and the words that are answered by themselves.</summary>
internal static class InboundRoutes
{
    public static void Add(ApiRoutes routes)
    {
        var account = routes.Of<IAccountGrain>();
        account.Get("/v1/inbound", ApiScopes.InboundRead, nameof(IAccountGrain.InboundAsync), InboundAsync).Pages();
        account.Get("/v1/inbound/over-shares", ApiScopes.InboundRead | ApiScopes.ReportsRead, nameof(IAccountGrain.InboundOverSharesAsync),
            call => call.Account.InboundOverSharesAsync());
        account.Get("/v1/keywords", ApiScopes.Admin | ApiScopes.InboundRead, nameof(IAccountGrain.KeywordsAsync),
            call => call.PageAsync(call.Account.KeywordsAsync(), keyword => keyword.Word)).Pages();
        account.Do<KeywordAnswer>("PUT", "/v1/keywords/{word}", ApiScopes.Admin, nameof(IAccountGrain.SetKeywordAsync),
            (call, body) => call.Account.SetKeywordAsync(call.Text("word"), body.Answer));
        account.Do("DELETE", "/v1/keywords/{word}", ApiScopes.Admin, nameof(IAccountGrain.SetKeywordAsync),
            call => call.Account.SetKeywordAsync(call.Text("word"), null));
        account.Do<WordsOff>("PUT", "/v1/senders/{sender}/words-off", ApiScopes.Admin, nameof(IAccountGrain.SetSenderWordsOffAsync),
            (call, body) => call.Account.SetSenderWordsOffAsync(call.Text("sender"), body.Words));
    }

    private static async Task<Page<InboundRow>> InboundAsync(ApiCall call)
    {
        var (before, _) = Cursor.Read(call.Query("cursor"));
        var limit = call.Limit();
        var rows = await call.Account.InboundAsync(before == 0 ? null : before, limit);
        return new(rows, rows.Count < limit ? null : Cursor.Write(rows[^1].No));
    }
}

/// <summary>What a word is answered with.</summary>
internal sealed record KeywordAnswer
{
    /// <summary>The text.</summary>
    public required string Answer { get; init; }
}

/// <summary>Words that a sender does not take as a stop.</summary>
internal sealed record WordsOff
{
    /// <summary>The words.</summary>
    public required IReadOnlyList<string> Words { get; init; }
}

using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Audience;
using SmsWiser.Contracts.Compliance;
using SmsWiser.Core.Accounts;
using SmsWiser.Web.Requests;

namespace SmsWiser.Web.Compliance;

/// <summary>Opt-outs and consents: from what the account sends, and from the topics of its lists.</summary>
internal static class OptOutRoutes
{
    private const string Topic = "/v1/lists/{list}";

    public static void Add(ApiRoutes routes)
    {
        var account = routes.Of<IAccountGrain>();
        account.Do<OptOutSpec>("POST", "/v1/opt-outs", ApiScopes.OptOutsWrite, nameof(IAccountGrain.OptOutAsync),
            (call, body) => call.Account.OptOutAsync(body)).Urgent();
        account.Do<OptOutSpec>("POST", "/v1/opt-ins", ApiScopes.OptOutsWrite, nameof(IAccountGrain.OptInAsync),
            (call, body) => call.Account.OptInAsync(body));
        account.Get("/v1/opt-outs/counts", ApiScopes.ReportsRead, nameof(IAccountGrain.OptOutCountsAsync),
            call => call.PageAsync(call.Account.OptOutCountsAsync(), IdOf)).Pages();
        var list = routes.Of<ILeadListGrain>();
        list.Do<TopicPerson>("POST", Topic + "/opt-outs", ApiScopes.OptOutsWrite, nameof(ILeadListGrain.OptOutAsync),
            (call, body) => call.List.OptOutAsync(call.Actor, body.Number, body.At)).Urgent();
        list.Do<TopicPerson>("POST", Topic + "/opt-ins", ApiScopes.OptOutsWrite, nameof(ILeadListGrain.OptInAsync),
            (call, body) => call.List.OptInAsync(call.Actor, body.Number, body.At));
        list.Get(Topic + "/opt-outs/counts", ApiScopes.ReportsRead, nameof(ILeadListGrain.OptOutCountsAsync),
            call => call.PageAsync(call.List.OptOutCountsAsync(call.Actor), IdOf)).Pages();
    }

    private static string IdOf(OptOutDayView day) => $"{day.Scope} {day.Sender} {day.Day.ToUnixTimeSeconds()}";
}

/// <summary>A person who leaves the topic of a list, or comes back to it.</summary>
internal sealed record TopicPerson
{
    /// <summary>Number in international form.</summary>
    public required string Number { get; init; }

    /// <summary>When they said so; null = now.</summary>
    public DateTimeOffset? At { get; init; }
}

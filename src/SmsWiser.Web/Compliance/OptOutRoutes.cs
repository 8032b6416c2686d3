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
    private const string Platform = "/v1/platform/opt-outs";

    public static void Add(ApiRoutes routes)
    {
        var account = routes.Of<IAccountGrain>();
        account.Do<OptOutSpec>("POST", "/v1/opt-outs", ApiScopes.OptOutsWrite, nameof(IAccountGrain.OptOutAsync),
            (call, body) => call.Account.OptOutAsync(body)).Urgent();
        account.Do<OptOutSpec>("POST", "/v1/opt-ins", ApiScopes.OptOutsWrite, nameof(IAccountGrain.OptInAsync),
            (call, body) => call.Account.OptInAsync(body));
        account.Get("/v1/opt-outs/counts", ApiScopes.ReportsRead, nameof(IAccountGrain.OptOutCountsAsync),
            call => call.PageAsync(call.Account.OptOutCountsAsync(), IdOf)).Pages();
        var platform = routes.Of<IOptOutsGrain>();
        platform.Do<PlatformPerson>("POST", Platform, ApiScopes.Operator, nameof(IOptOutsGrain.AddAsync),
            (call, body) => All(call).AddAsync(body.Number)).Urgent();
        platform.Do<Removal>("POST", Platform + "/remove", ApiScopes.Operator, nameof(IOptOutsGrain.RemoveAsync),
            (call, body) => All(call).RemoveAsync(body.Number, body.Reason));
        platform.Post(Platform + "/rows", ApiScopes.Operator, nameof(IOptOutsGrain.ImportAsync), async (ApiCall call, PlatformRows body) =>
            new RowFaults(await All(call).ImportAsync(body.Rows, body.Country))).Urgent();
        var list = routes.Of<ILeadListGrain>();
        list.Do<TopicPerson>("POST", Topic + "/opt-outs", ApiScopes.OptOutsWrite, nameof(ILeadListGrain.OptOutAsync),
            (call, body) => call.List.OptOutAsync(call.Actor, body.Number, body.At)).Urgent();
        list.Do<TopicPerson>("POST", Topic + "/opt-ins", ApiScopes.OptOutsWrite, nameof(ILeadListGrain.OptInAsync),
            (call, body) => call.List.OptInAsync(call.Actor, body.Number, body.At));
        list.Get(Topic + "/opt-outs/counts", ApiScopes.ReportsRead, nameof(ILeadListGrain.OptOutCountsAsync),
            call => call.PageAsync(call.List.OptOutCountsAsync(call.Actor), IdOf)).Pages();
    }

    private static IOptOutsGrain All(ApiCall call) => call.Parts.Grains.GetGrain<IOptOutsGrain>("all");

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

/// <summary>A person who leaves the whole platform.</summary>
internal record PlatformPerson
{
    /// <summary>Number in international form.</summary>
    public required string Number { get; init; }
}

/// <summary>An opt-out from the whole platform that is undone.</summary>
internal sealed record Removal : PlatformPerson
{
    /// <summary>Why, 1 to 200 characters; kept.</summary>
    public required string Reason { get; init; }
}

/// <summary>Rows of a file of people who leave the whole platform.</summary>
internal sealed record PlatformRows
{
    /// <summary>At most 256.</summary>
    public required IReadOnlyList<OptOutRow> Rows { get; init; }

    /// <summary>Country of numbers without a country code, as <c>FR</c>; null = none.</summary>
    public string? Country { get; init; }
}

/// <summary>The rows that could not be used; all others were taken.</summary>
/// <param name="Items">These rows.</param>
internal sealed record RowFaults(IReadOnlyList<OptOutFault> Items);

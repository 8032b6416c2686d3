using System.Globalization;
using Microsoft.AspNetCore.Http;
using SmsWiser.Contracts;
using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Audience;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Contracts.Carriers;
using SmsWiser.Contracts.Shares;
using SmsWiser.Core.Chance;
using SmsWiser.Web.Audience;

namespace SmsWiser.Web.Requests;

/// <summary>One admitted request: who asks, of what, and the grains it may reach. An id in the path that cannot be one is not found, before
/// any grain is called.</summary>
internal sealed class ApiCall(HttpContext http, HttpOptions options, NodeParts parts, ApiKeyHolder holder)
{
    private const int MaxItems = 100;
    private const int UsualItems = 50;

    public HttpContext Http => http;

    public NodeParts Parts => parts;

    public HttpOptions Options => options;

    public ApiKeyHolder Holder => holder;

    public CancellationToken Cancellation => http.RequestAborted;

    /// <summary>The file that came, where the route takes one.</summary>
    public SpooledFile? Upload { get; set; }

    /// <summary>Client id of the account that asks.</summary>
    public string Actor => holder.ClientId ?? throw new InvalidOperationException("a route of accounts was opened to the operator");

    public IAccountGrain Account => parts.Grains.GetGrain<IAccountGrain>(Actor);

    /// <summary>For the operator: the account that the path names.</summary>
    public IAccountGrain NamedAccount => parts.Grains.GetGrain<IAccountGrain>(NamedClientId);

    public string NamedClientId => Text("account") is var typed && PublicId.NormalizeClientId(typed) == typed
        ? typed : throw ProblemException.NotFound("account");

    public ILeadListGrain List => parts.Grains.GetGrain<ILeadListGrain>(Id("list"));

    public IShareGrantGrain Share => parts.Grains.GetGrain<IShareGrantGrain>(Id("share"));

    public ICampaignGrain Campaign => parts.Grains.GetGrain<ICampaignGrain>(Id("campaign"));

    public ICarrierGrain Carrier => parts.Grains.GetGrain<ICarrierGrain>(Text("carrier"));

    public IRoutesGrain Routes => parts.Grains.GetGrain<IRoutesGrain>("all");

    public IApiKeysGrain Keys => parts.Grains.GetGrain<IApiKeysGrain>(Actor);

    /// <summary>A part of the path.</summary>
    public string Text(string name) => (string)http.Request.RouteValues[name]!;

    /// <summary>A public id in the path.</summary>
    public string Id(string name) => Text(name) is var id && PublicId.Is(id) ? id : throw ProblemException.NotFound(name);

    /// <summary>What stands behind the question mark under that name, or null.</summary>
    public string? Query(string name) => http.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;

    /// <summary>Whether a switch is on.</summary>
    public bool IsOn(string name) => Query(name) switch
    {
        null or "false" => false,
        "true" or "" => true,
        _ => throw ProblemException.Invalid(name, "cannot be read; give true or false"),
    };

    /// <summary>A date behind the question mark.</summary>
    public DateOnly Date(string name) =>
        DateOnly.TryParseExact(Query(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date : throw ProblemException.Invalid(name, "is required; give a date, as 2026-12-01");

    /// <summary>A page of a list that is asked from a place on.</summary>
    public async Task<Page<T>> WindowAsync<T>(Func<int, int, Task<IReadOnlyList<T>>> read)
    {
        var (place, _) = Cursor.Read(Query("cursor"));
        if (place > int.MaxValue)
            throw ProblemException.Invalid("cursor", "leads behind the end");
        var limit = Limit();
        var items = await read((int)place, limit);
        return new(items, items.Count < limit ? null : Cursor.Write(place + items.Count));
    }

    /// <summary>A page of a whole list. The cursor names the last item seen, so that new ones in front shift nothing.</summary>
    public async Task<Page<T>> PageAsync<T>(Task<IReadOnlyList<T>> all, Func<T, string> idOf)
    {
        var (place, last) = Cursor.Read(Query("cursor"));
        var limit = Limit();
        var items = await all;
        var seen = last.Length == 0 ? -1 : items.ToList().FindIndex(item => idOf(item) == last);
        var from = seen >= 0 ? seen + 1 : (int)Math.Min(place, items.Count);
        T[] page = [.. items.Skip(from).Take(limit)];
        return new(page, from + page.Length < items.Count ? Cursor.Write(from + page.Length, idOf(page[^1])) : null);
    }

    /// <summary>Items of a page.</summary>
    public int Limit() => Query("limit") is not { } typed ? UsualItems
        : int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxItems ? limit
        : throw ProblemException.Invalid("limit", $"cannot be used; give 1 to {MaxItems}");

    /// <summary>Asks again whether what the path names is still for the one who asks, before an old answer is given once more.</summary>
    public async Task CheckAuthorityAsync()
    {
        var values = http.Request.RouteValues;
        if (holder.ClientId is null)
            return;
        if (values.ContainsKey("list"))
            await EitherAsync(() => List.GetAsync(Actor), () => List.GetSharedAsync(Actor));
        else if (values.ContainsKey("share"))
            await EitherAsync(() => Share.GetAsync(Actor), () => Share.GetSharedAsync(Actor));
        else if (values.ContainsKey("campaign"))
            await Campaign.GetAsync(Actor);
    }

    private static async Task EitherAsync(Func<Task> asOwner, Func<Task> asRecipient)
    {
        try
        {
            await asOwner();
        }
        catch (RefusedException refused) when (refused.Code == "not_found")
        {
            await asRecipient();
        }
    }
}

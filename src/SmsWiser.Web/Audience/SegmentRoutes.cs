using SmsWiser.Contracts.Audience;
using SmsWiser.Core.Accounts;
using SmsWiser.Web.Requests;

namespace SmsWiser.Web.Audience;

/// <summary>Saved segments, of owners and recipients alike.</summary>
internal static class SegmentRoutes
{
    private const string Segments = "/v1/lists/{list}/segments";

    public static void Add(ApiRoutes routes)
    {
        var list = routes.Of<ILeadListGrain>();
        list.Get(Segments, ApiScopes.ListsRead, nameof(ILeadListGrain.SegmentsAsync),
            call => call.PageAsync(call.List.SegmentsAsync(call.Actor), segment => segment.Id)).Pages();
        list.Post(Segments, ApiScopes.ListsWrite, nameof(ILeadListGrain.SaveSegmentAsync),
            (ApiCall call, SegmentText body) => call.List.SaveSegmentAsync(call.Actor, body.Name, body.Filter)).Creates();
        list.Change("PUT", Segments + "/{segment}", ApiScopes.ListsWrite, nameof(ILeadListGrain.ChangeSegmentAsync),
            (ApiCall call, SegmentText body) => call.List.ChangeSegmentAsync(call.Actor, call.Id("segment"), body.Name, body.Filter));
        list.Do("DELETE", Segments + "/{segment}", ApiScopes.ListsWrite, nameof(ILeadListGrain.RemoveSegmentAsync),
            call => call.List.RemoveSegmentAsync(call.Actor, call.Id("segment")));
    }
}

/// <summary>A segment to save.</summary>
internal sealed record SegmentText
{
    /// <summary>1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Filter text, as <c>spent &gt; 100 and city = "Lyon"</c>.</summary>
    public required string Filter { get; init; }
}

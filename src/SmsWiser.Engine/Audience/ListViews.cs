using SmsWiser.Contracts.Audience;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Shares;

namespace SmsWiser.Engine.Audience;

/// <summary>Turns lists into what their owner and what a recipient may see.</summary>
internal static class ListViews
{
    public static OwnerListView ForOwner(LeadList list) =>
        new() { Id = list.PublicId, Name = list.Name, Leads = list.Leads, Fields = Fields(list) };

    public static RecipientListView ForRecipient(LeadList list, ShareGrant grant, Account owner) => new()
    {
        Id = list.PublicId,
        ShareId = grant.PublicId,
        Name = list.Name,
        Owner = owner.Name,
        RoundedSize = RoundedFigure.ForRecipient(list.Leads),
        Fields = Fields(list),
    };

    public static SegmentView Of(Segment segment) => new() { Id = segment.PublicId, Name = segment.Name, Filter = segment.Filter };

    public static ImportView Of(ImportRun run) => new()
    {
        Id = run.PublicId,
        State = run.State switch { ImportState.Running => "running", ImportState.Done => "done", _ => "failed" },
        Rows = run.Counts.Rows,
        Created = run.Counts.Created,
        Updated = run.Counts.Updated,
        Unchanged = run.Counts.Unchanged,
        Rejected = run.Counts.Rejected,
        Error = run.Error,
    };

    /// <summary>An import that waits for its turn.</summary>
    public static ImportView Waiting(string importId) =>
        new() { Id = importId, State = "running", Rows = 0, Created = 0, Updated = 0, Unchanged = 0, Rejected = 0 };

    private static IReadOnlyList<FieldView> Fields(LeadList list) =>
        [.. list.Fields.Select(field => new FieldView { Name = field.Name, Type = TypeName(field.Type) })];

    private static string TypeName(FieldType type) =>
        type switch { FieldType.Number => "number", FieldType.Date => "date", _ => "text" };
}

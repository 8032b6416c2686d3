using SmsWiser.Contracts.Audience;
using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Shares;

namespace SmsWiser.Engine.Audience;

/// <summary>Turns lists into what their owner and what a recipient may see.</summary>
internal static class ListViews
{
    public static OwnerListView ForOwner(LeadList list) =>
        new()
        {
            Id = list.PublicId,
            Name = list.Name,
            Leads = list.Leads,
            Fields = Fields(list),
            PublicName = list.PublicName,
            Description = list.Description,
            IsArchived = list.ArchivedAt is not null,
            RequiresConsent = list.RequiresConsent,
            WorkingSets = [.. list.WorkingSets.Select(set => new WorkingSetView { Name = set.Name, CreatedAt = set.CreatedAt })],
        };

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
        Removed = run.Counts.Removed,
        KeptLeft = run.Counts.KeptLeft,
        Incomplete = run.Counts.Incomplete,
        Error = run.Error,
    };

    public static ListJobView Of(ListJob job) => new()
    {
        Id = job.Id,
        State = State(job),
        Total = job.Total,
        Walked = job.Walked,
        Leads = job.Result,
        Error = job.IsDone ? job.Error : null,
    };

    /// <summary>A count for a recipient.</summary>
    /// <exception cref="Contracts.RefusedException"><c>below_threshold</c>.</exception>
    public static RecipientCountView ForRecipient(ListJob job)
    {
        var isDone = job.IsDone && job.Error is null;
        if (isDone && job.Result < RoundedFigure.RecipientFloor)
            throw Refusal.Of(
                ErrorCode.BelowThreshold,
                $"fewer than {RoundedFigure.RecipientFloor} leads (<{RoundedFigure.RecipientFloor}): over a shared list smaller figures "
                + "are not shown and cannot be targeted by a filter; widen it");
        return new() { Id = job.Id, State = State(job), RoundedLeads = isDone ? RoundedFigure.ForRecipient(job.Result) : null };
    }

    public static ErasureView Of(ListErasure erasure, ErasureProof proof) => new()
    {
        ListId = erasure.PublicId,
        Leads = proof.Leads,
        CreatedAt = proof.CreatedAt,
        ErasedAt = erasure.ErasedAt,
        PagesGoneAt = erasure.PagesGoneAt,
    };

    public static GrowthView Of(ListGrowth growth) => new()
    {
        SizeAtStart = growth.SizeAtStart,
        Rate = growth.Rate,
        Days =
        [
            .. growth.Days.Select(day => new GrowthDayView
            {
                Day = day.Day,
                Joined = day.Joined,
                Updated = day.Updated,
                Removed = day.Removed,
                OptedOut = day.OptedOut,
                Size = day.Size,
            }),
        ],
    };

    private static string State(ListJob job) => !job.IsDone ? "running" : job.Error is null ? "done" : "failed";

    /// <summary>An import that waits for its turn.</summary>
    public static ImportView Waiting(string importId) =>
        new() { Id = importId, State = "running", Rows = 0, Created = 0, Updated = 0, Unchanged = 0, Rejected = 0 };

    private static IReadOnlyList<FieldView> Fields(LeadList list) =>
        [.. list.Fields.Select(field => new FieldView { Name = field.Name, Type = TypeName(field.Type) })];

    private static string TypeName(FieldType type) =>
        type switch { FieldType.Number => "number", FieldType.Date => "date", _ => "text" };
}

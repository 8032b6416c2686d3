using SmsWiser.Core;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Inbound;
using SmsWiser.Storage.Compliance;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Inbound;

/// <summary>Rows of messages and their parts. Used inside transactions of the writer.</summary>
internal static class InboundRows
{
    private const int Unresolved = 1;
    private const int Resolved = 2;
    private static readonly TimeSpan ReplyPause = TimeSpan.FromHours(1);

    public static InboundCommit Add(Database db, InboundBatch batch, TimeSpan window)
    {
        foreach (var key in batch.Joined)
            Bind(db.Get("Inbound/drop_parts"), key).Execute();
        foreach (var part in batch.Parts)
            Bind(db.Get("Inbound/add_part"), part.Key).Bind(part.No).Bind(part.Sealed.Span).Bind(part.At).Execute();
        var repeated = 0;
        var added = new List<InboundWish>();
        foreach (var wish in batch.Messages)
        {
            if (IsCopy(db, wish.Message, window))
                repeated++;
            else
                added.Add(wish);
        }
        var optOuts = OptOutRows.Change(db, [.. added.SelectMany(wish => wish.Changes)], OptOutOrigin.Message);
        return new(repeated, optOuts, added.Count(wish => MakeReplyDue(db, wish, optOuts)));
    }

    public static OptOutCommit Resolve(Database db, IReadOnlyList<InboundOrigin> found)
    {
        var changes = new List<OptOutChange>();
        foreach (var origin in found)
        {
            var message = origin.Message;
            var reader = origin.Owner.Value == 0 ? origin.Account : origin.Owner;
            var isFirst = db.Get("Inbound/resolve").Bind(message.Id.Value).Bind(origin.Account.Value).Bind(origin.Owner.Value)
                .Bind(origin.List.Value).Bind(origin.Sendout.Value).Bind(reader.Value).Execute() == 1;
            if (!isFirst)
                continue;
            if (message.Kind is InboundKind.Stop or InboundKind.StopAll && origin.List.Value != 0)
                changes.Add(new(OptOutDomain.OfTopic(origin.List), message.NumberKey, IsOut: true, message.At));
            if (message.Kind == InboundKind.Start)
                changes.AddRange(LeftTopics(db, message).Select(list =>
                    new OptOutChange(OptOutDomain.OfTopic(list), message.NumberKey, IsOut: false, message.At)));
        }
        return OptOutRows.Change(db, changes, OptOutOrigin.Message);
    }

    public static InboundMessage Map(Statement row) =>
        new(new(row.Long(0)), new(row.Long(1)), row.Text(2), unchecked((ulong)row.Long(3)), unchecked((ulong)row.Long(4)),
            (InboundKind)row.Int(5), row.TextOrNull(6), (InboundMarks)row.Int(7), new(row.Long(8)), row.TextOrNull(9),
            row.Blob(10).ToArray(), row.Time(11));

    private static bool IsCopy(Database db, InboundMessage message, TimeSpan window)
    {
        if (db.Get("Inbound/find_copy").Bind(unchecked((long)message.Fingerprint)).Bind(message.At - window).Scalar() is { } earlier)
        {
            db.Get("Inbound/count_copy").Bind(earlier).Execute();
            return true;
        }
        var state = message.Marks.HasFlag(InboundMarks.NoNumber) ? Resolved : Unresolved;
        db.Get("Inbound/add_inbound").Bind(message.Id.Value).Bind(message.Carrier.Value).Bind(message.Destination)
            .Bind(unchecked((long)message.NumberKey)).Bind(unchecked((long)message.Fingerprint)).Bind((long)message.Kind)
            .Bind(message.Word).Bind((long)message.Marks).Bind(message.Account.Value).Bind(message.Reply).Bind(message.Sealed.Span)
            .Bind(message.At).Bind(state).Execute();
        return false;
    }

    private static bool MakeReplyDue(Database db, InboundWish wish, OptOutCommit optOuts)
    {
        var message = wish.Message;
        if (message.Reply is null || message.NumberKey == 0)
            return false;
        if (message.Kind is InboundKind.Stop or InboundKind.StopAll or InboundKind.Start && !optOuts.Changed.Any(wish.Changes.Contains))
            return false;
        if (db.Get("Inbound/find_recent_reply").Bind(unchecked((long)message.NumberKey)).Bind(message.Destination)
            .Bind(message.At - ReplyPause).Bind((long)message.Kind).Bind(message.Word ?? "").Scalar() is not null)
            return false;
        return db.Get("Inbound/set_reply_state").Bind(message.Id.Value).Bind((long)ReplyState.None).Bind((long)ReplyState.Due)
            .Execute() == 1;
    }

    private static List<ListId> LeftTopics(Database db, InboundMessage message) =>
        db.Get("Inbound/list_left_topics").Bind(unchecked((long)message.NumberKey)).Bind(message.Destination)
            .All(row => new ListId(row.Long(0)));

    private static Statement Bind(Statement statement, InboundPartsKey key) =>
        statement.Bind(key.Carrier.Value).Bind(unchecked((long)key.NumberKey)).Bind(key.Destination).Bind(key.Reference).Bind(key.Total);
}

using System.CommandLine;
using SmsWiser.Host.Commands;

namespace SmsWiser.Host.Audience;

/// <summary><c>smswiser segments</c>.</summary>
internal static class SegmentsCommand
{
    public static Command Create()
    {
        var list = new Argument<string>("list") { Description = "Id of the list." };
        var segment = new Argument<string>("segment") { Description = "Id of the segment." };
        var name = new Argument<string>("name") { Description = "Name of the segment." };
        var filter = new Argument<string>("filter") { Description = "Which leads, for example 'spent > 100 and city = \"Lyon\"'." };
        return Verb.Noun("segments", "Segments: saved filters over a list.",
            Verb.Of("save", "Saves a filter over an own or shared list.",
                "segments save LIST 'Big spenders' 'spent > 100' --account 7GKT5V2A", [list, name, filter],
                run => run.ShowAsync(run.List(run.Get(list)).SaveSegmentAsync(run.Account, run.Get(name), run.Get(filter)))),
            Verb.Of("change", "Gives a segment another name and filter; campaigns keep the one they were made with.",
                "segments change LIST SEGMENT 'Big spenders' 'spent > 200' --account 7GKT5V2A", [list, segment, name, filter],
                run => run.ShowAsync(run.List(run.Get(list)).ChangeSegmentAsync(run.Account, run.Get(segment), run.Get(name),
                    run.Get(filter)))),
            Verb.Of("remove", "Removes a segment.", "segments remove LIST SEGMENT --account 7GKT5V2A", [list, segment],
                run => run.List(run.Get(list)).RemoveSegmentAsync(run.Account, run.Get(segment))),
            Verb.Of("show", "Shows the account's segments of a list.", "segments show LIST --account 7GKT5V2A", [list],
                run => run.ShowAsync(run.List(run.Get(list)).SegmentsAsync(run.Account))));
    }
}

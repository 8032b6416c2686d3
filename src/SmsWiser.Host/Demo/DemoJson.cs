using System.Text.Json;
using SmsWiser.Core.Dispatch;

namespace SmsWiser.Host.Demo;

/// <summary>The last line of a run with <c>--json</c>.</summary>
internal static class DemoJson
{
    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static string Line(DemoResult result)
    {
        var fields = new Dictionary<string, object> { ["planned"] = result.Totals.Planned };
        for (var outcome = Outcome.Open; outcome <= Outcome.Cancelled; outcome++)
            fields[JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.ToString())] = result.Totals.Outcomes[outcome];
        fields["parts_submitted"] = result.Totals.PartsSubmitted;
        fields["seconds"] = Math.Round(result.Seconds, 3);
        fields["messages_per_second"] = Math.Round(result.MessagesPerSecond, 1);
        if (result.Stop is { } stop)
        {
            fields["stop_share"] = new
            {
                stop.CalledNs,
                stop.ReturnedNs,
                stop.Receipt.Basis,
                stop.Receipt.OnWireBefore,
                stop.Receipt.Withheld,
            };
        }
        return JsonSerializer.Serialize(fields, Snake);
    }
}

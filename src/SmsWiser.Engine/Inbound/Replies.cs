using SmsWiser.Core.Inbound;

namespace SmsWiser.Engine.Inbound;

/// <summary>What messages are answered by themselves. An account sets its own words for STOP, START and HELP as answers to these
/// keywords.</summary>
internal static class Replies
{
    private const string Stop = "STOP";
    private const string Start = "START";
    private const string Help = "HELP";

    /// <summary>The answer to a message, or null.</summary>
    public static string? To(in KeywordMatch match, InboundSettings settings, string sender) => match.Kind switch
    {
        InboundKind.Stop => Set(settings, Stop) ?? $"You will get no more messages from {sender}. Reply START to get them again.",
        InboundKind.StopAll => Set(settings, Stop) ?? "You will get no more messages from us.",
        InboundKind.Start => Set(settings, Start) ?? $"You will get messages from {sender} again. Reply STOP to end them.",
        InboundKind.Help => Set(settings, Help) ?? $"This is {sender}. Reply STOP to get no more messages.",
        InboundKind.Keyword => settings.Keywords[match.Word!],
        _ => null,
    };

    private static string? Set(InboundSettings settings, string keyword) => settings.Keywords.GetValueOrDefault(keyword);
}

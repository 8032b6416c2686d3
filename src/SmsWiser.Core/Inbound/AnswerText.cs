using SmsWiser.Core.Campaigns;

namespace SmsWiser.Core.Inbound;

/// <summary>Rules for the answers that an account sets. Any thread.</summary>
public static class AnswerText
{
    /// <summary>Most characters of an answer: about three parts.</summary>
    public const int MaxCharacters = 480;

    /// <summary>True when the text holds a link: answers travel as a lead's value, and links in values are withheld.</summary>
    public static bool HoldsLink(string text) => LinkScanner.TryFind(text, 0, out _, out _);
}

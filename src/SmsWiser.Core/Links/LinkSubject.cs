namespace SmsWiser.Core.Links;

/// <summary>What a short link of a message speaks of.</summary>
/// <param name="Sendout">The sendout of the message; below 2^38.</param>
/// <param name="Target">Which target of its campaign the lead is of, from 0; below 128.</param>
/// <param name="LeadNo">The lead's number in the target's list.</param>
/// <param name="Link">Which link of the text: <see cref="OptOut"/>, or 1 to 31 for others.</param>
public readonly record struct LinkSubject(SendoutId Sendout, int Target, uint LeadNo, int Link)
{
    /// <summary>The link by which a person leaves.</summary>
    public const int OptOut = 0;
}

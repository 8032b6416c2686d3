namespace SmsWiser.Core.Audience;

/// <summary>A file that was imported into a topic list for one purpose. Its leads are leads of the topic, which is what they leave; the
/// set only tells which ones the file named. It never becomes a list.</summary>
/// <param name="No">Number within the list, from 1, never used again.</param>
/// <param name="Name">Name within the list, 1 to 100 characters.</param>
/// <param name="CreatedAt">When it was first imported, UTC.</param>
public sealed record WorkingSet(int No, string Name, DateTimeOffset CreatedAt)
{
    /// <summary>Most working sets a list may have; each lead keeps 2 octets for each set it is in.</summary>
    public const int MaxPerList = 200;
}

namespace SmsWiser.Core.Campaigns;

/// <summary>What came of rendering a template for one lead.</summary>
public enum RenderResult : byte
{
    /// <summary>The text is in the buffer.</summary>
    Rendered = 0,

    /// <summary>
    /// A value of the lead makes or lengthens a link (shared lists only): the lead is suppressed with the reason "content".
    /// </summary>
    LinkInValue = 1,

    /// <summary>The text does not fit the buffer, or is one of over 4,096 characters for a shared list.</summary>
    TooLong = 2,
}

namespace SmsWiser.Core.Audience;

/// <summary>Where a lead lies and what its record holds.</summary>
/// <param name="PageNo">Page of its list.</param>
/// <param name="Index">Place in the page.</param>
/// <param name="Number">E.164 digits.</param>
/// <param name="Record">Its record, as <see cref="LeadRecord"/> wrote it; personal data in clear.</param>
public sealed record LeadPlace(int PageNo, int Index, ulong Number, ReadOnlyMemory<byte> Record)
{
    /// <summary>Number of the lead in its list.</summary>
    public uint LeadNo => ((uint)PageNo * PageWriter.MaxLeads) + (uint)Index;
}

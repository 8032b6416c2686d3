namespace SmsWiser.Core.Audience;

/// <summary>A source of one row. One owner.</summary>
internal sealed class OneLead(ulong number, ReadOnlyMemory<byte> record) : ILeadSource
{
    private bool isRead;

    public long RowNo => 1;

    public ulong Number => number;

    public ReadOnlySpan<byte> Record => record.Span;

    public LeadFlags Flags => LeadFlags.New;

    public LeadConsent Consent => default;

    public long Incomplete => 0;

    public string FaultColumn => "";

    public string Fault => "";

    public long Position => isRead ? 1 : 0;

    public SourceRow Read()
    {
        if (isRead)
            return SourceRow.End;
        isRead = true;
        return SourceRow.Lead;
    }

    public ValueTask FillAsync(CancellationToken cancellation) => default;
}

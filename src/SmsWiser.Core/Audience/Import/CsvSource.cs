namespace SmsWiser.Core.Audience;

/// <summary>The rows of a delimited file. One owner.</summary>
/// <param name="reader">Reads the file.</param>
/// <param name="plan">What its columns are.</param>
/// <param name="home">Country of national numbers.</param>
/// <param name="workingSet">Working set that its leads are marked with; 0 = none.</param>
/// <param name="now">When it is read, in seconds since 1970, UTC.</param>
internal sealed class CsvSource(CsvReader reader, ImportPlan plan, Country? home, int workingSet, long now) : ILeadSource
{
    private readonly RowReader row = new(reader, plan, home, workingSet, now);

    public long RowNo => reader.RowNo;

    public ulong Number => row.Number;

    public ReadOnlySpan<byte> Record => row.Record;

    public LeadFlags Flags => LeadFlags.New with { Consent = (byte)row.Consent.State };

    public LeadConsent Consent => row.Consent;

    public long Incomplete => row.Incomplete;

    public string FaultColumn { get; private set; } = "";

    public string Fault { get; private set; } = "";

    public long Position => reader.BytesRead;

    public SourceRow Read()
    {
        while (true)
        {
            switch (reader.Read())
            {
                case CsvRow.Row:
                    if (row.TryRead(out var column, out var reason))
                        return SourceRow.Lead;
                    (FaultColumn, Fault) = (column, reason);
                    return SourceRow.Bad;
                case CsvRow.Bad:
                    (FaultColumn, Fault) = ("", reader.Fault);
                    return SourceRow.Bad;
                case CsvRow.NotUtf8:
                    throw ImportSample.NotUtf8(reader.RowNo);
                case CsvRow.More:
                    return SourceRow.More;
                case CsvRow.End:
                    return SourceRow.End;
            }
        }
    }

    public ValueTask FillAsync(CancellationToken cancellation) => reader.FillAsync(cancellation);
}

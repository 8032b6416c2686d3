using SmsWiser.Core.Compliance;

namespace SmsWiser.Core.Audience;

/// <summary>The fields of one list as numbers of another's. Fields are the same by their names, in any case.</summary>
/// <param name="From">Number in the list read, in order of the target's numbers.</param>
/// <param name="To">Number in the target; −1 while it is not there yet.</param>
/// <param name="Missing">Fields that the target lacks.</param>
internal sealed record FieldMap(int[] From, int[] To, IReadOnlyList<FieldDefinition> Missing) : INewFields
{
    /// <summary>Maps the fields of a list.</summary>
    /// <exception cref="ImportException">A field has another type in the target, or the target would have too many.</exception>
    public static FieldMap Make(LeadList into, LeadList from)
    {
        var pairs = new List<(int From, int To)>();
        var missing = new List<FieldDefinition>();
        foreach (var field in from.Fields)
        {
            var known = into.Fields.FirstOrDefault(other => other.Name.Equals(field.Name, StringComparison.OrdinalIgnoreCase));
            if (known is not null && known.Type != field.Type)
                throw new ImportException(
                    ErrorCode.InvalidValue, $"field {field.Name} is a {field.Type} in '{from.Name}' and a {known.Type} in '{into.Name}'");
            if (known is null)
                missing.Add(new(into.Fields.Count + missing.Count, field.Name, field.Type));
            pairs.Add((field.No, known?.No ?? missing[^1].No));
        }
        if (into.Fields.Count + missing.Count > LeadRecord.MaxFields)
            throw new ImportException(ErrorCode.InvalidValue, $"the list would have more than {LeadRecord.MaxFields} fields");
        pairs.Sort((left, right) => left.To.CompareTo(right.To));
        return new([.. pairs.Select(pair => pair.From)], [.. pairs.Select(pair => pair.To)], missing);
    }

    public IReadOnlyList<FieldDefinition> NewFields(LeadList list) => Missing;
}

/// <summary>The leads of another list, in list order. One owner.</summary>
/// <param name="list">The list read.</param>
/// <param name="map">Its fields in the target.</param>
/// <param name="pages">Lead pages.</param>
/// <param name="tools">Cipher and page memory for the list read.</param>
/// <param name="sets">Numbers of its working sets in the target, by their numbers in the list read.</param>
internal sealed class ListSource(
    ListId list, FieldMap map, ILeadPageStore pages, PageTools tools, IReadOnlyDictionary<int, int> sets) : ILeadSource
{
    private const int PagesPerRead = 64;
    private readonly byte[] record = new byte[PageWriter.MaxRecordBytes];
    private readonly byte[] marks = new byte[LeadRecord.MaxValueBytes];
    private int recordLength;
    private int nextPage;
    private int page = -1;
    private int lead;
    private bool isFilled, isEnd;

    public long RowNo { get; private set; }

    public ulong Number { get; private set; }

    public ReadOnlySpan<byte> Record => record.AsSpan(0, recordLength);

    public LeadFlags Flags { get; private set; }

    public LeadConsent Consent { get; private set; }

    public long Incomplete => 0;

    public string FaultColumn => "";

    public string Fault => "";

    public long Position => RowNo;

    public SourceRow Read()
    {
        while (true)
        {
            if (!isFilled)
                return isEnd ? SourceRow.End : SourceRow.More;
            if (page >= 0 && lead < tools.Page.Count)
            {
                if (Take(lead++))
                    return SourceRow.Lead;
                continue;
            }
            if (++page >= tools.Batch.Count)
            {
                isFilled = false;
                continue;
            }
            tools.Page.Open(tools.Cipher, list, tools.Batch[page]);
            lead = 0;
        }
    }

    public async ValueTask FillAsync(CancellationToken cancellation)
    {
        await pages.ReadAsync(list, nextPage, PagesPerRead, tools.Batch, cancellation);
        (page, lead, isFilled, isEnd) = (-1, 0, tools.Batch.Count > 0, tools.Batch.Count == 0);
        if (isFilled)
            nextPage = tools.Batch[^1].PageNo + 1;
    }

    private bool Take(int index)
    {
        if (!tools.Page.Flags(index).Live)
            return false;
        var view = tools.Page[index];
        var merged = new LeadRecord(record);
        for (var i = 0; i < map.From.Length; i++)
            merged.Add(map.To[i], view.Field(map.From[i]));
        merged.Add(LeadRecord.WorkingSetsField, marks.AsSpan(0, WorkingSetMarks.Map(view.Field(LeadRecord.WorkingSetsField), sets, marks)));
        (Number, Flags, recordLength) = (view.Number, tools.Page.Flags(index), merged.Length);
        // What a lead that is new brings; one that the target has keeps its own.
        Consent = LeadConsent.Of(Flags, view) with { State = ConsentState.NotRecorded };
        RowNo++;
        return true;
    }
}

namespace SmsWiser.Core.Audience;

/// <summary>Rejected rows of one import: the first so many with their reasons, all of them in the count. One owner.</summary>
/// <param name="most">Most errors that are kept.</param>
internal sealed class ImportErrors(int most)
{
    private const int BatchErrors = 1_000;
    private readonly List<ImportError> batch = new(BatchErrors);
    private int kept;

    /// <summary>Rows rejected.</summary>
    public long Count { get; private set; }

    /// <summary>True when the errors waiting are to be stored.</summary>
    public bool IsFull => batch.Count >= BatchErrors;

    /// <summary>Errors that wait to be stored.</summary>
    public IReadOnlyList<ImportError> Waiting => batch;

    /// <summary>Counts a rejected row and keeps its reason while there is room.</summary>
    public void Add(long row, string column, string reason)
    {
        Count++;
        if (kept == most)
            return;
        kept++;
        batch.Add(new(row, column, reason));
    }

    /// <summary>Forgets the errors that have been stored.</summary>
    public void Stored() => batch.Clear();

    /// <summary>Says how many reasons were not kept, if any, as an error of row 0.</summary>
    public void Close()
    {
        if (Count > kept)
            batch.Add(new(0, "", $"{Count - kept} more rows were rejected; only the first {most} reasons are kept"));
    }
}

namespace SmsWiser.Core.Audience;

/// <summary>A few rows read and not yet looked up: while they gather, the memory that the look-up needs is on its way. One owner.</summary>
internal sealed class RowBatch
{
    /// <summary>Most rows.</summary>
    public const int Rows = 16;

    private readonly ulong[] numbers = new ulong[Rows];
    private readonly long[] rowNos = new long[Rows];
    private readonly LeadFlags[] flags = new LeadFlags[Rows];
    private readonly LeadConsent[] consents = new LeadConsent[Rows];
    private readonly RecordArena records = new(Rows);

    /// <summary>Rows in it.</summary>
    public int Count { get; private set; }

    /// <summary>True when it is to be worked off.</summary>
    public bool IsFull => Count == Rows;

    /// <summary>Adds a row.</summary>
    public void Add(ulong number, long rowNo, LeadFlags clear, LeadConsent consent, ReadOnlySpan<byte> record)
    {
        consents[Count] = consent;
        numbers[Count] = number;
        flags[Count] = clear;
        rowNos[Count++] = rowNo;
        records.Add(record);
    }

    /// <summary>Number of the row at <paramref name="index"/>, E.164 digits.</summary>
    public ulong Number(int index) => numbers[index];

    /// <summary>Clear flags of the row as a new lead.</summary>
    public LeadFlags Flags(int index) => flags[index];

    /// <summary>What the row says of the person's consent.</summary>
    public LeadConsent Consent(int index) => consents[index];

    /// <summary>Row of the file.</summary>
    public long RowNo(int index) => rowNos[index];

    /// <summary>Values of the row as a lead record; valid until the next row is added.</summary>
    public ReadOnlySpan<byte> Record(int index) => records[index];

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        Count = 0;
        records.Clear();
    }
}

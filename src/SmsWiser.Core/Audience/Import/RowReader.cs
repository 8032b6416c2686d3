using System.Diagnostics.CodeAnalysis;

namespace SmsWiser.Core.Audience;

/// <summary>Turns a row of the file into a number and a record, or says what is wrong with it. One owner; allocates for wrong rows
/// only.</summary>
/// <param name="reader">Has the row.</param>
/// <param name="plan">What its columns are.</param>
/// <param name="home">Country of national numbers.</param>
/// <param name="workingSet">Working set that the lead is marked with; 0 = none.</param>
/// <param name="now">When it is read, in seconds since 1970, UTC.</param>
internal sealed class RowReader(CsvReader reader, ImportPlan plan, Country? home, int workingSet, long now)
{
    private readonly int reserved = LeadRecord.FieldHeaderBytes + WorkingSetMarks.Bytes + (plan.Consent is null ? 0 : LeadConsent.Bytes);
    private readonly ConsentReader? consents = plan.Consent is { } places ? new(places, now) : null;
    private readonly DateOrder consentOrder = OrderOf(plan);
    private readonly byte[] mark = workingSet == 0 ? [] : [(byte)workingSet, (byte)(workingSet >> 8)];
    private readonly byte[] record = new byte[PageWriter.MaxRecordBytes];
    private readonly byte[] scratch = new byte[LeadRecord.MaxValueBytes + 16];
    private int recordLength;

    /// <summary>Phone number of the row, E.164 digits.</summary>
    public ulong Number { get; private set; }

    /// <summary>Values of the row as a lead record; valid until the next row.</summary>
    public ReadOnlySpan<byte> Record => record.AsSpan(0, recordLength);

    /// <summary>What the row says of the person's consent.</summary>
    public LeadConsent Consent { get; private set; }

    /// <summary>Rows so far with a consent that lacked a part of its proof.</summary>
    public long Incomplete => consents?.Incomplete ?? 0;

    /// <summary>Reads the row.</summary>
    /// <param name="column">Name of the column that is wrong, or empty.</param>
    /// <param name="reason">What is wrong, when it returns false.</param>
    public bool TryRead([NotNullWhen(false)] out string? column, [NotNullWhen(false)] out string? reason)
    {
        column = "";
        reason = null;
        if (reader.Columns != plan.Width && !HasEmptyRest())
        {
            reason = $"{reader.Columns} columns; the file has {plan.Width}";
            return false;
        }
        if (!PhoneNumbers.TryNormalize(reader.Field(plan.NumberColumn), home, out var number, out var fault))
        {
            column = plan.NumberName;
            reason = NumberFaults.Describe(fault);
            return false;
        }
        Number = number;
        if (consents is null)
            return TryReadValues(out column, out reason);
        reason = consents.Read(reader, consentOrder, out var consent, out var place);
        Consent = consent;
        column = plan.ColumnName(place);
        return reason is null && TryReadValues(out column, out reason);
    }

    private bool TryReadValues([NotNullWhen(false)] out string? column, [NotNullWhen(false)] out string? reason)
    {
        var lead = new LeadRecord(record);
        foreach (var target in plan.Columns)
        {
            var raw = FieldValues.Trim(reader.Field(target.Column));
            reason = FieldValues.Read(raw, target.Type, plan.CommaIsPoint, target.Order, scratch, out var value);
            if (reason is null && lead.Length + LeadRecord.FieldHeaderBytes + value.Length > record.Length - reserved)
                reason = $"the values of the row have more than {record.Length - reserved} octets together";
            if (reason is not null)
            {
                column = target.Name;
                return false;
            }
            lead.Add(target.FieldNo, value);
        }
        lead.Add(LeadRecord.WorkingSetsField, mark);
        recordLength = lead.Length;
        (column, reason) = (null, null);
        return true;
    }

    // The moment's column is read as a field too, if it is one of dates; else as most of the world writes days.
    private static DateOrder OrderOf(ImportPlan plan) =>
        Array.Find(plan.Columns, column => column.Column == plan.Consent?.Time)?.Order ?? DateOrder.DayFirst;

    // Spreadsheets leave delimiters behind the last value; too few values could be a shifted row.
    private bool HasEmptyRest()
    {
        if (reader.Columns < plan.Width)
            return false;
        for (var column = plan.Width; column < reader.Columns; column++)
        {
            if (!FieldValues.Trim(reader.Field(column)).IsEmpty)
                return false;
        }
        return true;
    }
}

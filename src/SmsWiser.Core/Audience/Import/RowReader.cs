using System.Diagnostics.CodeAnalysis;

namespace SmsWiser.Core.Audience;

/// <summary>Turns a row of the file into a number and a record, or says what is wrong with it. One owner; allocates for wrong rows
/// only.</summary>
/// <param name="reader">Has the row.</param>
/// <param name="plan">What its columns are.</param>
/// <param name="home">Country of national numbers.</param>
/// <param name="workingSet">Working set that the lead is marked with; 0 = none.</param>
internal sealed class RowReader(CsvReader reader, ImportPlan plan, Country? home, int workingSet)
{
    private const int MarkBytes = LeadRecord.FieldHeaderBytes + WorkingSetMarks.Bytes;
    private readonly byte[] mark = workingSet == 0 ? [] : [(byte)workingSet, (byte)(workingSet >> 8)];
    private readonly byte[] record = new byte[PageWriter.MaxRecordBytes];
    private readonly byte[] scratch = new byte[LeadRecord.MaxValueBytes + 16];
    private int recordLength;

    /// <summary>Phone number of the row, E.164 digits.</summary>
    public ulong Number { get; private set; }

    /// <summary>Values of the row as a lead record; valid until the next row.</summary>
    public ReadOnlySpan<byte> Record => record.AsSpan(0, recordLength);

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
        return TryReadValues(out column, out reason);
    }

    private bool TryReadValues([NotNullWhen(false)] out string? column, [NotNullWhen(false)] out string? reason)
    {
        var lead = new LeadRecord(record);
        foreach (var target in plan.Columns)
        {
            var raw = FieldValues.Trim(reader.Field(target.Column));
            reason = FieldValues.Read(raw, target.Type, plan.CommaIsPoint, target.Order, scratch, out var value);
            if (reason is null && lead.Length + LeadRecord.FieldHeaderBytes + value.Length > record.Length - MarkBytes)
                reason = $"the values of the row have more than {record.Length - MarkBytes} octets together";
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

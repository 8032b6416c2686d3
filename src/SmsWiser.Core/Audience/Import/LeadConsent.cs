using System.Buffers.Binary;
using SmsWiser.Core.Compliance;

namespace SmsWiser.Core.Audience;

/// <summary>What a row says of a person's consent, or what a lead has on record. The moment lies behind all fields of a lead's record, 8
/// octets (seconds since 1970, UTC, little-endian); its state among the clear flags.</summary>
/// <param name="State">Where the person stands.</param>
/// <param name="At">Since when, in seconds since 1970, UTC; 0 when unknown.</param>
internal readonly record struct LeadConsent(ConsentState State, long At)
{
    /// <summary>Octets that the moment takes in a record.</summary>
    public const int Bytes = LeadRecord.FieldHeaderBytes + sizeof(long);

    /// <summary>What a lead has.</summary>
    public static LeadConsent Of(LeadFlags flags, in LeadView lead)
    {
        var at = lead.Field(LeadRecord.ConsentField);
        return new((ConsentState)flags.Consent, at.Length == sizeof(long) ? BinaryPrimitives.ReadInt64LittleEndian(at) : 0);
    }

    /// <summary>What a lead has after a row: who left stays away unless a consent is younger than the leaving; a row that says less than
    /// what is known changes nothing.</summary>
    public LeadConsent After(LeadConsent row) => (State, row.State) switch
    {
        (_, ConsentState.Left) => State == ConsentState.Left && row.At <= At ? this : row,
        (ConsentState.Left, ConsentState.Enrolled) => IsFresh(row) ? row : this,
        (ConsentState.Enrolled, ConsentState.Enrolled) => row.At > At ? row : this,
        (ConsentState.NotRecorded or ConsentState.Pending, ConsentState.Enrolled) => row,
        (ConsentState.NotRecorded, ConsentState.Pending) => row,
        _ => this,
    };

    /// <summary>True when a row's consent comes too early, or at no known time, to bring a person back who left.</summary>
    public bool KeepsLeft(LeadConsent row) => State == ConsentState.Left && row.State == ConsentState.Enrolled && !IsFresh(row);

    /// <summary>Puts the moment into a record that has room for it.</summary>
    /// <param name="record">The record and room of <see cref="Bytes"/> behind it.</param>
    /// <param name="length">Octets of the record.</param>
    /// <returns>Octets of the record now.</returns>
    public int Write(Span<byte> record, int length)
    {
        if (new LeadView(0, record[..length]).Field(LeadRecord.ConsentField).Length == sizeof(long))
            length -= Bytes;
        else if (At != 0)
            record[0]++;
        else
            return length;
        if (At == 0)
        {
            record[0]--;
            return length;
        }
        record[length] = LeadRecord.ConsentField;
        BinaryPrimitives.WriteUInt16LittleEndian(record[(length + 1)..], sizeof(long));
        BinaryPrimitives.WriteInt64LittleEndian(record[(length + LeadRecord.FieldHeaderBytes)..], At);
        return length + Bytes;
    }

    private bool IsFresh(LeadConsent row) => At != 0 && row.At > At;
}

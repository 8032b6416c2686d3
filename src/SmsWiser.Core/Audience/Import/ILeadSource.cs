namespace SmsWiser.Core.Audience;

/// <summary>Rows of numbers and values that are to go into a list. One owner.</summary>
internal interface ILeadSource
{
    /// <summary>Row read last, from 1.</summary>
    long RowNo { get; }

    /// <summary>Number of the row read last, E.164 digits.</summary>
    ulong Number { get; }

    /// <summary>Its values as a lead record; valid until the next row.</summary>
    ReadOnlySpan<byte> Record { get; }

    /// <summary>Clear flags that it gets when it is new to the list.</summary>
    LeadFlags Flags { get; }

    /// <summary>What it says of the person's consent.</summary>
    LeadConsent Consent { get; }

    /// <summary>Rows so far with a consent that lacked a part of its proof.</summary>
    long Incomplete { get; }

    /// <summary>Column that is wrong in a bad row, or empty.</summary>
    string FaultColumn { get; }

    /// <summary>Why a row is bad.</summary>
    string Fault { get; }

    /// <summary>How far it is: octets of a file, leads of a list.</summary>
    long Position { get; }

    /// <summary>Takes the next row from memory.</summary>
    /// <exception cref="ImportException">Nothing of the source can be trusted from here on.</exception>
    SourceRow Read();

    /// <summary>Gets more rows into memory, after <see cref="SourceRow.More"/>.</summary>
    ValueTask FillAsync(CancellationToken cancellation);
}

/// <summary>What <see cref="ILeadSource.Read"/> found.</summary>
internal enum SourceRow : byte
{
    /// <summary>Nothing more in memory.</summary>
    More,

    /// <summary>A lead.</summary>
    Lead,

    /// <summary>A row that cannot be used.</summary>
    Bad,

    /// <summary>The end.</summary>
    End,
}

namespace SmsWiser.Core.Audience;

/// <summary>Kinds of words in a condition.</summary>
internal enum SegmentTokenKind
{
    /// <summary>Behind the last word.</summary>
    End,

    /// <summary>A field name or keyword.</summary>
    Name,

    /// <summary>A field name in brackets, never a keyword.</summary>
    BracketedName,

    /// <summary>A text in quotes.</summary>
    Text,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>A date.</summary>
    Date,

    /// <summary>A month and a day, <c>12-24</c>.</summary>
    YearDay,

    /// <summary>A comparison sign, parenthesis, comma, plus, minus or per cent.</summary>
    Sign,

    /// <summary>Something that is none of these; the value says why.</summary>
    Wrong,
}

/// <summary>One word of a condition.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">Its text, without quotes or brackets.</param>
/// <param name="Column">Where it starts, from 1.</param>
internal readonly record struct SegmentToken(SegmentTokenKind Kind, string Value, int Column)
{
    /// <summary>Whether it is this keyword or sign.</summary>
    public bool Is(string word) =>
        Kind is SegmentTokenKind.Name or SegmentTokenKind.Sign && Value.Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>The word as an error message shows it.</summary>
    public string Shown => Kind switch
    {
        SegmentTokenKind.End => "the end",
        SegmentTokenKind.Text => $"the text \"{Value}\"",
        SegmentTokenKind.Number => $"the number {Value}",
        SegmentTokenKind.Date => $"the date {Value}",
        SegmentTokenKind.YearDay => $"the day {Value}",
        _ => $"'{Value}'",
    };
}

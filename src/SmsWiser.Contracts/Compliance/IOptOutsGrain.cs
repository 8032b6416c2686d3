namespace SmsWiser.Contracts.Compliance;

/// <summary>Opt-outs from the whole platform, whoever sends; the key is <c>all</c>. For operators. Accounts see their effect as that of any
/// other opt-out, and no answer tells whether somebody had left before.</summary>
[Alias("smswiser.opt_outs")]
public interface IOptOutsGrain : IGrainWithStringKey
{
    /// <summary>Most rows of one <see cref="ImportAsync"/>.</summary>
    public const int MaxRows = 256;

    /// <summary>Takes a person's opt-out: once this has returned, nothing more to it goes on the wire from this node.</summary>
    /// <param name="number">In international form.</param>
    /// <exception cref="RefusedException"><c>invalid_value</c>.</exception>
    [Alias("add")]
    Task AddAsync(string number);

    /// <summary>Undoes a platform opt-out, no other one of the person.</summary>
    /// <param name="number">In international form.</param>
    /// <param name="reason">Why, 1 to 200 characters; kept.</param>
    /// <exception cref="RefusedException"><c>invalid_value</c>.</exception>
    [Alias("remove")]
    Task RemoveAsync(string number, string reason);

    /// <summary>Takes the opt-outs of some rows of a file, in one transaction. May be repeated.</summary>
    /// <param name="rows">At most <see cref="MaxRows"/>.</param>
    /// <param name="country">Country of numbers without a country code, as <c>FR</c>; null = none.</param>
    /// <returns>The rows that could not be used; all others were taken.</returns>
    /// <exception cref="RefusedException"><c>invalid_value</c>: an unknown country, or too many rows.</exception>
    [Alias("import")]
    Task<IReadOnlyList<OptOutFault>> ImportAsync(IReadOnlyList<OptOutRow> rows, string? country);
}

/// <summary>A person in a file of opt-outs.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.opt_out_row")]
public sealed record OptOutRow
{
    /// <summary>Row in the file, from 1.</summary>
    [Id(0)]
    public required long Row { get; init; }

    /// <summary>The person's number as it stands there.</summary>
    [Id(1)]
    public required string Number { get; init; }
}

/// <summary>A row that could not be used.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.opt_out_fault")]
public sealed record OptOutFault
{
    /// <summary>Row in the file, from 1.</summary>
    [Id(0)]
    public required long Row { get; init; }

    /// <summary>What is wrong with it, for people; holds no number.</summary>
    [Id(1)]
    public required string Reason { get; init; }
}

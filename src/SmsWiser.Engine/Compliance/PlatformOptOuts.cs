using System.Text;
using SmsWiser.Contracts.Compliance;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Sealing;

namespace SmsWiser.Engine.Compliance;

/// <summary>Opt-outs from the whole platform, as operators enter them. Any thread.</summary>
internal sealed class PlatformOptOuts(OptOuts optOuts, KeyRing keys, TimeProvider time)
{
    private const int MaxReasonCharacters = 200;

    /// <summary>Takes one.</summary>
    /// <exception cref="Contracts.RefusedException"><c>invalid_value</c>.</exception>
    public Task AddAsync(string number) => optOuts.ChangeAsync(
        [Change(OptOutCommands.ReadNumber(number), isOut: true)], OptOutOrigin.Operator, CancellationToken.None);

    /// <summary>Undoes one.</summary>
    /// <exception cref="Contracts.RefusedException"><c>invalid_value</c>.</exception>
    public Task RemoveAsync(string number, string reason)
    {
        var trimmed = reason.Trim();
        if (trimmed.Length is 0 or > MaxReasonCharacters || trimmed.Any(char.IsControl))
            throw Refusal.Invalid($"the reason has {trimmed.Length} characters; give 1 to {MaxReasonCharacters}, none a control character");
        return optOuts.RemoveAsync(Change(OptOutCommands.ReadNumber(number), isOut: false), trimmed, CancellationToken.None);
    }

    /// <summary>Takes those of some rows.</summary>
    /// <exception cref="Contracts.RefusedException"><c>invalid_value</c>.</exception>
    public async Task<IReadOnlyList<OptOutFault>> ImportAsync(IReadOnlyList<OptOutRow> rows, string? country)
    {
        if (rows.Count > IOptOutsGrain.MaxRows)
            throw Refusal.Invalid($"{rows.Count} rows were given at once; give {IOptOutsGrain.MaxRows} at most");
        Country? home = null;
        if (country is not null && !Country.TryFind(country, out home))
            throw Refusal.Invalid($"there is no country '{country}'; give two letters as in ISO 3166, such as FR");
        var (changes, faults) = (new List<OptOutChange>(rows.Count), new List<OptOutFault>());
        using var tags = EngineServices.NumberTagsOf(keys);
        var now = time.GetUtcNow();
        foreach (var row in rows)
        {
            if (PhoneNumbers.TryNormalize(Encoding.UTF8.GetBytes(row.Number), home, out var digits, out var fault))
                changes.Add(new(OptOutDomain.Platform, (ulong)tags.NumberKey(digits), IsOut: true, now));
            else
                faults.Add(new() { Row = row.Row, Reason = NumberFaults.Describe(fault) });
        }
        if (changes.Count > 0)
            await optOuts.ChangeAsync(changes, OptOutOrigin.Operator, CancellationToken.None);
        return faults;
    }

    private OptOutChange Change(ulong number, bool isOut)
    {
        using var tags = EngineServices.NumberTagsOf(keys);
        return new(OptOutDomain.Platform, (ulong)tags.NumberKey(number), isOut, time.GetUtcNow());
    }
}

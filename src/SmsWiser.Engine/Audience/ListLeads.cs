using System.Text;
using SmsWiser.Contracts;
using SmsWiser.Contracts.Audience;
using SmsWiser.Core.Audience;

namespace SmsWiser.Engine.Audience;

/// <summary>Single leads, for the owner of their list. Any thread.</summary>
internal sealed class ListLeads(LeadEditor editor)
{
    private const int MaxValues = 250;

    public async Task<LeadRow> GetAsync(LeadList list, string number) => await ReadAsync(list, Number(number, null));

    public async Task<LeadRow> AddAsync(LeadList list, LeadSpec lead)
    {
        var number = Number(lead.Number ?? throw Refusal.Invalid("a lead needs a number"), lead.DefaultCountry);
        await TryAsync(() => editor.AddAsync(list, number, Values(lead), CancellationToken.None));
        return await ReadAsync(list, number);
    }

    public async Task<LeadRow> ChangeAsync(LeadList list, string number, LeadSpec lead)
    {
        var now = Number(number, lead.DefaultCountry);
        var then = lead.Number is { } other ? Number(other, lead.DefaultCountry) : now;
        await TryAsync(() => editor.ChangeAsync(list, now, Values(lead), then, CancellationToken.None));
        return await ReadAsync(list, then);
    }

    public Task RemoveAsync(LeadList list, string number) =>
        TryAsync(() => editor.RemoveAsync(list, Number(number, null), CancellationToken.None));

    private async Task<LeadRow> ReadAsync(LeadList list, ulong number)
    {
        var place = await editor.FindAsync(list, number, CancellationToken.None) ?? throw Refusal.NotFound("lead");
        return LeadRows.Row(list, new(place.Number, place.Record.Span));
    }

    private static async Task TryAsync(Func<Task> edit)
    {
        try
        {
            await edit();
        }
        catch (ImportException error)
        {
            throw Refusal.Of(error.Code, error.Message);
        }
    }

    private static IReadOnlyDictionary<string, string> Values(LeadSpec lead) => lead.Values.Count <= MaxValues
        ? lead.Values
        : throw Refusal.Invalid($"{lead.Values.Count} values are given; a lead has at most {MaxValues}");

    private static ulong Number(string text, string? countryCode)
    {
        Country? country = null;
        if (countryCode is not null && !Country.TryFind(countryCode, out country))
            throw Refusal.Invalid($"the default country is '{countryCode}'; give a two-letter code of ISO 3166, for example 'FR'");
        return PhoneNumbers.TryNormalize(Encoding.UTF8.GetBytes(text), country, out var number, out var fault)
            ? number
            : throw Refusal.Invalid($"the number cannot be used: {NumberFaults.Describe(fault)}");
    }
}

using Orleans.Concurrency;
using SmsWiser.Contracts.Links;

namespace SmsWiser.Engine.Links;

/// <summary>Short links. Holds nothing, so calls need not wait for each other.</summary>
[Reentrant]
internal sealed class LinksGrain(OptOutLinks links) : Grain, ILinksGrain
{
    public async Task<OptOutPage?> FindAsync(string code) => await links.FindAsync(code) is { } found ? View(found) : null;

    public async Task<OptOutPage?> OptOutAsync(string code, bool everything) =>
        await links.OptOutAsync(code, everything) is { } found ? View(found) : null;

    private static OptOutPage View(OptOutLink link) => new() { Sender = link.Campaign.Sender, Topic = link.List.PublicName };
}

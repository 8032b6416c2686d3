namespace SmsWiser.Contracts.Links;

/// <summary>What the short links in messages lead to; the key is <c>all</c>. Asked on behalf of whoever follows a link: no account, no
/// login, and answers hold nothing about the person.</summary>
[Alias("smswiser.links")]
public interface ILinksGrain : IGrainWithStringKey
{
    /// <summary>What an opt-out link is about; null for a code that leads nowhere. Changes nothing.</summary>
    [Alias("find")]
    Task<OptOutPage?> FindAsync(string code);

    /// <summary>The person leaves: once this has returned, nothing more of it goes on the wire from this node. May be repeated.</summary>
    /// <param name="code">The code of the link.</param>
    /// <param name="everything">True: all that the sending account sends. False: this sender, and the topic whoever sends to it.</param>
    /// <returns>What was left; null for a code that leads nowhere, or whose lead is no more.</returns>
    [Alias("opt_out")]
    Task<OptOutPage?> OptOutAsync(string code, bool everything);
}

/// <summary>What a person leaves by a link.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.opt_out_page")]
public sealed record OptOutPage
{
    /// <summary>The sender as handsets show it.</summary>
    [Id(0)]
    public required string Sender { get; init; }

    /// <summary>Public name of the list.</summary>
    [Id(1)]
    public required string Topic { get; init; }
}

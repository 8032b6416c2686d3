namespace SmsWiser.Core.Audience;

/// <summary>Proof that a list was erased, and all that is kept of it: no name, field, number or text.</summary>
/// <remarks>Kept because the owner must be able to show that, when and how much was erased. Leads carry no consent record yet; once they
/// do, what must be kept of a consent (salted number hash, consent text hash, times) is kept per consent, not here.</remarks>
/// <param name="List">The list; its id stays taken, so that reports and shares of old campaigns have something to point at.</param>
/// <param name="PublicId">Its public id.</param>
/// <param name="Owner">Its owner.</param>
/// <param name="Sealed">Counts and times, sealed under the master key (<c>KeyRing.SealSecret</c>) as
/// <see cref="ErasureProof"/> writes them.</param>
/// <param name="ErasedAt">When the key was shredded, UTC.</param>
/// <param name="PagesGoneAt">When the last page was removed, UTC; null while some may be left.</param>
public sealed record ListErasure(
    ListId List, string PublicId, AccountId Owner, ReadOnlyMemory<byte> Sealed, DateTimeOffset ErasedAt, DateTimeOffset? PagesGoneAt);

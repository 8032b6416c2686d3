namespace SmsWiser.Web.Links;

/// <summary>Marks what anybody may ask, without a key.</summary>
internal sealed record PublicPage;

using SmsWiser.Smpp.Text;

namespace SmsWiser.Core.Campaigns;

/// <summary>What a template costs with its defaults in place of values; a lead's values may add parts or need UCS-2.</summary>
/// <param name="Encoding">Encoding of the fixed text.</param>
/// <param name="Units">Length in septets or UTF-16 units.</param>
/// <param name="Parts">Number of parts; <see cref="PartSplitter.TooLong"/> when there are too many.</param>
/// <param name="OutsideGsm">The characters that make it UCS-2, in the order of the text; empty for a GSM text.</param>
public sealed record TemplateSize(SmsEncoding Encoding, int Units, int Parts, IReadOnlyList<OutsideGsm> OutsideGsm);

/// <summary>A character of a template that is not in the GSM alphabet.</summary>
/// <param name="Column">Where it stands in the template text, from 1.</param>
/// <param name="Character">The character.</param>
/// <param name="Substitute">What says the same in GSM; "" to leave it out, null when nothing does.</param>
public sealed record OutsideGsm(int Column, string Character, string? Substitute);

namespace SmsWiser.Core.Carriers;

/// <summary>One setting of a carrier's profile.</summary>
/// <param name="Name">Its name; one that ends with a dot is followed by a number of the operator's, as <c>tlv.0x1400</c>.</param>
/// <param name="Default">Its value as text when it is not set.</param>
/// <param name="Meaning">What it is for, and what it may be.</param>
/// <param name="Apply">Puts a value into a profile; throws <see cref="FormatException"/> with what was expected. Takes the name as it was
/// given, too.</param>
public sealed record ProfileField(
    string Name, string Default, string Meaning, Func<CarrierProfile, string, string, CarrierProfile> Apply)
{
    /// <summary>Whether a name means this setting.</summary>
    public bool Is(string name) => Name[^1] == '.' ? name.StartsWith(Name, StringComparison.Ordinal) : name == Name;
}

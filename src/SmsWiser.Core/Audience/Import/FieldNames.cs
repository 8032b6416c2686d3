using System.Text;

namespace SmsWiser.Core.Audience;

/// <summary>Field names made from the headers of files.</summary>
internal static class FieldNames
{
    private const int MaxLength = 40;

    private static readonly HashSet<string> NumberNames = [.. (
        "number phone phone_number phonenumber phone_no phone1 msisdn mobile mobile_number mobilenumber mobile_phone mobilephone mobile_no "
        + "cell cellphone cell_phone cell_number telephone telephone_number tel tel_no gsm sms sms_number e164 recipient "
        + "telefon telefonnummer rufnummer handy handynummer mobil mobilnummer mobiltelefon "
        + "numero numéro téléphone telephone_portable téléphone_portable portable numéro_de_téléphone numero_de_telephone "
        + "telefono teléfono móvil movil celular número cellulare telefonino telefone telemóvel telemovel mobiel").Split(' ')];

    private static readonly Dictionary<string, string> KnownNames = new()
    {
        ["firstname"] = "first_name", ["first"] = "first_name", ["given_name"] = "first_name", ["givenname"] = "first_name",
        ["forename"] = "first_name", ["vorname"] = "first_name", ["prenom"] = "first_name", ["prénom"] = "first_name",
        ["nombre"] = "first_name", ["lastname"] = "last_name", ["last"] = "last_name", ["surname"] = "last_name",
        ["family_name"] = "last_name", ["familyname"] = "last_name", ["nachname"] = "last_name", ["apellido"] = "last_name",
        ["apellidos"] = "last_name", ["nom"] = "last_name", ["e_mail"] = "email", ["mail"] = "email", ["town"] = "city", ["ort"] = "city",
        ["stadt"] = "city", ["ville"] = "city", ["ciudad"] = "city", ["zip"] = "postcode",
        ["zip_code"] = "postcode", ["zipcode"] = "postcode",
        ["postal_code"] = "postcode", ["plz"] = "postcode", ["code_postal"] = "postcode",
    };

    /// <summary>True when a header in this form names the phone number.</summary>
    public static bool IsNumber(string name) => NumberNames.Contains(name);

    /// <summary>The usual name of a field, where a header in this form is another word for it.</summary>
    public static string Known(string name) => KnownNames.GetValueOrDefault(name, name);

    /// <summary>Letters in lower case and digits, everything else as <c>_</c>, a letter first, at most 40 characters; may be
    /// empty.</summary>
    public static string FromHeader(string header)
    {
        var name = new StringBuilder();
        foreach (var c in header.Trim())
        {
            if (char.IsLetterOrDigit(c))
                name.Append(char.ToLowerInvariant(c));
            else if (name.Length > 0 && name[^1] != '_')
                name.Append('_');
        }
        var text = name.ToString().TrimEnd('_');
        if (text.Length > 0 && !char.IsLetter(text[0]))
            text = "f_" + text;
        return text.Length > MaxLength ? text[..MaxLength].TrimEnd('_') : text;
    }
}

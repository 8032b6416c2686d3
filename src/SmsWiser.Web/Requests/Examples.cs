using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace SmsWiser.Web.Requests;

/// <summary>Examples of bodies and answers, made from their types: every required value, and one element where there is a list.</summary>
internal static class Examples
{
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["name"] = "Autumn", ["sender"] = "ShoeShop", ["template"] = "Hi {first_name|there}, new shoes. STOP to leave.",
        ["class"] = "marketing", ["filter"] = "spent > 100", ["number"] = "+33612345678", ["recipient"] = "B3X9M4QF",
        ["at"] = "2026-12-01T11:30", ["zone"] = "Europe/Paris", ["kind"] = "prepaid", ["state"] = "sending", ["client_id"] = "7GKT5V2A",
        ["owner"] = "Nordic Leads", ["prefix"] = "33", ["to"] = "+33612345678", ["from"] = "+33612345678", ["scopes"] = "lists:read",
        ["key"] = "sk_…", ["words"] = "END", ["host"] = "smsc.example.org", ["system_id"] = "shop", ["reason"] = "operator",
    };

    /// <summary>An example.</summary>
    public static JsonNode Of(Type type) => Of(type, "");

    private static JsonNode Of(Type type, string name)
    {
        if (type == typeof(JsonObject))
            return new JsonObject { ["openapi"] = "3.1.0" };
        var info = ApiJson.Options.GetTypeInfo(type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object:
                var members = info.Properties.Where(property => property.IsRequired || info.Properties.All(one => !one.IsRequired));
                return new JsonObject(members.Select(one => KeyValuePair.Create(one.Name, (JsonNode?)Of(one.PropertyType, one.Name))));
            case JsonTypeInfoKind.Enumerable:
                return new JsonArray(Of(info.ElementType!, name));
            case JsonTypeInfoKind.Dictionary:
                return new JsonObject { ["first_name"] = Of(info.ElementType!, name) };
            default:
                return Value(Nullable.GetUnderlyingType(type) ?? type, name);
        }
    }

    private static JsonNode Value(Type type, string name) => type.Name switch
    {
        nameof(Boolean) => false,
        nameof(Int32) or nameof(Int64) => name == "port" ? 2775 : 1,
        nameof(Double) or nameof(Decimal) => 0.5,
        nameof(DateTimeOffset) => "2026-12-01T11:30:00Z",
        nameof(DateOnly) => "2026-12-01",
        nameof(TimeSpan) => "PT0.0622S",
        _ => Texts.GetValueOrDefault(name, name.EndsWith("id", StringComparison.Ordinal) ? "4f0m9c2k7q1x8d3w5a6b7c8d9e" : "text"),
    };
}

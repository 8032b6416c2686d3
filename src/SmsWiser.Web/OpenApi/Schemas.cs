using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using SmsWiser.Web.Requests;

namespace SmsWiser.Web.OpenApi;

/// <summary>JSON Schema 2020-12 of what crosses; records stand under their names once.</summary>
internal sealed class Schemas
{
    private readonly Dictionary<string, Type> types = [];

    /// <summary>The records met so far, by name.</summary>
    public JsonObject Components { get; } = [];

    /// <summary>The schema of a type, or a reference to it.</summary>
    public JsonObject Of(Type type)
    {
        var info = ApiJson.Options.GetTypeInfo(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => Reference(type, info),
            JsonTypeInfoKind.Enumerable => new() { ["type"] = "array", ["items"] = Of(info.ElementType!) },
            JsonTypeInfoKind.Dictionary => new() { ["type"] = "object", ["additionalProperties"] = Of(info.ElementType!) },
            _ => Plain(Nullable.GetUnderlyingType(type) ?? type),
        };
    }

    private static JsonObject Plain(Type type) => type.Name switch
    {
        nameof(Boolean) => new() { ["type"] = "boolean" },
        nameof(Int32) => new() { ["type"] = "integer", ["format"] = "int32" },
        nameof(Int64) => new() { ["type"] = "integer", ["format"] = "int64" },
        nameof(Double) or nameof(Decimal) => new() { ["type"] = "number" },
        nameof(DateTimeOffset) => new() { ["type"] = "string", ["format"] = "date-time" },
        nameof(DateOnly) => new() { ["type"] = "string", ["format"] = "date" },
        nameof(TimeSpan) => new() { ["type"] = "string", ["format"] = "duration" },
        nameof(String) => new() { ["type"] = "string" },
        _ => new() { ["type"] = "object" },
    };

    private JsonObject Reference(Type type, JsonTypeInfo info)
    {
        var name = NameOf(type);
        if (types.TryAdd(name, type))
            Components[name] = Record(type, info);
        else if (types[name] != type)
            throw new InvalidOperationException($"{types[name]} and {type} would have one name in the document");
        return new() { ["$ref"] = $"#/components/schemas/{name}" };
    }

    private JsonObject Record(Type type, JsonTypeInfo info)
    {
        var properties = new JsonObject();
        foreach (var property in info.Properties)
        {
            var schema = Of(property.PropertyType);
            if (Nullable.GetUnderlyingType(property.PropertyType) is not null
                || (!property.PropertyType.IsValueType && property.IsGetNullable))
                schema = OrNull(schema);
            if (property.AttributeProvider is System.Reflection.PropertyInfo member
                && CodeDocs.OfProperty(member.DeclaringType!, member.Name) is { Length: > 0 } meaning)
                schema["description"] = meaning;
            properties[property.Name] = schema;
        }
        var required = info.Properties.Where(property => property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false })
            .Select(property => (JsonNode)property.Name);
        return new()
        {
            ["type"] = "object", ["description"] = CodeDocs.OfType(type), ["properties"] = properties,
            ["required"] = new JsonArray([.. required]),
        };
    }

    private static JsonObject OrNull(JsonObject schema)
    {
        if (schema["type"] is not JsonValue type)
            return new() { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
        schema["type"] = new JsonArray(type.GetValue<string>(), "null");
        return schema;
    }

    private static string NameOf(Type type) => type.IsGenericType
        ? type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)] + "Of" + string.Concat(type.GenericTypeArguments.Select(NameOf))
        : type.Name;
}

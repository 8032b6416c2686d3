using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SmsWiser.Core;

namespace SmsWiser.Web.Requests;

/// <summary>Reads a body against its type and finds everything that is wrong with it at once.</summary>
internal static class BodyReader
{
    /// <summary>Reads it.</summary>
    /// <exception cref="ProblemException"><c>invalid_value</c>.</exception>
    public static object Read(Type type, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new() { MaxDepth = ApiJson.Options.MaxDepth });
            var errors = new Dictionary<string, string>();
            Check(type, document.RootElement, "", errors);
            return errors.Count == 0
                ? document.RootElement.Deserialize(type, ApiJson.Options)!
                : throw new ProblemException(ErrorCode.InvalidValue, Sentence(errors)) { Errors = errors };
        }
        catch (JsonException error)
        {
            throw new ProblemException(ErrorCode.InvalidValue,
                $"the body is no JSON that can be read here (line {error.LineNumber + 1}, octet {error.BytePositionInLine + 1})");
        }
    }

    private static string Sentence(Dictionary<string, string> errors) =>
        string.Join("; ", errors.Select(error => $"{(error.Key.Length == 0 ? "the body" : error.Key)} {error.Value}"));

    private static void Check(Type type, JsonElement value, string path, Dictionary<string, string> errors)
    {
        var info = ApiJson.Options.GetTypeInfo(type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object when value.ValueKind != JsonValueKind.Object:
                errors[path] = "is not an object; give one in braces";
                break;
            case JsonTypeInfoKind.Object:
                CheckObject(info, value, path.Length == 0 ? "" : path + '.', errors);
                break;
            case JsonTypeInfoKind.Enumerable when value.ValueKind != JsonValueKind.Array:
                errors[path] = "is not a list; give one in brackets";
                break;
            case JsonTypeInfoKind.Enumerable:
                foreach (var (i, element) in value.EnumerateArray().Index())
                    Check(info.ElementType!, element, $"{path}[{i}]", errors);
                break;
            case JsonTypeInfoKind.Dictionary when value.ValueKind != JsonValueKind.Object:
                errors[path] = "is not an object; give names and values in braces";
                break;
            case JsonTypeInfoKind.Dictionary:
                foreach (var member in value.EnumerateObject())
                    Check(info.ElementType!, member.Value, $"{path}.{member.Name}", errors);
                break;
            default:
                CheckValue(type, value, path, errors);
                break;
        }
    }

    private static void CheckObject(JsonTypeInfo info, JsonElement value, string before, Dictionary<string, string> errors)
    {
        foreach (var property in info.Properties)
        {
            var path = before + property.Name;
            if (!value.TryGetProperty(property.Name, out var member))
            {
                if (property.IsRequired)
                    errors[path] = "is required";
            }
            else if (member.ValueKind != JsonValueKind.Null)
                Check(property.PropertyType, member, path, errors);
            else if (!IsNullable(property))
                errors[path] = "is null; give a value, or leave it out";
        }
        foreach (var member in value.EnumerateObject().Where(member => info.Properties.All(property => property.Name != member.Name)))
            errors[before + member.Name] = "is not known here";
    }

    private static bool IsNullable(JsonPropertyInfo property) => property.PropertyType.IsValueType
        ? Nullable.GetUnderlyingType(property.PropertyType) is not null
        : property.IsSetNullable;

    private static void CheckValue(Type type, JsonElement value, string path, Dictionary<string, string> errors)
    {
        try
        {
            if (value.ValueKind == JsonValueKind.Null)
                throw new JsonException();
            value.Deserialize(type, ApiJson.Options);
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            errors[path] = $"cannot be read; give {Expected(Nullable.GetUnderlyingType(type) ?? type)}";
        }
    }

    private static string Expected(Type type) => type.Name switch
    {
        nameof(Boolean) => "true or false",
        nameof(Int32) or nameof(Int64) => "a whole number",
        nameof(Double) or nameof(Decimal) => "a number",
        nameof(DateTimeOffset) => "a time of RFC 3339 with its offset, as 2026-12-01T11:30:00Z",
        nameof(DateOnly) => "a date, as 2026-12-01",
        nameof(String) => "a text",
        _ => $"a {type.Name}",
    };
}

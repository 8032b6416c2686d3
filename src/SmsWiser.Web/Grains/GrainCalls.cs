using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SmsWiser.Contracts;
using SmsWiser.Contracts.Accounts;

namespace SmsWiser.Web.Grains;

/// <summary>Calls of grain contracts over HTTP, for the operator of the machine and the command line: whoever reaches this may act for any
/// account. <c>POST /grains/{contract}/{method}/{key}</c> with the arguments as a JSON array; contract and method by their
/// aliases.</summary>
public static class GrainCalls
{
    private static readonly Dictionary<string, Type> Contracts = typeof(IAccountGrain).Assembly.GetExportedTypes()
        .Where(type => type.IsInterface && type.IsAssignableTo(typeof(IGrainWithStringKey)))
        .ToDictionary(Alias, StringComparer.Ordinal);

    private static readonly MethodInfo GetGrain = typeof(IGrainFactory).GetMethods()
        .Single(method => method.Name == nameof(IGrainFactory.GetGrain) && method.GetParameters()[0].ParameterType == typeof(string)
            && method.IsGenericMethod);

    private static readonly MethodInfo Answer =
        typeof(GrainCalls).GetMethod(nameof(AnswerAsync), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>JSON of messages as they cross here; names as in C#.</summary>
    internal static JsonSerializerOptions Json { get; } = new();

    /// <summary>Maps the calls.</summary>
    public static void MapGrainCalls(this IEndpointRouteBuilder routes, IGrainFactory grains) =>
        routes.MapPost("/grains/{contract}/{method}/{**key}",
            (string contract, string method, string key, HttpContext http) => CallAsync(grains, contract, method, key, http));

    /// <summary>Where a method of a grain is called.</summary>
    internal static string Path(Type contract, MethodInfo method, string key) =>
        $"/grains/{Alias(contract)}/{Alias(method)}/{Uri.EscapeDataString(key)}";

    private static string Alias(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>()!.Alias;

    private static async Task<IResult> CallAsync(IGrainFactory grains, string contract, string method, string key, HttpContext http)
    {
        if (!Contracts.TryGetValue(contract, out var type)
            || type.GetMethods().FirstOrDefault(one => Alias(one) == method) is not { } called)
            return Results.Problem($"This node has no grain method {contract}.{method}; client and node differ in version.",
                statusCode: StatusCodes.Status404NotFound);
        try
        {
            var arguments = await ReadAsync(called, http);
            var grain = GetGrain.MakeGenericMethod(type).Invoke(grains, [Uri.UnescapeDataString(key), null])!;
            var answer = (Task)called.Invoke(grain, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
            if (called.ReturnType != typeof(Task))
                return await (Task<IResult>)Answer.MakeGenericMethod(called.ReturnType.GenericTypeArguments[0]).Invoke(null, [answer])!;
            await answer;
            return Results.NoContent();
        }
        catch (RefusedException refused)
        {
            return Results.Json(new GrainRefusal(refused.Code, refused.Message), Json, statusCode: StatusCodes.Status409Conflict);
        }
        catch (JsonException error)
        {
            return Results.Problem($"The arguments of {contract}.{method} cannot be read: {error.Message}", statusCode: 400);
        }
    }

    private static async Task<IResult> AnswerAsync<T>(Task<T> answer) => Results.Json(await answer, Json);

    private static async Task<object?[]> ReadAsync(MethodInfo method, HttpContext http)
    {
        var parameters = method.GetParameters();
        var body = await JsonSerializer.DeserializeAsync<JsonElement[]>(http.Request.Body, Json, http.RequestAborted) ?? [];
        var arguments = new object?[parameters.Length];
        for (int i = 0, read = 0; i < parameters.Length; i++)
        {
            var type = parameters[i].ParameterType;
            arguments[i] = type == typeof(CancellationToken) ? http.RequestAborted
                : read < body.Length ? body[read++].Deserialize(type, Json)
                : throw new JsonException($"{parameters[i].Name} is missing");
        }
        return arguments;
    }
}

/// <summary>A refusal as it crosses.</summary>
internal sealed record GrainRefusal(string Code, string Message);

using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using SmsWiser.Contracts;

namespace SmsWiser.Web.Grains;

/// <summary>The grains of a running node, called through its socket: what a program on the same machine uses in place of the node's own
/// factory. Only grains with text keys; a node does not call its clients back. Any thread.</summary>
public class RemoteGrains : DispatchProxy
{
    private HttpClient node = null!; // Set by Over, straight after construction.

    /// <summary>A factory of references to the grains of a node.</summary>
    /// <param name="node">From <see cref="LocalNode.Connect"/>; disposed by its owner.</param>
    public static IGrainFactory Over(HttpClient node)
    {
        var grains = Create<IGrainFactory, RemoteGrains>();
        ((RemoteGrains)(object)grains).node = node;
        return grains;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod is not { Name: nameof(IGrainFactory.GetGrain), IsGenericMethod: true } || args is not [string key, ..])
            throw new NotSupportedException($"{targetMethod?.Name} cannot be called on a node from outside");
        var contract = targetMethod.GetGenericArguments()[0];
        var grain = (RemoteGrain)Create(contract, typeof(RemoteGrain));
        grain.Bind(node, contract, key);
        return grain;
    }
}

/// <summary>A reference to a grain of a running node.</summary>
internal class RemoteGrain : DispatchProxy
{
    private static readonly MethodInfo Typed =
        typeof(RemoteGrain).GetMethod(nameof(AnswerAsync), BindingFlags.Static | BindingFlags.NonPublic)!;

    private HttpClient node = null!; // Set by Bind, straight after construction.
    private Type contract = null!;
    private string key = "";

    public void Bind(HttpClient to, Type type, string primaryKey) => (node, contract, key) = (to, type, primaryKey);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = targetMethod!;
        var token = args?.OfType<CancellationToken>().FirstOrDefault() ?? default;
        var arguments = (args ?? []).Where(argument => argument is not CancellationToken).ToArray();
        var sent = SendAsync(method, arguments, token);
        return method.ReturnType == typeof(Task) ? sent
            : Typed.MakeGenericMethod(method.ReturnType.GenericTypeArguments[0]).Invoke(null, [sent, token]);
    }

    private async Task<HttpResponseMessage> SendAsync(MethodInfo method, object?[] arguments, CancellationToken token)
    {
        var answer = await node.PostAsJsonAsync(GrainCalls.Path(contract, method, key), arguments, GrainCalls.Json, token);
        if (answer.StatusCode == HttpStatusCode.Conflict)
        {
            var refusal = (await answer.Content.ReadFromJsonAsync<GrainRefusal>(GrainCalls.Json, token))!;
            throw new RefusedException(refusal.Code, refusal.Message);
        }
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException(await answer.Content.ReadAsStringAsync(token), null, answer.StatusCode);
        return answer;
    }

    private static async Task<T> AnswerAsync<T>(Task<HttpResponseMessage> sent, CancellationToken token)
    {
        using var answer = await sent;
        return (await answer.Content.ReadFromJsonAsync<T>(GrainCalls.Json, token))!;
    }
}

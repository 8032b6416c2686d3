using System.Collections.Concurrent;
using System.Reflection;
using Orleans;
using SmsWiser.Core.Chance;
using SmsWiser.Engine;

namespace SmsWiser.Host.Cluster;

/// <summary>Refuses a call whose <c>actor</c> is no client id before the grain sees it. Whether the account exists, and what it may do, is
/// the grain's to say. Any thread.</summary>
internal sealed class TenantFilter : IIncomingGrainCallFilter
{
    private const string Actor = "actor";
    private readonly ConcurrentDictionary<MethodInfo, int> places = new();

    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.InterfaceMethod is { } method && places.GetOrAdd(method, PlaceOfActor) is var place && place >= 0
            && (context.Request.GetArgument(place) is not string actor || PublicId.NormalizeClientId(actor) != actor))
            throw Refusal.NotFound("account");
        return context.Invoke();
    }

    private static int PlaceOfActor(MethodInfo method) =>
        Array.FindIndex(method.GetParameters(), one => one.Name == Actor && one.ParameterType == typeof(string));
}

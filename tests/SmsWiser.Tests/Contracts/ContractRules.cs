using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Runtime;

namespace SmsWiser.Tests.Contracts;

/// <summary>What grain contracts and their messages must keep to, so that they cross to another process and mean the same there.</summary>
internal sealed class ContractRules
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
    private const int MostParameters = 7;

    /// <summary>Types that both hosts carry as they are. Collections are the read-only faces and immutable ones.</summary>
    private static readonly HashSet<Type> Plain =
    [
        typeof(bool), typeof(byte), typeof(short), typeof(int), typeof(long), typeof(double), typeof(decimal), typeof(string), typeof(Guid),
        typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(ReadOnlyMemory<byte>), typeof(Nullable<>),
        typeof(IReadOnlyList<>), typeof(IReadOnlyDictionary<,>), typeof(ImmutableArray<>), typeof(ImmutableDictionary<,>),
    ];

    private readonly HashSet<Type> messages = [];
    private readonly List<string> breaches = [];

    private ContractRules() { }

    /// <summary>Messages, exceptions included, sorted by name.</summary>
    public IReadOnlyList<Type> Messages => [.. messages.OrderBy(type => type.FullName, StringComparer.Ordinal)];

    /// <summary>What breaks a rule, in words.</summary>
    public IReadOnlyList<string> Breaches => breaches;

    /// <summary>Checks contracts, and from these and <paramref name="others"/> on all that is reachable.</summary>
    public static ContractRules Check(IEnumerable<Type> contracts, IEnumerable<Type> others)
    {
        var rules = new ContractRules();
        var all = contracts.ToList();
        foreach (var contract in all) rules.CheckContract(contract);
        foreach (var type in others) rules.CheckMessage(type);
        rules.CheckUnique("alias", all.Concat(rules.Messages), type => type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias);
        return rules;
    }

    private void CheckContract(Type contract)
    {
        Demand(contract.IsVisible, $"{contract.Name} is not public");
        Demand(typeof(IGrain).IsAssignableFrom(contract) || typeof(IGrainObserver).IsAssignableFrom(contract),
            $"{contract.Name} is no grain or observer interface");
        Demand(!contract.IsGenericType, $"{contract.Name} is generic");
        Demand(contract.IsDefined(typeof(AliasAttribute), inherit: false), $"{contract.Name} has no [Alias]");
        foreach (var one in contract.GetProperties(Declared)) breaches.Add($"{contract.Name}.{one.Name} is a property");
        foreach (var one in contract.GetEvents(Declared)) breaches.Add($"{contract.Name}.{one.Name} is an event");
        var methods = contract.GetMethods(Declared).Where(method => !method.IsSpecialName).ToList();
        foreach (var method in methods) CheckMethod(method);
        CheckUnique($"{contract.Name} method", methods, method => method.Name);
        CheckUnique($"{contract.Name} alias", methods, Alias);
    }

    private void CheckMethod(MethodInfo method)
    {
        var name = $"{method.DeclaringType!.Name}.{method.Name}";
        Demand(Alias(method) is not null, $"{name} has no [Alias]");
        Demand(method.IsAbstract && !method.IsStatic, $"{name} has a body");
        Demand(!method.IsGenericMethod, $"{name} is generic");
        Demand(method.GetParameters().Length <= MostParameters, $"{name} has more than {MostParameters} parameters");
        var result = method.ReturnType;
        if (result.IsGenericType && result.GetGenericTypeDefinition() == typeof(Task<>))
            CheckReach(result.GenericTypeArguments[0], $"{name} returns");
        else Demand(result == typeof(Task), $"{name} returns {result.Name}, no task");
        foreach (var parameter in method.GetParameters().Where(one => one.ParameterType != typeof(CancellationToken)))
            CheckReach(parameter.ParameterType, $"{name}, {parameter.Name} is");
    }

    /// <summary>A type that crosses: plain, or a message of the product.</summary>
    private void CheckReach(Type type, string where)
    {
        if (type.IsGenericType && Plain.Contains(type.GetGenericTypeDefinition()))
            foreach (var argument in type.GenericTypeArguments) CheckReach(argument, where);
        else if (Plain.Contains(type) || type.IsGenericParameter || typeof(IAddressable).IsAssignableFrom(type)) return;
        else if (type.Namespace?.StartsWith("SmsWiser.", StringComparison.Ordinal) == true) CheckMessage(type);
        else breaches.Add($"{where} {type.Name}, which does not cross unchanged");
    }

    private void CheckMessage(Type type)
    {
        if (!messages.Add(type)) return;
        var isException = typeof(Exception).IsAssignableFrom(type);
        Demand(type.IsVisible, $"{type.Name} is not public");
        Demand(!type.IsGenericType, $"{type.Name} is generic");
        Demand(type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false), $"{type.Name} has no [GenerateSerializer]");
        Demand(type.IsDefined(typeof(AliasAttribute), inherit: false), $"{type.Name} has no [Alias]");
        if (type.IsEnum) return;
        Demand(type.IsSealed || type.IsAbstract, $"{type.Name} is neither sealed nor abstract");
        Demand(isException || IsRecord(type), $"{type.Name} is no record");
        Demand(isException || type.IsDefined(typeof(ImmutableAttribute), inherit: false), $"{type.Name} has no [Immutable]");
        var members = MembersOf(type).ToList();
        foreach (var member in members) CheckMember(member, isException);
        CheckUnique($"{type.Name} id", members, member => Id(member)?.ToString());
        if (type.BaseType!.Assembly == type.Assembly) CheckMessage(type.BaseType);
        if (type.IsAbstract)
            foreach (var derived in type.Assembly.GetTypes().Where(one => one.BaseType == type)) CheckMessage(derived);
    }

    private void CheckMember(MemberInfo member, bool isException)
    {
        var name = $"{member.DeclaringType!.Name}.{member.Name}";
        Demand(Id(member) is not null, $"{name} has no [Id]");
        Demand(IsFixed(member) || (isException && member is PropertyInfo { SetMethod.IsPrivate: true }), $"{name} can be changed");
        CheckReach(TypeOf(member), $"{name} is");
    }

    /// <summary>State declared by a type itself: fields, or the properties in front of them. What is only computed is no state.</summary>
    public static IEnumerable<MemberInfo> MembersOf(Type type) =>
        type.GetFields(Declared).Where(field => !field.IsStatic).Select(PropertyOf);

    private static MemberInfo PropertyOf(FieldInfo field) => field.Name.IndexOf('>') is var end && end > 0
        ? field.DeclaringType!.GetProperty(field.Name[1..end], Declared) ?? (MemberInfo)field : field;

    public static uint? Id(MemberInfo member) => member.GetCustomAttribute<IdAttribute>()?.Id;

    public static string? Alias(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias;

    public static Type TypeOf(MemberInfo member) => member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;

    private static bool IsFixed(MemberInfo member) => member is PropertyInfo property
        ? property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ?? true
        : ((FieldInfo)member).IsInitOnly;

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", Declared) is not null;

    private void CheckUnique<T>(string what, IEnumerable<T> all, Func<T, string?> key)
    {
        foreach (var group in all.GroupBy(key).Where(group => group.Key is not null && group.Count() > 1))
            breaches.Add($"{what} {group.Key} is there {group.Count()} times");
    }

    private void Demand(bool kept, string breach)
    {
        if (!kept) breaches.Add(breach);
    }
}

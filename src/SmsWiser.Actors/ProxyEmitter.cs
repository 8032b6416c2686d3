using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using Orleans.Concurrency;

namespace SmsWiser.Actors;

/// <summary>Makes the class behind the references of a grain interface, once: its methods pack their arguments into a request.</summary>
internal static class ProxyEmitter
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private const MethodAttributes Static = MethodAttributes.Public | MethodAttributes.Static;
    private static readonly ConcurrentDictionary<Type, Func<GrainReference>> Factories = new();
    private static readonly ModuleBuilder Module = AssemblyBuilder
        .DefineDynamicAssembly(new("SmsWiser.Actors.Proxies"), AssemblyBuilderAccess.Run).DefineDynamicModule("Proxies");

    private static readonly Type[] Tuples = [typeof(Nothing), typeof(ValueTuple<>), typeof(ValueTuple<,>), typeof(ValueTuple<,,>),
        typeof(ValueTuple<,,,>), typeof(ValueTuple<,,,,>), typeof(ValueTuple<,,,,,>), typeof(ValueTuple<,,,,,,>)];

    public static GrainReference Create(Type contract) => (Factories.TryGetValue(contract, out var factory) ? factory : Emit(contract))();

    private static Func<GrainReference> Emit(Type contract)
    {
        lock (Module)
        {
            if (Factories.TryGetValue(contract, out var known)) return known;
            if (!contract.IsInterface || !contract.IsVisible)
                throw new NotSupportedException($"{contract} is not a public interface.");
            var methods = contract.GetInterfaces().Append(contract).SelectMany(one => one.GetMethods()).ToList();
            methods.ForEach(Check);
            var type = Module.DefineType($"{contract.FullName}", TypeAttributes.Sealed, typeof(GrainReference), [contract]);
            for (var i = 0; i < methods.Count; i++) EmitMethod(type, contract, methods[i], i);
            var create = type.DefineMethod("Create", Static, typeof(GrainReference), []).GetILGenerator();
            create.Emit(OpCodes.Newobj, type.DefineDefaultConstructor(MethodAttributes.Public));
            create.Emit(OpCodes.Ret);
            var built = type.CreateType();
            for (var i = 0; i < methods.Count; i++) FillSlot(built, methods[i], i);
            return Factories[contract] = built.GetMethod("Create")!.CreateDelegate<Func<GrainReference>>();
        }
    }

    private static void Check(MethodInfo method)
    {
        var returns = method.ReturnType.IsGenericType ? method.ReturnType.GetGenericTypeDefinition() : method.ReturnType;
        if (method.IsSpecialName || method.IsGenericMethod || !method.IsAbstract || method.GetParameters().Length >= Tuples.Length
            || method.GetParameters().Any(parameter => parameter.ParameterType.IsByRef)
            || (returns != typeof(Task) && returns != typeof(Task<>) && returns != typeof(ValueTask) && returns != typeof(ValueTask<>)))
            throw new NotSupportedException($"{method.DeclaringType}.{method.Name}: a grain method returns a Task or ValueTask, has "
                + $"at most {Tuples.Length - 1} parameters, none by reference, is no property or event, not generic and without a body.");
    }

    private static void EmitMethod(TypeBuilder type, Type contract, MethodInfo method, int index)
    {
        var parameters = method.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        var (arguments, returns, task) = (Arguments(parameters), method.ReturnType, TaskOf(method.ReturnType));
        var slot = type.DefineField($"slot{index}", Slot(contract, method), FieldAttributes.Public | FieldAttributes.Static);

        var call = type.DefineMethod($"call{index}", Static, task, [contract, arguments]).GetILGenerator();
        call.Emit(OpCodes.Ldarg_0);
        for (var i = 1; i <= parameters.Length; i++)
        {
            call.Emit(OpCodes.Ldarga_S, (byte)1);
            call.Emit(OpCodes.Ldfld, arguments.GetField($"Item{i}")!);
        }
        call.Emit(OpCodes.Callvirt, method);
        if (task != returns)
        {
            call.Emit(OpCodes.Stloc, call.DeclareLocal(returns));
            call.Emit(OpCodes.Ldloca_S, (byte)0);
            call.Emit(OpCodes.Call, returns.GetMethod(nameof(ValueTask.AsTask))!);
        }
        call.Emit(OpCodes.Ret);

        var proxy = type.DefineMethod(method.Name, MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final
            | MethodAttributes.HideBySig | MethodAttributes.NewSlot, returns, parameters);
        type.DefineMethodOverride(proxy, method);
        var body = proxy.GetILGenerator();
        body.Emit(OpCodes.Ldarg_0);
        body.Emit(OpCodes.Ldsfld, slot);
        for (var i = 1; i <= parameters.Length; i++) body.Emit(OpCodes.Ldarg, (short)i);
        if (parameters.Length > 0) body.Emit(OpCodes.Newobj, arguments.GetConstructor(parameters)!);
        else body.Emit(OpCodes.Ldloc, body.DeclareLocal(arguments));
        body.Emit(OpCodes.Newobj, Call(contract, arguments, task).GetConstructors(Any)[0]);
        var token = Array.IndexOf(parameters, typeof(CancellationToken));
        if (token >= 0) body.Emit(OpCodes.Ldarg, (short)(token + 1));
        else body.Emit(OpCodes.Call, typeof(CancellationToken).GetProperty(nameof(CancellationToken.None))!.GetMethod!);
        body.Emit(OpCodes.Call, Sender(returns));
        body.Emit(OpCodes.Ret);
    }

    private static void FillSlot(Type built, MethodInfo method, int index)
    {
        var field = built.GetField($"slot{index}")!;
        var call = built.GetMethod($"call{index}")!.CreateDelegate(field.FieldType.GetField("Call")!.FieldType);
        field.SetValue(null, Activator.CreateInstance(field.FieldType, method.Name, method.IsDefined(typeof(AlwaysInterleaveAttribute)),
            method.IsDefined(typeof(ReadOnlyAttribute)), method.IsDefined(typeof(OneWayAttribute)), call));
    }

    private static Type Arguments(Type[] parameters) =>
        parameters.Length == 0 ? typeof(Nothing) : Tuples[parameters.Length].MakeGenericType(parameters);

    private static Type Slot(Type contract, MethodInfo method) => typeof(CallSlot<,,>).MakeGenericType(
        contract, Arguments([.. method.GetParameters().Select(parameter => parameter.ParameterType)]), TaskOf(method.ReturnType));

    private static Type Call(Type contract, Type arguments, Type task) => task.IsGenericType
        ? typeof(TaskCall<,,>).MakeGenericType(contract, arguments, task.GenericTypeArguments[0])
        : typeof(TaskCall<,>).MakeGenericType(contract, arguments);

    /// <summary>A call runs as a task, also where the method returns a ValueTask.</summary>
    private static Type TaskOf(Type returns) => returns.IsGenericType
        ? typeof(Task<>).MakeGenericType(returns.GenericTypeArguments) : typeof(Task);

    private static MethodInfo Sender(Type returns) => !returns.IsGenericType
        ? Method(returns == typeof(Task) ? nameof(GrainReference.CallPlain) : nameof(GrainReference.CallPlainValue))
        : Method(returns.GetGenericTypeDefinition() == typeof(Task<>) ? nameof(GrainReference.Call) : nameof(GrainReference.CallValue))
            .MakeGenericMethod(returns.GenericTypeArguments);

    private static MethodInfo Method(string name) => typeof(GrainReference).GetMethod(name, Any)!;
}

using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace SmsWiser.Tests.Contracts;

/// <summary>The public face of an assembly as lines of text, read from its metadata without loading it or what it depends on.</summary>
internal sealed class AssemblySignatures
{
    private static readonly string[] EveryObjectHas = [nameof(Equals), nameof(GetHashCode), nameof(ToString)];

    private readonly MetadataReader reader;
    private readonly SignatureNames names;

    private AssemblySignatures(MetadataReader reader) => (this.reader, names) = (reader, new(reader));

    /// <summary>Public types of the <c>Orleans</c> namespaces by full name; each a set of lines: what it is, interfaces, members.</summary>
    public static SortedDictionary<string, SortedSet<string>> OfOrleans(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var signatures = new AssemblySignatures(file.GetMetadataReader());
        var types = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var handle in signatures.reader.TypeDefinitions)
        {
            var name = signatures.names.Of(handle);
            var type = signatures.reader.GetTypeDefinition(handle);
            var isPublic = (type.Attributes & TypeAttributes.VisibilityMask) is TypeAttributes.Public;
            if (isPublic && name.StartsWith("Orleans.", StringComparison.Ordinal))
                types.Add(name, new(signatures.Lines(type), StringComparer.Ordinal));
        }
        return types;
    }

    private IEnumerable<string> Lines(TypeDefinition type)
    {
        var ofType = Generics(type.GetGenericParameters());
        var generic = new GenericNames(ofType, []);
        var flags = type.Attributes;
        var kind = flags.HasFlag(TypeAttributes.Interface) ? "interface" : "class";
        var of = type.BaseType.IsNil ? "" : $" : {names.Of(type.BaseType, generic)}";
        yield return $"{(flags.HasFlag(TypeAttributes.Abstract) ? "abstract " : "")}"
            + $"{(flags.HasFlag(TypeAttributes.Sealed) ? "sealed " : "")}{kind} <{string.Join(", ", ofType)}>{of}";
        foreach (var line in Constraints(type.GetGenericParameters(), generic)) yield return line;
        foreach (var line in type.GetInterfaceImplementations())
            yield return $"implements {names.Of(reader.GetInterfaceImplementation(line).Interface, generic)}";
        foreach (var line in Usage(type.GetCustomAttributes())) yield return line;
        foreach (var line in Fields(type, generic).Concat(Methods(type, ofType)).Concat(Properties(type, generic))) yield return line;
    }

    private IEnumerable<string> Fields(TypeDefinition type, GenericNames generic) =>
        from handle in type.GetFields()
        let field = reader.GetFieldDefinition(handle)
        where IsOpen((MethodAttributes)(field.Attributes & FieldAttributes.FieldAccessMask))
        let value = field.GetDefaultValue()
        select $"field {field.DecodeSignature(names, generic)} {reader.GetString(field.Name)}{Default(value)}";

    private IEnumerable<string> Methods(TypeDefinition type, ImmutableArray<string> ofType)
    {
        foreach (var handle in type.GetMethods())
        {
            var method = reader.GetMethodDefinition(handle);
            if (!IsOpen(method.Attributes) || EveryObjectHas.Contains(reader.GetString(method.Name))) continue;
            var generic = new GenericNames(ofType, Generics(method.GetGenericParameters()));
            var signature = method.DecodeSignature(names, generic);
            var parameters = new string[signature.ParameterTypes.Length];
            foreach (var one in method.GetParameters().Select(reader.GetParameter).Where(one => one.SequenceNumber > 0))
                parameters[one.SequenceNumber - 1] = $"{signature.ParameterTypes[one.SequenceNumber - 1]} {reader.GetString(one.Name)}"
                    + Default(one.GetDefaultValue());
            var constraints = string.Concat(Constraints(method.GetGenericParameters(), generic).Select(one => $" {one}"));
            var extension = Has(method.GetCustomAttributes(), "System.Runtime.CompilerServices.ExtensionAttribute") ? "this " : "";
            yield return $"{Modifiers(method.Attributes)}{signature.ReturnType} {reader.GetString(method.Name)}"
                + $"<{string.Join(", ", generic.OfMethod)}>({extension}{string.Join(", ", parameters)}){constraints}";
        }
    }

    /// <summary>Only what their accessors do not tell.</summary>
    private IEnumerable<string> Properties(TypeDefinition type, GenericNames generic) =>
        from handle in type.GetProperties()
        let property = reader.GetPropertyDefinition(handle)
        where Has(property.GetCustomAttributes(), "System.Runtime.CompilerServices.RequiredMemberAttribute")
        select $"required {property.DecodeSignature(names, generic).ReturnType} {reader.GetString(property.Name)}";

    private IEnumerable<string> Constraints(GenericParameterHandleCollection parameters, GenericNames generic)
    {
        foreach (var parameter in parameters.Select(reader.GetGenericParameter))
        {
            var flags = parameter.Attributes == GenericParameterAttributes.None ? [] : new[] { parameter.Attributes.ToString() };
            var types = parameter.GetConstraints().Select(one => names.Of(reader.GetGenericParameterConstraint(one).Type, generic));
            var all = string.Join(", ", flags.Concat(types));
            if (all.Length > 0) yield return $"where {reader.GetString(parameter.Name)} : {all}";
        }
    }

    /// <summary>Where an attribute may stand: a line per target.</summary>
    private IEnumerable<string> Usage(CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes.Select(reader.GetCustomAttribute))
        {
            if (Name(attribute) != "System.AttributeUsageAttribute") continue;
            var value = attribute.DecodeValue(names);
            foreach (var target in Enum.GetValues<AttributeTargets>().Where(one => one != AttributeTargets.All))
                if (((AttributeTargets)(int)value.FixedArguments[0].Value!).HasFlag(target)) yield return $"on {target}";
            foreach (var named in value.NamedArguments) yield return $"usage {named.Name} = {named.Value}";
        }
    }

    private string Default(ConstantHandle handle)
    {
        if (handle.IsNil) return "";
        var constant = reader.GetConstant(handle);
        var value = reader.GetBlobReader(constant.Value).ReadConstant(constant.TypeCode);
        return $" = {(value is null ? "null" : Convert.ToString(value, CultureInfo.InvariantCulture))}";
    }

    private bool Has(CustomAttributeHandleCollection attributes, string name) =>
        attributes.Any(one => Name(reader.GetCustomAttribute(one)) == name);

    private string Name(CustomAttribute attribute) => attribute.Constructor.Kind == HandleKind.MemberReference
        ? names.Of(reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent)
        : names.Of(reader.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType());

    private ImmutableArray<string> Generics(GenericParameterHandleCollection parameters) =>
        [.. parameters.Select(one => reader.GetString(reader.GetGenericParameter(one).Name))];

    private static bool IsOpen(MethodAttributes attributes) => (attributes & MethodAttributes.MemberAccessMask)
        is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

    /// <summary>A method that is virtual only to implement an interface is not virtual for those who use it.</summary>
    private static string Modifiers(MethodAttributes flags)
    {
        var access = (flags & MethodAttributes.MemberAccessMask) == MethodAttributes.Public ? "public " : "protected ";
        var form = flags.HasFlag(MethodAttributes.Static) ? "static "
            : flags.HasFlag(MethodAttributes.Abstract) ? "abstract "
            : flags.HasFlag(MethodAttributes.Virtual) && !flags.HasFlag(MethodAttributes.Final) ? "virtual " : "";
        return access + form;
    }
}

using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace SmsWiser.Tests.Contracts;

/// <summary>Names of types in signatures as text: full names, generic parameters by name, <c>init</c> in front.</summary>
internal sealed class SignatureNames(MetadataReader reader)
    : ISignatureTypeProvider<string, GenericNames>, ICustomAttributeTypeProvider<string>
{
    public string GetTypeFromDefinition(MetadataReader _, TypeDefinitionHandle handle, byte rawTypeKind) => Of(handle);

    public string GetTypeFromReference(MetadataReader _, TypeReferenceHandle handle, byte rawTypeKind) => Of(handle);

    public string GetTypeFromSpecification(
        MetadataReader _, GenericNames genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => $"System.{typeCode}";

    public string GetSZArrayType(string elementType) => $"{elementType}[]";

    public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[{new string(',', shape.Rank - 1)}]";

    public string GetByReferenceType(string elementType) => $"ref {elementType}";

    public string GetPointerType(string elementType) => $"{elementType}*";

    public string GetPinnedType(string elementType) => elementType;

    public string GetFunctionPointerType(MethodSignature<string> signature) => "delegate*";

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => isRequired
        ? $"{(modifier.EndsWith(".IsExternalInit", StringComparison.Ordinal) ? "init" : modifier)} {unmodifiedType}" : unmodifiedType;

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) =>
        $"{genericType.Split('`')[0]}<{string.Join(", ", typeArguments)}>";

    public string GetGenericMethodParameter(GenericNames genericContext, int index) => genericContext.OfMethod[index];

    public string GetGenericTypeParameter(GenericNames genericContext, int index) => genericContext.OfType[index];

    public string GetSystemType() => "System.Type";

    public string GetTypeFromSerializedName(string name) => name;

    /// <summary>The only enum whose values attributes are read for is <c>AttributeTargets</c>.</summary>
    public PrimitiveTypeCode GetUnderlyingEnumType(string type) => PrimitiveTypeCode.Int32;

    public bool IsSystemType(string type) => type == "System.Type";

    /// <summary>A type by any handle, with <c>`n</c> when it is generic and not constructed.</summary>
    public string Of(EntityHandle handle, GenericNames names = default) => handle.Kind switch
    {
        HandleKind.TypeDefinition => OfDefinition(reader.GetTypeDefinition((TypeDefinitionHandle)handle)),
        HandleKind.TypeReference => OfReference(reader.GetTypeReference((TypeReferenceHandle)handle)),
        HandleKind.TypeSpecification => GetTypeFromSpecification(reader, names, (TypeSpecificationHandle)handle, 0),
        _ => throw new BadImageFormatException($"A type was expected, not a {handle.Kind}."),
    };

    private string OfDefinition(TypeDefinition type) => type.IsNested
        ? $"{Of(type.GetDeclaringType())}+{reader.GetString(type.Name)}" : Full(type.Namespace, type.Name);

    private string OfReference(TypeReference type) => type.ResolutionScope.Kind == HandleKind.TypeReference
        ? $"{Of(type.ResolutionScope)}+{reader.GetString(type.Name)}" : Full(type.Namespace, type.Name);

    private string Full(StringHandle space, StringHandle name) => $"{reader.GetString(space)}.{reader.GetString(name)}";
}

/// <summary>Names of the generic parameters in reach.</summary>
internal readonly record struct GenericNames(ImmutableArray<string> OfType, ImmutableArray<string> OfMethod);

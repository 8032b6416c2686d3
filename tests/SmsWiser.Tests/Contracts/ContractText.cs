using System.Text;

namespace SmsWiser.Tests.Contracts;

/// <summary>Contracts as text: what other versions of a program rely on. Types stand by their aliases.</summary>
internal static class ContractText
{
    public static string Of(IEnumerable<Type> contracts, IEnumerable<Type> messages)
    {
        var text = new StringBuilder();
        foreach (var contract in contracts.OrderBy(Name, StringComparer.Ordinal))
        {
            text.Append($"grain {Name(contract)}: {contract.Name}\n");
            foreach (var method in contract.GetMethods().OrderBy(ContractRules.Alias, StringComparer.Ordinal))
                text.Append($"    {ContractRules.Alias(method)}: {Name(method.ReturnType)} {method.Name}("
                    + $"{string.Join(", ", method.GetParameters().Select(one => $"{Name(one.ParameterType)} {one.Name}"))})\n");
        }
        foreach (var message in messages.OrderBy(Name, StringComparer.Ordinal))
        {
            text.Append($"message {Name(message)}: {message.Name}\n");
            if (message.IsEnum)
                foreach (var name in Enum.GetNames(message)) text.Append($"    {Enum.Parse(message, name):D}: {name}\n");
            else
                foreach (var member in ContractRules.MembersOf(message).OrderBy(ContractRules.Id))
                    text.Append($"    {ContractRules.Id(member)}: {Name(ContractRules.TypeOf(member))} {member.Name}\n");
        }
        return text.ToString();
    }

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GenericTypeArguments.Select(Name))}>"
        : ContractRules.Alias(type) ?? type.Name;
}

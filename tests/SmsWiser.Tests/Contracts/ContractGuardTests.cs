using System.Reflection;
using SmsWiser.Contracts;
using SmsWiser.Contracts.Shares;
using SmsWiser.Tests.Tidy;

namespace SmsWiser.Tests.Contracts;

/// <summary>Grain contracts can cross to another process, and to one of another version.</summary>
public class ContractGuardTests
{
    private const string Golden = "tests/SmsWiser.Tests/Contracts/contracts.golden.txt";

    private static readonly Type[] Public = typeof(RefusedException).Assembly.GetExportedTypes()
        .Where(type => type.Namespace!.StartsWith("SmsWiser.Contracts", StringComparison.Ordinal)).ToArray();
    private static readonly Type[] Contracts = [.. Public.Where(type => type.IsInterface)];
    private static readonly ContractRules Rules = ContractRules.Check(Contracts, Public.Where(type => !type.IsInterface));

    [Fact]
    public void Contracts_and_all_that_crosses_keep_the_rules()
    {
        Assert.True(Rules.Breaches.Count == 0, string.Join(Environment.NewLine, Rules.Breaches));
    }

    [Fact]
    public void All_that_crosses_is_found()
    {
        Assert.Contains(typeof(IShareGrantGrain), Contracts);
        Assert.Contains(typeof(StopReceipt), Rules.Messages);
        Assert.Equal(Public.Except(Contracts).OrderBy(type => type.FullName, StringComparer.Ordinal), Rules.Messages);
    }

    [Fact]
    public void Aliases_and_ids_are_those_that_other_versions_know()
    {
        var text = ContractText.Of(Contracts, Rules.Messages);
        var known = SourceTree.Read(Golden).ReplaceLineEndings("\n");
        var gone = known.Split('\n').Except(text.Split('\n')).Select(line => $"  - {line}");
        var added = text.Split('\n').Except(known.Split('\n')).Select(line => $"  + {line}");
        var made = Path.Combine(AppContext.BaseDirectory, Path.GetFileName(Golden));
        File.WriteAllText(made, text);

        Assert.True(text == known, $"""
            The contracts are not those of {Golden}:
            {string.Join(Environment.NewLine, gone.Concat(added))}
            Programs of other versions rely on them: an alias or id must never change, or be used again for something else; a new one may
            be added, with the next free id. To accept what is meant:
              cp {made} {Path.Combine(SourceTree.Root, Golden)}
              git diff {Golden}
            """);
    }

    [Theory]
    [InlineData(typeof(IPlainInterface), "IPlainInterface is no grain or observer interface")]
    [InlineData(typeof(INamelessGrain), "INamelessGrain has no [Alias]", "INamelessGrain.WorkAsync has no [Alias]")]
    [InlineData(typeof(IGenericGrain<>), "IGenericGrain`1 is generic")]
    [InlineData(typeof(IPropertyGrain), "IPropertyGrain.Colour is a property", "IPropertyGrain.Changed is an event")]
    [InlineData(typeof(IOverloadGrain), "IOverloadGrain method WorkAsync is there 2 times")]
    [InlineData(typeof(IAmbiguousGrain), "IAmbiguousGrain alias work is there 2 times")]
    [InlineData(typeof(IBodyGrain), "IBodyGrain.WorkAsync has a body", "IBodyGrain.MakeAsync has a body")]
    [InlineData(typeof(IGenericMethodGrain), "IGenericMethodGrain.WorkAsync is generic")]
    [InlineData(typeof(IReturningGrain), "IReturningGrain.Work returns Int32, no task",
        "IReturningGrain.ListAsync returns List`1, which does not cross unchanged")]
    [InlineData(typeof(IRefGrain), "IRefGrain.WorkAsync, text is String&, which does not cross unchanged")]
    [InlineData(typeof(ILongGrain), "ILongGrain.WorkAsync has more than 7 parameters")]
    [InlineData(typeof(ITwinGrain), "alias probe.twin is there 2 times")]
    [InlineData(typeof(IBareGrain), "Bare has no [GenerateSerializer]", "Bare has no [Alias]", "Bare is neither sealed nor abstract",
        "Bare is no record", "Bare has no [Immutable]", "Bare.text has no [Id]", "Bare.text can be changed")]
    [InlineData(typeof(INestedGrain), "Inner.Text can be changed", "Inner.Bytes is Byte[], which does not cross unchanged",
        "Inner id 0 is there 2 times")]
    [InlineData(typeof(IPositionalGrain), "Positional.Text has no [Id]")]
    [InlineData(typeof(IFamilyGrain), "Derived.Text can be changed")]
    [InlineData(typeof(IEnumGrain), "Shade has no [GenerateSerializer]", "Shade has no [Alias]")]
    [InlineData(typeof(IGoodGrain))]
    public void Each_rule_is_held(Type contract, params string[] breaches)
    {
        Assert.Equal(breaches, ContractRules.Check([contract], []).Breaches);
    }
}

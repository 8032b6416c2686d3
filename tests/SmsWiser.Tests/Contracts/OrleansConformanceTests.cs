using System.Reflection;
using SmsWiser.Actors;
using SmsWiser.Tests.Tidy;

namespace SmsWiser.Tests.Contracts;

/// <summary>What the embedded host shows in Orleans' namespaces is a subset of Orleans, name by name.</summary>
public class OrleansConformanceTests
{
    private const string OtherAssemblies = "tests/SmsWiser.Tests/Contracts/orleans.other-assemblies.txt";

    private static readonly SortedDictionary<string, SortedSet<string>> Ours =
        AssemblySignatures.OfOrleans(typeof(GrainHost).Assembly.Location);
    private static readonly SortedDictionary<string, SortedSet<string>> Theirs =
        AssemblySignatures.OfOrleans(typeof(OrleansConformanceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(one => one.Key == "OrleansAssembly").Value!);
    private static readonly SortedDictionary<string, SortedSet<string>> TheirsElsewhere = ReadOtherAssemblies();

    [Fact]
    public void Every_mirrored_type_and_member_is_one_of_orleans()
    {
        var missing = NotIn(Theirs.Concat(TheirsElsewhere).ToDictionary(), Ours);

        Assert.True(missing.Length == 0, $"Orleans does not have:{Environment.NewLine}{string.Join(Environment.NewLine, missing)}");
    }

    [Fact]
    public void The_file_that_the_contracts_flavour_compiles_holds_just_the_types_of_other_assemblies()
    {
        Assert.Equal(Ours.Keys.Except(Theirs.Keys), TheirsElsewhere.Keys);
        Assert.Empty(Theirs.Keys.Intersect(TheirsElsewhere.Keys));
    }

    [Theory]
    [InlineData("Orleans.IGrainFactory", "public abstract TGrainInterface GetGrain<TGrainInterface>(System.String primaryKey, "
        + "System.String grainClassNamePrefix = null) where TGrainInterface : Orleans.IGrainWithStringKey")]
    [InlineData("Orleans.Grain", "protected System.Void DelayDeactivation<>(System.TimeSpan timeSpan)")]
    [InlineData("Orleans.DeactivationReasonCode", "field Orleans.DeactivationReasonCode HighMemoryPressure = 12")]
    [InlineData("Orleans.Runtime.IGrainTimer", "implements System.IDisposable")]
    [InlineData("Orleans.Concurrency.ReentrantAttribute", "on Class")]
    [InlineData("Orleans.Core.IStorage`1", "abstract interface <TState>")]
    [InlineData("Orleans.Runtime.GrainTimerCreationOptions", "required System.TimeSpan DueTime")]
    public void Both_assemblies_are_read_alike(string type, string line)
    {
        Assert.Contains(line, Ours[type]);
        Assert.Contains(line, Theirs[type]);
    }

    [Fact]
    public void What_orleans_lacks_is_named()
    {
        var made = new SortedDictionary<string, SortedSet<string>>(Ours)
        {
            ["Orleans.IGrainFactory"] = [.. Ours["Orleans.IGrainFactory"], "public abstract System.Void Stop<>()"],
            ["Orleans.IGrainWithColour"] = ["abstract interface <>"],
        };

        Assert.Equal(["Orleans.IGrainFactory: public abstract System.Void Stop<>()", "Orleans.IGrainWithColour is no type of Orleans"],
            NotIn(Theirs.Concat(TheirsElsewhere).ToDictionary(), made));
    }

    private static string[] NotIn(
        Dictionary<string, SortedSet<string>> theirs, SortedDictionary<string, SortedSet<string>> ours) =>
        [.. ours.SelectMany(type => theirs.TryGetValue(type.Key, out var lines)
            ? type.Value.Except(lines).Select(line => $"{type.Key}: {line}") : [$"{type.Key} is no type of Orleans"])];

    /// <summary>Types at the start of a line, what they have indented below, <c>#</c> for remarks.</summary>
    private static SortedDictionary<string, SortedSet<string>> ReadOtherAssemblies()
    {
        var types = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        var members = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var line in SourceTree.Lines(OtherAssemblies).Where(line => line.Length > 0 && line[0] != '#'))
            if (line[0] != ' ') types.Add(line, members = new(StringComparer.Ordinal));
            else Assert.True(members.Add(line.Trim()), $"{OtherAssemblies} says twice: {line.Trim()}");
        return types;
    }
}

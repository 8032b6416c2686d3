using System.CommandLine;
using System.CommandLine.Parsing;
using SmsWiser.Host.Commands;

namespace SmsWiser.System.Tests.Commands;

/// <summary>What <c>--help</c> says of each verb.</summary>
public sealed class HelpTests
{
    private const string Example = "Example: smswiser ";

    public static TheoryData<string> Verbs => [.. All().Select(verb => verb.Path)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Its_example_can_be_typed_as_it_stands(string path)
    {
        var verb = All().Single(one => one.Path == path).Verb;
        var at = verb.Description!.IndexOf(Example, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{path} has no example");
        var typed = CommandLineParser.SplitCommandLine(verb.Description[(at + Example.Length)..]
            .Replace('\'', '"').Replace("\"spent > 100 and city = \"Lyon\"\"", "x", StringComparison.Ordinal));

        var parsed = Root.Create().Parse([.. typed]);

        Assert.Empty(parsed.Errors.Select(error => error.Message));
        Assert.Equal(verb.Name, parsed.CommandResult.Command.Name);
    }

    [Fact]
    public void All_options_and_arguments_are_explained()
    {
        Assert.Empty(All().SelectMany(one => one.Verb.Options.Cast<Symbol>().Concat(one.Verb.Arguments)
            .Where(symbol => string.IsNullOrEmpty(symbol.Description)).Select(symbol => $"{one.Path} {symbol.Name}")));
    }

    private static IEnumerable<(string Path, Command Verb)> All() => Below(Root.Create(), "");

    private static IEnumerable<(string Path, Command Verb)> Below(Command command, string path) => command.Subcommands.SelectMany(one =>
        one.Subcommands.Count == 0 ? [($"{path}{one.Name}", one)] : Below(one, $"{path}{one.Name} "));
}

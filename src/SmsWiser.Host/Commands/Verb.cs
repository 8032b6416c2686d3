using System.CommandLine;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using SmsWiser.Contracts;
using SmsWiser.Core.Sealing;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Host.Commands;

/// <summary>Makes the verbs of a noun: <c>smswiser lists create …</c>.</summary>
internal static class Verb
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int BadUsage = 2;

    /// <summary>A noun with its verbs.</summary>
    public static Command Noun(string name, string what, params Command[] verbs)
    {
        var noun = new Command(name, what);
        foreach (var verb in verbs)
            noun.Add(verb);
        return noun;
    }

    /// <summary>A verb.</summary>
    /// <param name="name">What is typed.</param>
    /// <param name="what">What it does, in one sentence.</param>
    /// <param name="example">What is typed behind <c>smswiser</c>.</param>
    /// <param name="symbols">Its arguments and options.</param>
    /// <param name="run">Does it.</param>
    /// <param name="mayCreate">Whether it may begin with an empty data directory.</param>
    public static Command Of(
        string name, string what, string example, IEnumerable<Symbol> symbols, Func<CommandRun, Task> run, bool mayCreate = false)
    {
        var command = new Command(name, $"{what}\n\nExample: smswiser {example}");
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
                command.Add(argument);
            else
                command.Add((Option)symbol);
        }
        command.Add(CommonOptions.Data);
        command.Add(CommonOptions.Account);
        command.Add(CommonOptions.Json);
        command.SetAction((parsed, cancellation) => RunAsync(parsed, run, mayCreate, cancellation));
        return command;
    }

    /// <summary>A verb on files, for which no node is asked or started.</summary>
    public static Command OnFiles(string name, string what, string example, IEnumerable<Symbol> symbols,
        Func<ParseResult, ResultScreen, CancellationToken, Task> run)
    {
        var command = new Command(name, $"{what}\n\nExample: smswiser {example}");
        foreach (var symbol in symbols.Append(CommonOptions.Json))
        {
            if (symbol is Argument argument)
                command.Add(argument);
            else
                command.Add((Option)symbol);
        }
        command.SetAction((parsed, cancellation) => GuardAsync(
            parsed, () => run(parsed, new(parsed.GetValue(CommonOptions.Json)), cancellation), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed, Func<CommandRun, Task> run, bool mayCreate, CancellationToken cancellation)
    {
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(new ErrorLog()).SetMinimumLevel(LogLevel.Warning));
        return await GuardAsync(parsed, async () =>
        {
            var directory = parsed.GetValue(CommonOptions.Data)!;
            await using var node = await NodeAccess.OpenAsync(directory, mayCreate, logging, cancellation);
            await run(new(parsed, node, new(parsed.GetValue(CommonOptions.Json)), cancellation));
        }, cancellation);
    }

    private static async Task<int> GuardAsync(ParseResult parsed, Func<Task> run, CancellationToken cancellation)
    {
        var said = $"smswiser {string.Join(' ', Names(parsed))}";
        try
        {
            await run();
            return Done;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"{said}: stopped.");
            return Failed;
        }
        catch (Exception error) when (Explain(error) is { } explained)
        {
            await Console.Error.WriteLineAsync($"{said}: {explained.Text.TrimEnd('.')}.");
            return explained.Code;
        }
    }

    /// <summary>What to say and the exit code; null for what is our own bug.</summary>
    private static (string Text, int Code)? Explain(Exception error) => error switch
    {
        UsageException => (error.Message, BadUsage),
        RefusedException { Code: "carrier_unavailable" or "overloaded" or "conflict" } => (error.Message, Failed),
        RefusedException => (error.Message, BadUsage),
        DataDirectoryInUseException or DatabaseTooNewException => (error.Message, BadUsage),
        StoreException or InvalidDataException or UnknownKeyException or SealBrokenException => (error.Message, Failed),
        HttpRequestException => ($"the node does not answer as it should: {error.Message}", Failed),
        UnauthorizedAccessException or IOException or SocketException => (error.Message, Failed),
        _ => null,
    };

    private static Stack<string> Names(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var at = parsed.CommandResult; at.Parent is not null; at = (System.CommandLine.Parsing.CommandResult)at.Parent)
            names.Push(at.Command.Name);
        return names;
    }
}

using System.CommandLine;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using SmsWiser.Contracts;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Host.Demo;

/// <summary>The command <c>smswiser demo</c>: the main job on this machine with nothing installed.</summary>
internal static class DemoCommand
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int BadUsage = 2;

    public static Command Create()
    {
        var options = new DemoCommandOptions();
        var command = new Command("demo", """
            Tells the main job as a story: a list of leads is shared without showing it, a campaign runs over it, the share is
            stopped in mid-run. With --no-story: one plain run with the options given.

            Example: smswiser demo --no-story --leads 1000000 --binds 4 --window 100
            """);
        foreach (var option in options.All)
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => RunAsync(options.Read(parsed), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(DemoOptions options, CancellationToken cancellation)
    {
        var screen = new DemoScreen(options.Json);
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(new ErrorLog()).SetMinimumLevel(LogLevel.Warning));
        try
        {
            options.Validate();
            if (options is { NoStory: false, Json: false })
            {
                await new DemoStory(options, screen, logging).RunAsync(cancellation);
                return Done;
            }
            var result = await new PlainRun(options, screen, logging).RunAsync(cancellation);
            if (options.Json)
                Console.WriteLine(DemoJson.Line(result));
            return Done;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync(options.Data is null
                ? "smswiser demo: stopped."
                : $"smswiser demo: stopped; run it again with --data {options.Data} to go on.");
            return Failed;
        }
        catch (Exception error) when (Explain(error) is { } explained)
        {
            await Console.Error.WriteLineAsync($"smswiser demo: {explained.Text}");
            return explained.Code;
        }
    }

    /// <summary>One line that says what to do; null for what is our own bug.</summary>
    private static (string Text, int Code)? Explain(Exception error) => error switch
    {
        RefusedException { Code: "invalid_template" } => ($"{error.Message}. Give another text with --template.", BadUsage),
        UsageException => (error.Message, BadUsage),
        RefusedException { Code: "carrier_unavailable" } => ($"{error.Message} Check host, port, system id and password.", Failed),
        RefusedException => (error.Message, BadUsage),
        DataDirectoryInUseException or DatabaseTooNewException => (error.Message, BadUsage),
        StoreException or InvalidDataException => (error.Message, Failed),
        UnauthorizedAccessException or IOException => ($"{error.Message} Check --data and --csv.", Failed),
        SocketException => ($"the simulated carrier cannot listen: {error.Message}", Failed),
        _ => null,
    };
}

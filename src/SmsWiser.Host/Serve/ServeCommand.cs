using System.CommandLine;
using Microsoft.Extensions.Logging;
using SmsWiser.Contracts;
using SmsWiser.Contracts.Carriers;
using SmsWiser.Host.Commands;
using SmsWiser.Host.Links;
using SmsWiser.Host.Time;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Host.Serve;

/// <summary>The command <c>smswiser serve</c>: a node that runs until it is told to stop.</summary>
internal static class ServeCommand
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int BadUsage = 2;

    public static Command Create()
    {
        var command = new Command("serve", """
            Runs a node on a data directory until it is interrupted: brings the carriers up, goes on with unfinished sendouts and takes
            commands from 'smswiser … --data DIR' on the same machine.

            Example: smswiser serve --data ./smswiser-data
            """)
        {
            CommonOptions.Data,
            LinksOption.BaseUrl,
        };
        command.SetAction((parsed, cancellation) =>
            RunAsync(parsed.GetValue(CommonOptions.Data)!, parsed.GetValue(LinksOption.BaseUrl), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string directory, string? linksBaseUrl, CancellationToken cancellation)
    {
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(new ErrorLog()).SetMinimumLevel(LogLevel.Warning));
        try
        {
            await using var host = await NodeHost.StartAsync(
                directory, LinksOption.Read(linksBaseUrl), new(), new LoopTime(), logging, cancellation);
            await using var listener = await NodeListener.StartAsync(host, directory, logging, cancellation);
            Console.WriteLine($"A node runs on {Path.GetFullPath(directory)}; Ctrl-C or SIGTERM stops it in order.");
            foreach (var carrier in await host.Store.Carriers.ListAsync(cancellation))
                await ConnectAsync(host.Grains.GetGrain<ICarrierGrain>(carrier.Name), carrier.Name);
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Console.WriteLine("Stopped; unfinished sendouts go on at the next start.");
            return Done;
        }
        catch (Exception error) when (error is DataDirectoryInUseException or DatabaseTooNewException or IOException
            or UnauthorizedAccessException or InvalidDataException or StoreException or UsageException)
        {
            await Console.Error.WriteLineAsync($"smswiser serve: {error.Message}");
            return error is DataDirectoryInUseException or DatabaseTooNewException or UsageException ? BadUsage : Failed;
        }
        return Done;
    }

    /// <summary>A carrier that is away does not keep the node from starting: its binds go on trying.</summary>
    private static async Task ConnectAsync(ICarrierGrain carrier, string name)
    {
        try
        {
            await carrier.ConnectAsync();
            Console.WriteLine($"Carrier {name}: {(await carrier.BindsAsync()).Count(bind => bind.State == "bound")} binds are up.");
        }
        catch (RefusedException refused) when (refused.Code == "carrier_unavailable")
        {
            Console.WriteLine($"Carrier {name} is away and will be tried again: {refused.Message}");
        }
    }
}

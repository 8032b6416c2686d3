using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using SmsWiser.Contracts;
using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Carriers;
using SmsWiser.Host.Chance;
using SmsWiser.Host.Commands;
using SmsWiser.Host.Links;
using SmsWiser.Host.Time;
using SmsWiser.Storage.Sqlite;
using SmsWiser.Web;

namespace SmsWiser.Host.Serve;

/// <summary>The command <c>smswiser serve</c>: a node that runs until it is told to stop.</summary>
internal static class ServeCommand
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int BadUsage = 2;

    private static readonly Option<IPEndPoint> Listen = new("--listen")
    {
        Description = "Address and port of the HTTP API.",
        CustomParser = parsed =>
        {
            if (IPEndPoint.TryParse(parsed.Tokens[0].Value, out var listen))
                return listen;
            parsed.AddError($"'{parsed.Tokens[0].Value}' is no address and port; give one as 127.0.0.1:8080 or [::1]:8080");
            return null;
        },
        DefaultValueFactory = _ => new HttpOptions().Listen,
    };

    private static readonly Option<string?> Certificate = new("--tls-certificate") { Description = "PEM file; the HTTP API then has TLS." };

    private static readonly Option<string?> CertificateKey =
        new("--tls-key") { Description = "PEM file with the certificate's private key (default: it is in the same file)." };

    public static Command Create()
    {
        var command = new Command("serve", """
            Runs a node on a data directory until it is interrupted: brings the carriers up, goes on with unfinished sendouts and takes
            commands from 'smswiser … --data DIR' on the same machine.

            The HTTP API listens on loopback unless --listen says otherwise. The first start prints a key for the operator.

            Example: smswiser serve --data ./smswiser-data --listen 127.0.0.1:8080
            """)
        {
            CommonOptions.Data, Listen, Certificate, CertificateKey, LinksOption.BaseUrl,
        };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(CommonOptions.Data)!, new()
        {
            Listen = parsed.GetValue(Listen)!,
            TlsCertificate = parsed.GetValue(Certificate),
            TlsKey = parsed.GetValue(CertificateKey),
        }, parsed.GetValue(LinksOption.BaseUrl), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        string directory, HttpOptions http, string? linksBaseUrl, CancellationToken cancellation)
    {
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(new ErrorLog()).SetMinimumLevel(LogLevel.Warning));
        try
        {
            await using var host = await NodeHost.StartAsync(
                directory, LinksOption.Read(linksBaseUrl), new(), new LoopTime(), logging, cancellation);
            await using var listener = await NodeListener.StartAsync(host, directory, logging, cancellation);
            await using var api = await HttpNode.StartAsync(http, Parts(host, directory), logging, cancellation);
            await PrintFirstKeyAsync(host, api);
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
            or UnauthorizedAccessException or InvalidDataException or StoreException or CryptographicException or UsageException)
        {
            await Console.Error.WriteLineAsync($"smswiser serve: {error.Message}");
            return error is DataDirectoryInUseException or DatabaseTooNewException or UsageException ? BadUsage : Failed;
        }
        return Done;
    }

    private static NodeParts Parts(NodeHost host, string directory) => new(
        host.Grains, host.ReadGrains, host.Store.Idempotency, host.Keys, new SystemRandom(), new LoopTime(),
        Path.Combine(Path.GetFullPath(directory), "spool"));

    /// <summary>Where the API is, and at the very first start the operator's key: it is shown here and never again.</summary>
    private static async Task PrintFirstKeyAsync(NodeHost host, HttpNode api)
    {
        Console.WriteLine($"The HTTP API is at {api.Address}.");
        var keys = host.Grains.GetGrain<IApiKeysGrain>("operator");
        if ((await keys.ListAsync()).Count > 0)
            return;
        var made = await keys.CreateAsync(new() { Name = "first key", Scopes = ["operator"] });
        Console.WriteLine($"The operator's key, shown once: {made.Key}");
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

using System.CommandLine;
using SmsWiser.Contracts.Carriers;
using SmsWiser.Host.Commands;

namespace SmsWiser.Host.Carriers;

/// <summary><c>smswiser carriers</c>.</summary>
internal static class CarriersCommand
{
    private const string PasswordVariable = "SMSWISER_CARRIER_PASSWORD";
    private static readonly Argument<string> Name = new("name") { Description = "Name of the carrier." };

    public static Command Create() => Verb.Noun("carriers", "Carriers: where messages are submitted.",
        Verb.Of("list", "Lists all carriers.", "carriers list", [], run => run.ShowAsync(Routes(run).CarriersAsync())),
        Verb.Of("show", "Shows all settings of a carrier, with defaults and meaning; never the password.", "carriers show alpha", [Name],
            run => run.ShowAsync(run.Carrier(run.Get(Name)).SettingsAsync())),
        Configure(),
        Set(),
        Verb.Of("remove", "Disconnects and removes a carrier, unless messages wait that only it can send.", "carriers remove alpha",
            [Name], run => run.Carrier(run.Get(Name)).RemoveAsync()),
        CarrierTestCommand.Create(Name),
        Verb.Of("status", "Shows the pace of a carrier as it is now, and whether it is paused.", "carriers status alpha", [Name],
            run => run.ShowAsync(run.Carrier(run.Get(Name)).StatusAsync())),
        Verb.Of("binds", "Shows the binds of a carrier as they are now.", "carriers binds alpha", [Name],
            run => run.ShowAsync(run.Carrier(run.Get(Name)).BindsAsync())),
        Verb.Of("connect", "Brings the binds of a carrier up on the running node.", "carriers connect alpha", [Name],
            async run =>
            {
                await run.Carrier(run.Get(Name)).ConnectAsync();
                await run.ShowAsync(run.Carrier(run.Get(Name)).BindsAsync());
            }),
        Verb.Of("disconnect", "Unbinds a carrier in order.", "carriers disconnect alpha", [Name],
            run => run.Carrier(run.Get(Name)).DisconnectAsync()));

    private static Command Set()
    {
        var settings = new Argument<string[]>("settings")
        {
            Description = "KEY=VALUE …, keys as 'carriers show' lists them; KEY= takes one back to its default.",
            Arity = ArgumentArity.OneOrMore,
        };
        return Verb.Of("set", "Changes settings of a carrier and leaves the others. Nothing changes when any is wrong.",
            "carriers set alpha rate=200 source_alphanumeric=5/1 tlv.0x1400=1201159", [Name, settings],
            async run =>
            {
                var changes = new Dictionary<string, string>();
                foreach (var setting in run.Get(settings))
                {
                    var at = setting.IndexOf('=', StringComparison.Ordinal);
                    if (at <= 0 || !changes.TryAdd(setting[..at], setting[(at + 1)..]))
                        throw new UsageException($"'{setting}' is no KEY=VALUE, or its key was given before");
                }
                await run.Carrier(run.Get(Name)).SetAsync(changes);
                await run.ShowAsync(run.Carrier(run.Get(Name)).SettingsAsync());
            });
    }

    private static IRoutesGrain Routes(CommandRun run) => run.Node.Grains.GetGrain<IRoutesGrain>(RoutesCommand.Key);

    private static Command Configure()
    {
        var host = new Option<string>("--host") { Description = "Host name or address.", Required = true };
        var port = new Option<int>("--port") { Description = "TCP port.", DefaultValueFactory = _ => 2775 };
        var systemId = new Option<string>("--system-id") { Description = "SMPP system_id.", Required = true };
        var password = new Option<string?>("--password-file")
        {
            Description = $"File with the SMPP password on its first line (default: {PasswordVariable}).",
        };
        var systemType = new Option<string>("--system-type") { Description = "SMPP system_type.", DefaultValueFactory = _ => "" };
        var rate = new Option<int>("--rate") { Description = "Contracted parts per second over all binds, 0 = unlimited." };
        var binds = new Option<int>("--binds") { Description = "Binds, 1 to 64.", DefaultValueFactory = _ => 1 };
        var bindType = new Option<string?>("--bind-type")
        {
            Description = "transceiver, transmitter, receiver, or pair: so many transmitters with receivers (default: as before).",
        };
        var receivers = new Option<int?>("--receivers") { Description = "Receivers of a pair, 0 = as many as transmitters." };
        var window = new Option<int>("--window") { Description = "Window of each bind, 1 to 1,000.", DefaultValueFactory = _ => 10 };
        var prefixes = new Option<string[]>("--prefix")
        {
            Description = "Destination prefix in digits, may be repeated (default: all destinations).",
            DefaultValueFactory = _ => [""],
        };
        return Verb.Of("configure", "Stores a carrier, replacing address, account and pace of the one of its name; other settings stay.",
            "carriers configure alpha --host smsc.example --system-id shop --rate 100 --prefix 33 --password-file alpha.password",
            [Name, host, port, systemId, password, systemType, rate, binds, bindType, receivers, window, prefixes],
            async run => await run.Carrier(run.Get(Name)).ConfigureAsync(new()
            {
                Host = run.Get(host)!,
                Port = run.Get(port),
                SystemId = run.Get(systemId)!,
                Password = await PasswordAsync(run.Get(password), run.Cancellation),
                SystemType = run.Get(systemType)!,
                RatePerSecond = run.Get(rate),
                Binds = run.Get(binds),
                BindType = run.Get(bindType),
                Receivers = run.Get(receivers),
                WindowSlots = run.Get(window),
                Prefixes = run.Get(prefixes)!,
            }), mayCreate: true);
    }

    /// <summary>Never an argument: those can be seen in the list of processes.</summary>
    private static async Task<string> PasswordAsync(string? file, CancellationToken cancellation)
    {
        if (file is not null)
            return (await File.ReadAllLinesAsync(file, cancellation)).FirstOrDefault() ?? "";
        return Environment.GetEnvironmentVariable(PasswordVariable)
            ?? throw new UsageException($"the carrier's password is missing; give --password-file, or set {PasswordVariable}");
    }
}

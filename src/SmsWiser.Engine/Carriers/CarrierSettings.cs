using System.Globalization;
using SmsWiser.Contracts.Carriers;
using SmsWiser.Core.Carriers;

namespace SmsWiser.Engine.Carriers;

/// <summary>The settings of a carrier as operators see and change them: basics and profile under one set of names.</summary>
internal static class CarrierSettings
{
    private sealed record BasicSetting(
        string Name, string? Default, string Meaning, Func<CarrierBasics, string> Read, Func<CarrierBasics, string, CarrierBasics> Change);

    private static readonly BasicSetting[] Basics =
    [
        new("host", null, "Host name or address of the message centre.", b => b.Host, (b, v) => b with { Host = v }),
        new("port", "2775", "TCP port, 1 to 65535.", b => Text(b.Port), (b, v) => b with { Port = Number(v) }),
        new("system_id", null, "SMPP system_id.", b => b.SystemId, (b, v) => b with { SystemId = v }),
        new("system_type", "", "SMPP system_type.", b => b.SystemType, (b, v) => b with { SystemType = v }),
        new("rate", "0", "Contracted parts per second over all binds; 0: unlimited.",
            b => Text(b.RatePerSecond), (b, v) => b with { RatePerSecond = Number(v) }),
        new("binds", "1", "Binds, 1 to 64; with bind_type=pair: transmitters.", b => Text(b.Binds), (b, v) => b with { Binds = Number(v) }),
        new("bind_type", "transceiver", "What the binds are: transceiver, transmitter, receiver, or pair: transmitters and receivers. "
            + "Binds that change are taken down until the next connect.",
            b => b.BindType, (b, v) => b with { BindType = v }),
        new("receivers", "0", "Receivers beside the transmitters of bind_type=pair; 0: as many as these.",
            b => Text(b.Receivers), (b, v) => b with { Receivers = Number(v) }),
        new("window", "10", "Unanswered submit_sm on each bind at most, 1 to 1000.",
            b => Text(b.WindowSlots), (b, v) => b with { WindowSlots = Number(v) }),
    ];

    /// <summary>All settings of a carrier.</summary>
    public static IReadOnlyList<CarrierSetting> List(Carrier carrier)
    {
        var basics = CarrierBasics.Of(carrier);
        var given = carrier.Profile.Given;
        var set = given.Where(setting => ProfileFields.Find(setting.Key)!.Name != setting.Key).Select(setting => new CarrierSetting
        {
            Name = setting.Key,
            Value = setting.Value,
            Default = "",
            Meaning = ProfileFields.Find(setting.Key)!.Meaning,
        });
        return
        [
            .. Basics.Select(one => new CarrierSetting
            {
                Name = one.Name,
                Value = one.Read(basics),
                Default = one.Default,
                Meaning = one.Meaning,
            }),
            .. ProfileFields.All.Where(field => field.Name[^1] != '.').Select(field => new CarrierSetting
            {
                Name = field.Name,
                Value = given.GetValueOrDefault(field.Name, field.Default),
                Default = field.Default,
                Meaning = field.Meaning,
            }),
            .. set,
        ];
    }

    /// <summary>Changes a carrier's settings.</summary>
    /// <exception cref="Contracts.RefusedException"><c>invalid_value</c> with all that is wrong.</exception>
    public static (CarrierBasics Basics, CarrierProfile Profile) Change(Carrier carrier, IReadOnlyDictionary<string, string> changes)
    {
        var basics = CarrierBasics.Of(carrier);
        var given = new Dictionary<string, string>(carrier.Profile.Given);
        var problems = new List<string>();
        foreach (var (name, value) in changes)
        {
            if (Array.Find(Basics, one => one.Name == name) is not { } basic)
                given[name] = value;
            else if (value.Length == 0 && basic.Default is null)
                problems.Add($"{name} cannot be empty");
            else
            {
                try
                {
                    basics = basic.Change(basics, value.Length == 0 ? basic.Default! : value);
                }
                catch (FormatException error)
                {
                    problems.Add($"{name} cannot be '{value}': {error.Message}");
                }
            }
        }
        var profile = ProfileFields.Read(given, out var wrong);
        problems.AddRange(wrong);
        problems.AddRange(basics.Problems(profile));
        return problems.Count == 0 ? (basics, profile) : throw Refusal.Invalid(string.Join("; ", problems));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number : throw new FormatException("give a whole number");
}

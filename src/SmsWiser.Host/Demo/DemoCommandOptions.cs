using System.CommandLine;

namespace SmsWiser.Host.Demo;

/// <summary>The options of <c>smswiser demo</c> and how they are read.</summary>
internal sealed class DemoCommandOptions
{
    private static readonly DemoOptions Defaults = new();

    private readonly Option<int> leads = Number("--leads", "Leads to generate", Defaults.Leads);
    private readonly Option<string?> csv = new("--csv") { Description = "CSV file to import instead of generated leads." };
    private readonly Option<string?> country =
        new("--country") { Description = "Country (FR, DE, …) of numbers without a country code in the file." };
    private readonly Option<string?> data =
        new("--data") { Description = "Data directory; unfinished work in it goes on (default: a temporary one)." };
    private readonly Option<string?> smsc =
        new("--smsc") { Description = "HOST:PORT of a message centre to use instead of the simulated carrier." };
    private readonly Option<string> systemId = Text("--system-id", "system_id for --smsc", Defaults.SystemId);
    private readonly Option<string> password = Text("--password", "Password for --smsc", Defaults.Password);
    private readonly Option<int> binds = Number("--binds", "SMPP binds", Defaults.Binds);
    private readonly Option<int> window = Number("--window", "Window of each bind", Defaults.Window);
    private readonly Option<int> rate = Number("--rate", "Parts per second over all binds, 0 = unlimited", Defaults.Rate);
    private readonly Option<long?> stopShareAfter = new("--stop-share-after")
    {
        Description = "Send over a shared list and stop the share after so many parts (with --no-story).",
    };
    private readonly Option<string> template = Text("--template", "Text to send", Defaults.Template);
    private readonly Option<string?> filter = new("--filter")
    {
        Description = "Send only to leads that match, for example 'spent_2020 > 100 and city = \"Lyon\"'.",
    };
    private readonly Option<double> receiptWait = new("--receipt-wait")
    {
        Description = "Seconds to wait for receipts after the last response.",
        DefaultValueFactory = _ => Defaults.ReceiptWait.TotalSeconds,
    };
    private readonly Option<bool> noStory = new("--no-story") { Description = "One plain run with these options instead of the story." };
    private readonly Option<bool> json = new("--json")
    {
        Description = "Print one JSON object on the last line, nothing else; implies --no-story.",
    };

    public IEnumerable<Option> All =>
    [
        leads, csv, country, data, smsc, systemId, password, binds, window, rate, stopShareAfter, template, filter, receiptWait, noStory,
            json,
    ];

    public DemoOptions Read(ParseResult parsed) => new()
    {
        Leads = parsed.GetValue(leads),
        Csv = parsed.GetValue(csv),
        Country = parsed.GetValue(country),
        Data = parsed.GetValue(data),
        Smsc = parsed.GetValue(smsc),
        SystemId = parsed.GetValue(systemId)!,
        Password = parsed.GetValue(password)!,
        Binds = parsed.GetValue(binds),
        Window = parsed.GetValue(window),
        Rate = parsed.GetValue(rate),
        StopShareAfter = parsed.GetValue(stopShareAfter),
        Template = parsed.GetValue(template)!,
        Filter = parsed.GetValue(filter),
        ReceiptWait = TimeSpan.FromSeconds(parsed.GetValue(receiptWait)),
        NoStory = parsed.GetValue(noStory) || parsed.GetValue(json),
        Json = parsed.GetValue(json),
    };

    private static Option<int> Number(string name, string description, int fallback) =>
        new(name) { Description = $"{description}.", DefaultValueFactory = _ => fallback };

    private static Option<string> Text(string name, string description, string fallback) =>
        new(name) { Description = $"{description}.", DefaultValueFactory = _ => fallback };
}

using System.CommandLine;
using System.Globalization;
using SmsWiser.Contracts.Ledger;
using SmsWiser.Host.Accounts;
using SmsWiser.Host.Commands;

namespace SmsWiser.Host.Carriers;

/// <summary><c>smswiser prices</c>.</summary>
internal static class PricesCommand
{
    public static Command Create()
    {
        var carrier = new Argument<string>("carrier") { Description = "Name of the carrier." };
        var file = new Argument<string>("file") { Description = "CSV file: prefix,price[,valid_from]; an empty prefix matches all." };
        return Verb.Noun("prices", "Prices of parts over a carrier, for accounts that pay.",
            Verb.Of("show", "Shows the prices of a carrier.", "prices show alpha", [carrier],
                run => run.ShowAsync(run.Carrier(run.Get(carrier)).PricesAsync())),
            Verb.Of("set", "Adds prices from a file; sendouts keep the price they were planned with.", "prices set alpha prices.csv",
                [carrier, file], async run =>
                {
                    await run.Carrier(run.Get(carrier)).SetPricesAsync(await ReadAsync(run.Get(file), run.Cancellation));
                    await run.ShowAsync(run.Carrier(run.Get(carrier)).PricesAsync());
                }));
    }

    private static async Task<IReadOnlyList<PriceSpec>> ReadAsync(string path, CancellationToken cancellation)
    {
        var prices = new List<PriceSpec>();
        var lines = await File.ReadAllLinesAsync(path, cancellation);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length > 0 && !(i == 0 && lines[i].StartsWith("prefix", StringComparison.Ordinal)))
                prices.Add(Read(lines[i]) ?? throw new UsageException(
                    $"{path}:{i + 1}: '{lines[i]}' is no price; write prefix,price[,valid_from], such as 33,0.04,2026-12-01"));
        }
        return prices;
    }

    private static PriceSpec? Read(string line)
    {
        var cells = line.Split(',', StringSplitOptions.TrimEntries);
        DateTimeOffset from = default;
        if (cells.Length is < 2 or > 3 || !decimal.TryParse(cells[1], NumberStyles.Number, CultureInfo.InvariantCulture, out var price)
            || (cells.Length == 3 && !TryReadDate(cells[2], out from)))
            return null;
        return new() { Prefix = cells[0], Micros = CreditsCommand.InMicros(price), ValidFrom = cells.Length == 3 ? from : null };
    }

    private static bool TryReadDate(string text, out DateTimeOffset date) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out date);
}

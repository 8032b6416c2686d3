using System.Text;
using SmsWiser.Contracts.Carriers;
using SmsWiser.Core.Dispatch;
using SmsWiser.System.Tests.Dispatch;

namespace SmsWiser.System.Tests.Carriers;

/// <summary>How texts go to carriers that want them in their own way, and what is charged for them.</summary>
public sealed class LongMessageTests
{
    private const long French = 33_610_000_000;
    private const long Price = 40_000;

    /// <summary>Two parts with an 8-bit reference, three with a 16-bit one.</summary>
    private static readonly string AtTheBoundary = new('x', 306);

    [Fact]
    public async Task Sar_parameters_number_the_parts_in_place_of_headers()
    {
        var submits = await SendAsync(AtTheBoundary, ("long_message", "sar"));

        Assert.Equal(2, submits.Count);
        Assert.Contains("esm 00 ", submits[0], StringComparison.Ordinal);
        Assert.Matches("7878787878787878 of 153 tlvs 020C000200(..)020E000102020F000101$", submits[0]);
        Assert.Matches("7878787878787878 of 153 tlvs 020C000200(..)020E000102020F000102$", submits[1]);
        Assert.Equal(submits[0][^24..^20], submits[1][^24..^20]);
    }

    [Fact]
    public async Task A_payload_goes_whole()
    {
        var submit = Assert.Single(await SendAsync(AtTheBoundary, ("long_message", "payload"), ("tlv.0x1400", "7")));

        Assert.Contains("esm 00 ", submit, StringComparison.Ordinal);
        Assert.EndsWith($" of 0 tlvs 04240132{Convert.ToHexString(Encoding.ASCII.GetBytes(AtTheBoundary))}1400000137", submit,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("latin1", "Été {brut}", "dcs 3 default 0 C974E9207B627275 of 10")]
    [InlineData("latin1", "5 €", "dcs 8 default 0 0035002020AC of 6")]
    [InlineData("ascii", "Été", "dcs 8 default 0 00C9007400E9 of 6")]
    [InlineData("ascii", "{ete}", "dcs 3 default 0 7B6574657D of 5")]
    [InlineData("gsm", "Été", "dcs 3 default 0 1F7405 of 3")]
    public async Task Characters_are_those_of_the_carriers_default_alphabet_or_ucs2(string alphabet, string text, string expected)
    {
        var template = text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
        var submit = Assert.Single(await SendAsync(template, ("default_alphabet", alphabet), ("data_coding_gsm", "3")));

        Assert.Contains(expected, submit, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("udh8", 2, 2)]
    [InlineData("udh16", 3, 3)]
    [InlineData("sar", 2, 2)]
    [InlineData("payload", 2, 1)]
    public async Task A_text_at_the_boundary_is_held_and_charged_as_it_goes(string mode, int parts, int submits)
    {
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync();
        await site.Demo.Carrier(SendingSite.Alpha).SetAsync(new Dictionary<string, string> { ["long_message"] = mode });
        await site.BillAsync(SendingSite.Owner, paid: 100 * Price, Price, SendingSite.Alpha);
        var list = await site.ImportAsync(SendingSite.Owner, French, 10);
        var campaign = await site.DraftAsync(SendingSite.Owner, "SHOP", AtTheBoundary, list);
        await site.Demo.Campaign(campaign).StartAsync(SendingSite.Owner);

        var totals = await site.FollowAsync(campaign);

        Assert.Equal($"planned 10, parts {10 * parts}: Delivered 10", SendingSite.Line(totals));
        Assert.Equal(10 * submits, site.Carrier.Snapshot().Accepted);
        var hold = Assert.Single(await site.Demo.OwnerAccount.HoldsAsync(0, 10));
        Assert.Equal((10 * parts * Price, 10 * parts * Price), (hold.AmountMicros, hold.SettledMicros));
    }

    private static async Task<IReadOnlyList<string>> SendAsync(string text, params (string Name, string Value)[] settings)
    {
        await using var carrier = new RecordingCarrier();
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(SendingSite.Alpha, carrier.Port, binds: 1, window: 10);
        var alpha = site.Demo.Carrier(SendingSite.Alpha);
        await alpha.SetAsync(settings.ToDictionary(setting => setting.Name, setting => setting.Value));
        var campaign = await site.DraftAsync(SendingSite.Owner, "SHOP", text, await site.ImportAsync(SendingSite.Owner, French, 1));
        await site.Demo.Campaign(campaign).StartAsync(SendingSite.Owner);
        await site.FollowUntilAsync(campaign, totals => totals.Outcomes[Outcome.Accepted] == 1);
        return carrier.Submits;
    }
}

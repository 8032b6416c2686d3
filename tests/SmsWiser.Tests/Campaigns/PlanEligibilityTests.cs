using SmsWiser.Core.Audience;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Sealing;
using SmsWiser.Testing.Chance;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Campaigns;

/// <summary>Planning asks the eligibility step; what it excludes is final from the start, by reason.</summary>
public sealed class PlanEligibilityTests
{
    private const ulong French = 33_600_000_000, American = 12_125_550_100, TooShort = 336;

    private static readonly (ulong Number, ConsentState Consent)[] Leads =
    [
        (French, ConsentState.NotRecorded), (French + 1, ConsentState.Enrolled), (French + 2, ConsentState.Left),
        (French + 3, ConsentState.Left), (French + 4, ConsentState.Pending), (American, ConsentState.Enrolled),
        (TooShort, ConsentState.Enrolled),
    ];

    [Fact]
    public async Task Excluded_leads_are_final_and_counted_by_reason()
    {
        await using var bench = await OpenAsync();
        var list = await AddListAsync(bench);

        var (id, sendout) = await bench.RunAsync(Owner, Spec(list));

        var report = await bench.Campaign(id).ReportAsync(Owner);
        Assert.Equal(7, sendout.Planned);
        Assert.Equal(7, report.Own.Planned);
        Assert.Equal(
            [("invalid_number", 1), ("left", 2), ("no_consent", 1), ("sender_not_allowed", 1)],
            report.SuppressedBy.OrderBy(reason => reason.Key).Select(reason => (reason.Key, reason.Value)));
        var chunks = bench.Dispatch.Planned(sendout.Id);
        Assert.Equal(2, Assert.Single(chunks, chunk => chunk.Reason is null).Leads);
        Assert.All(chunks, chunk => Assert.Equal(chunk.Reason is null, chunk.Route.Value != 0));
    }

    [Fact]
    public async Task Transactional_sendout_needs_no_consent_and_a_number_is_a_sender_everywhere()
    {
        await using var bench = await OpenAsync();
        var list = await AddListAsync(bench);

        var (id, _) = await bench.RunAsync(Owner, Spec(list) with { Class = "transactional", Sender = "12345" });

        var report = await bench.Campaign(id).ReportAsync(Owner);
        Assert.Equal([("invalid_number", 1L)], report.SuppressedBy.Select(reason => (reason.Key, reason.Value)));
    }

    [Fact]
    public async Task Lead_that_is_excluded_by_one_list_is_not_sent_over_the_next()
    {
        await using var bench = await OpenAsync();
        var (own, shared) = (await AddListAsync(bench, Recipient), await bench.AddListAsync(Owner, "Shared", French, 10));
        await bench.ShareAsync(shared);

        var (_, sendout) = await bench.RunAsync(Recipient, Spec(shared, own));

        Assert.Equal(7 + 5, sendout.Planned);
        var sent = bench.Dispatch.Planned(sendout.Id).Where(chunk => chunk.Reason is null);
        Assert.Equal([(false, 2), (true, 5)], sent.Select(chunk => (chunk.Grant.Value != 0, chunk.Leads)));
    }

    [Fact]
    public async Task Over_shared_lists_a_reason_is_named_from_300_leads_on_and_rounded()
    {
        await using var bench = await OpenAsync();
        var many = await bench.AddListAsync(Owner, "Many", American, 437);
        var few = await AddListAsync(bench);
        await bench.ShareAsync(many);
        await bench.ShareAsync(few);

        var (id, _) = await bench.RunAsync(Recipient, Spec(many, few));

        var report = await bench.Campaign(id).ReportAsync(Recipient);
        Assert.Equal([KeyValuePair.Create("sender_not_allowed", "~440")], report.SharedSuppressedBy);
        Assert.Empty(report.SuppressedBy);
    }

    private static async Task<string> AddListAsync(ControlBench bench, string owner = Owner)
    {
        var id = await bench.AddListAsync(owner, "Mixed", 0, 0);
        var list = (await bench.Lists.FindAsync(id, Token))!;
        var key = new byte[MasterKey.Size];
        bench.Keys.Unwrap(list.Id, list.WrappedKey, key);
        using var cipher = new PageCipher(key, new NonceSource(new SeededRandom(3)));
        var writer = new PageWriter();
        foreach (var (number, consent) in Leads)
            writer.Add(number, [], LeadFlags.New with { Consent = (byte)consent });
        var plain = writer.Finish();
        var octets = new byte[plain.Length + PageCipher.Overhead];
        cipher.Seal(list.Id, 0, 1, plain, octets);
        await bench.Pages.WriteAsync(list.Id, new[] { new SealedPage(0, 1, Leads.Length, writer.Clear.ToArray(), octets) }, Token);
        bench.Lists.SetLeads(list.Id, Leads.Length);
        return id;
    }
}
